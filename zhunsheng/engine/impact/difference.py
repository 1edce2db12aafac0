"""Where two derivations part, as a value: the way from the outcome down to the first node that differs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, CiteRef, MeasureRange, Pointer

#: What a step of the way is: the outcome at the top, then nodes of the trace and their parts.
StepKind = Literal["outcome", "track", "stage", "recommended", "rule", "condition", "law"]


class Side(Answer):
    """A node as it stands under one of the releases."""

    text: Annotated[str, Field(description="In words: a title, a condition, a range, a form")]
    established: Annotated[
        Literal["true", "false", "unknown"] | None, Field(description="Its value; null where it has none")
    ] = None
    possible: Literal["true", "false", "unknown"] | None = None
    facts: Annotated[dict[Pointer, Any], Field(description="The facts that it read")] = Field(
        default_factory=dict
    )
    cites: tuple[CiteRef, ...] = ()
    ranges: tuple[MeasureRange, ...] = ()


class Step(Answer):
    """One step down; what stands on both sides. Null: there is no such node under this release."""

    kind: StepKind
    node: Annotated[str, Field(description="Id of the trace node; empty for the outcome")]
    place: Annotated[Pointer, Field(description="The subject or conduct that it is about; empty: the case")]
    before: Side | None
    after: Side | None


class FirstDifference(Answer):
    """Where the derivations of two answers part: the last step is the first node that differs."""

    subject_id: str
    path: tuple[Step, ...]
