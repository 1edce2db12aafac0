"""The trace in an answer: each rule with its conditions and values, each ladder stage by stage, as a graph of nodes with ids.

What an auditor replays: nodes name the nodes that they rest on, facts are named by JSON pointer, and every value is given in both
readings.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, CiteRef, MeasureRange, Pointer


class TraceCondition(Answer):
    """One part of a rule's premise, with its value in both readings and the facts it read."""

    text: str
    operator: str
    established: Literal["true", "false", "unknown"]
    possible: Literal["true", "false", "unknown"]
    facts: dict[Pointer, Any] = Field(default_factory=dict)
    rests_on: Annotated[tuple[str, ...], Field(description="Ids of the trace nodes that concluded it")] = ()
    parts: tuple[TraceCondition, ...] = ()


class TraceRule(Answer):
    """A rule tried on an instance: why it applies or not."""

    kind: Literal["rule"] = "rule"
    id: str
    rule: str
    title: str
    layer: str
    concludes: str
    instance: Pointer
    established: bool
    possible: Literal["true", "false", "unknown"]
    cites: tuple[CiteRef, ...]
    premise: TraceCondition
    exceptions: Annotated[
        tuple[str, ...], Field(description="Ids of the rules that override it and were tried")
    ] = ()
    ranges: tuple[MeasureRange, ...] = ()
    clock: Annotated[str | None, Field(description="Until when the duty is to be done, in words")] = None
    concerns: Annotated[
        tuple[MeasureRange, ...], Field(description="The measures that the duty is about")
    ] = ()
    note: str | None = None


class TraceStage(Answer):
    """A range on a track after a move (null: as the provisions give it, tolerance included)."""

    move: str | None
    because: Annotated[tuple[str, ...], Field(description="Ids of the trace nodes that called for the move")]
    cites: tuple[CiteRef, ...]
    at_least: str | None
    at_most: str | None


class TraceTrack(Answer):
    """How the range on one track came about."""

    kind: Literal["track"] = "track"
    id: str
    track: str
    name: str
    instance: Pointer
    rests_on: tuple[str, ...]
    stages: tuple[TraceStage, ...]
    recommended: str | None


class Trace(Answer):
    """The derivation, as nodes that refer to each other by id. Rules that are known not to apply are listed by id alone."""

    nodes: tuple[Annotated[TraceRule | TraceTrack, Field(discriminator="kind")], ...]
    not_applicable: dict[Pointer, tuple[str, ...]]
