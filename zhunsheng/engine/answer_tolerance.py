"""Tolerance in an answer: what was weighed, which ground spares what, and what excludes it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, Cite, Pointer


class Factor(Answer):
    """One of the six factors: each of its facts with its value, null where unknown."""

    name: str
    facts: dict[Pointer, Any]
    supports: bool | None


class ToleranceGround(Answer):
    """A ground of tolerance that holds. ``effect``: nothing need follow (may), or nothing may (must)."""

    rule: str
    title: str
    cites: tuple[Cite, ...]
    conducts: tuple[str, ...]
    reaches: Annotated[tuple[str, ...], Field(description="Tracks; empty: every measure")] = ()
    effect: Literal["may", "must"] = "may"
    note: str | None = None


class ToleranceExclusion(Answer):
    """What excludes tolerance, and for which conducts."""

    rule: str
    title: str
    cites: tuple[Cite, ...]
    conducts: tuple[str, ...]


class Tolerance(Answer):
    """Whether the acts are tolerated. ``pair``: which of the three distinctions, where it is one of them.

    ``grounds`` are in the order in which they are to be looked at; ``rule`` and ``cites`` are of the first, or of the
    first exclusion. ``reason`` says why it is refused.
    """

    status: Literal["granted", "refused", "contingent", "not_claimed"]
    pair: Literal[1, 2, 3] | None = None
    factors: dict[str, Factor] = Field(default_factory=dict)
    rule: str | None = None
    cites: tuple[Cite, ...] = ()
    conducts: tuple[str, ...] = ()
    grounds: tuple[ToleranceGround, ...] = ()
    excluded_by: tuple[str, ...] = ()
    exclusions: tuple[ToleranceExclusion, ...] = ()
    reason: str | None = None
    contingent_on: tuple[Pointer, ...] = ()
