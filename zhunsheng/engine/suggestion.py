"""The answer to a case: the same frozen value from Python, the command line and the API.

Keys are ASCII; names are in the language asked for. ``form`` is the established reading (the suggestion), ``possible`` the
horizon: between which forms the case can still end, and on which unknown facts that hangs. Facts are named by JSON pointer into
the case document.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, Pointer
from zhunsheng.engine.answer_parts import Cite as Cite
from zhunsheng.engine.answer_parts import CiteRef as CiteRef
from zhunsheng.engine.answer_parts import FormNumber as FormNumber
from zhunsheng.engine.answer_parts import MeasureRange as MeasureRange
from zhunsheng.engine.answer_parts import Status as Status
from zhunsheng.engine.suggested_law import Law


class ReleaseInfo(Answer):
    """The ruleset the answer was made under."""

    name: str
    version: str
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class Engines(Answer):
    """Who checked the answer. ``agreed`` is null where only one engine ran; `note` then says why."""

    agreed: bool | None
    ran: tuple[str, ...]
    note: str | None = None


class Concluded(Answer):
    """A conclusion of a rule, with its standing in both readings."""

    key: str
    name: str
    status: Status
    rule: str
    cites: tuple[Cite, ...]
    conduct_id: str | None = None
    contingent_on: tuple[Pointer, ...] = ()


class Finding(Answer):
    """Whether a category of the notices is met by a conduct."""

    category: str
    name: str
    status: Status
    rule: str
    cites: tuple[Cite, ...]
    conduct_id: str
    contingent_on: tuple[Pointer, ...] = ()


class Provision(Concluded):
    """A provision that applies to a conduct, and its range."""

    ranges: tuple[MeasureRange, ...]


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


class Form(Answer):
    """The established reading: the range the law leaves, and where to start."""

    at_least: FormNumber
    at_most: FormNumber
    recommended: FormNumber


class Possible(Answer):
    """The possible reading: where the case can still end."""

    lowest: FormNumber
    highest: FormNumber
    contingent_on: tuple[Pointer, ...]


class Effect(Answer):
    """How long a measure has effect. ``months`` is null where there is no period, or none that is the same for everybody."""

    text: str
    months: int | None
    cites: tuple[Cite, ...]


class Measure(Answer):
    """A measure within the established range. ``form`` is null where the four forms do not count it."""

    key: str
    name: str
    track: str
    form: FormNumber | None
    recommended: bool
    proposal_only: bool
    cites: tuple[Cite, ...]
    effect: Annotated[
        Effect | None, Field(description="Null where the law gives the measure no effect in time")
    ]
    ends: Annotated[
        str | None,
        Field(
            description="Last day of the effect, if decided on the day stated; null where that is not known"
        ),
    ]


class Duty(Answer):
    """A procedural duty, with what it asks for, and its clock where it has one."""

    key: str
    name: str
    text: str
    status: Status
    rule: str
    cites: tuple[Cite, ...]
    due: Annotated[
        str | None,
        Field(
            description="Last day to do it, or an earlier day where the start is known in part; null without a start"
        ),
    ] = None
    extended_due: Annotated[str | None, Field(description="The same with the longest extension")] = None
    clock: Annotated[
        str | None, Field(description="How the time runs, in words; null where there is no clock")
    ] = None
    measures: Annotated[
        tuple[str, ...],
        Field(
            description="Keys of the measures it is about: within the range, or while contingent still possible"
        ),
    ] = ()
    contingent_on: tuple[Pointer, ...] = ()


class Outlook(Answer):
    """What one answer to an open question would lead to."""

    value: Any
    name: str
    form: Form
    possible: Annotated[dict[Literal["lowest", "highest"], FormNumber], Field()]


class OpenQuestion(Answer):
    """An unknown fact that by itself can change the outcome, and how."""

    fact: Pointer
    question: str
    answer_by: Literal["handler", "reviewer"]
    judgement: bool
    evidence: str
    would_change: str
    outlooks: tuple[Outlook, ...]


class SimilarNotice(Answer):
    """A published notice with like facts, wherein it is like and wherein not (the weightiest facts), and what came of it."""

    notice: Annotated[str, Field(description="Scenario and subject")]
    title: str
    likeness: Annotated[float, Field(ge=0, le=1)]
    form: FormNumber
    measures: tuple[str, ...]
    agrees: Annotated[tuple[str, ...], Field(description="Facts that both state alike, in words")] = ()
    differs: Annotated[tuple[str, ...], Field(description="Facts that both state and state differently")] = ()


class Warning(Answer):
    """Something a person should look at; it changes nothing."""

    key: str
    text: str
    cites: tuple[Cite, ...] = ()
    facts: tuple[Pointer, ...] = ()


class SubjectAnswer(Answer):
    """The suggestion for one subject."""

    subject_id: str
    findings: tuple[Finding, ...]
    responsibility: tuple[Concluded, ...]
    provisions: tuple[Provision, ...]
    circumstances: tuple[Concluded, ...]
    practice: Annotated[
        tuple[Concluded, ...],
        Field(description="What notices usually come to: it chose the point recommended, and moved no range"),
    ]
    tolerance: Tolerance
    form: Form
    possible: Possible
    measures: tuple[Measure, ...]
    procedure: tuple[Duty, ...]
    open_questions: tuple[OpenQuestion, ...]
    similar: tuple[SimilarNotice, ...]
    warnings: tuple[Warning, ...]


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


class Suggestion(Answer):
    """The answer to a case. It suggests; people decide."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    law: Law
    engines: Engines
    subjects: tuple[SubjectAnswer, ...]
    procedure: tuple[Duty, ...]
    warnings: tuple[Warning, ...]
    trace: Trace


class SimilarToSubject(Answer):
    """The likest notices for one subject."""

    subject_id: str
    similar: tuple[SimilarNotice, ...]


class SimilarNotices(Answer):
    """The likest notices for each subject of a case. What happened elsewhere is no ground; it is there to be read."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    subjects: tuple[SimilarToSubject, ...]
