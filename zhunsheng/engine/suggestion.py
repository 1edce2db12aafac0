"""The answer to a case: the same frozen value from Python, the command line and the API.

Keys are ASCII; names are in the language asked for. ``form`` is the established reading (the suggestion), ``possible`` the
horizon: between which forms the case can still end, and on which unknown facts that hangs. Facts are named by JSON pointer into
the case document.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, KnownFact, Pointer
from zhunsheng.engine.answer_parts import Cite as Cite
from zhunsheng.engine.answer_parts import CiteRef as CiteRef
from zhunsheng.engine.answer_parts import FormNumber as FormNumber
from zhunsheng.engine.answer_parts import MeasureRange as MeasureRange
from zhunsheng.engine.answer_parts import Status as Status
from zhunsheng.engine.answer_tolerance import Factor as Factor
from zhunsheng.engine.answer_tolerance import Tolerance as Tolerance
from zhunsheng.engine.answer_tolerance import ToleranceExclusion as ToleranceExclusion
from zhunsheng.engine.answer_tolerance import ToleranceGround as ToleranceGround
from zhunsheng.engine.answer_trace import Trace as Trace
from zhunsheng.engine.answer_trace import TraceCondition as TraceCondition
from zhunsheng.engine.answer_trace import TraceRule as TraceRule
from zhunsheng.engine.answer_trace import TraceStage as TraceStage
from zhunsheng.engine.answer_trace import TraceTrack as TraceTrack
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


class Form(Answer):
    """The established reading: the range the law leaves, and where to start."""

    at_least: FormNumber
    at_most: FormNumber
    recommended: FormNumber


class Horizon(Answer):
    """What a case can still come to, over every way of filling in its unknown facts."""

    lowest: FormNumber
    highest: FormNumber
    recommended: Annotated[
        tuple[FormNumber, ...], Field(description="Every form that is recommended in some completion")
    ]
    exact: Annotated[
        bool,
        Field(
            description="Each of these is reached, and with every article on record; else they are an outer bound"
        ),
    ]


class Possible(Answer):
    """The possible reading: where the case can still end.

    Attributes:
        lowest, highest: Bounds by Kleene's logic: sound, and now and then too wide.
        contingent_on: The unknown facts that open rules read, of which some may not matter; of questions, those that do.
        horizon: The exact set, by a solver; null where facts contradict each other.
    """

    lowest: FormNumber
    highest: FormNumber
    contingent_on: tuple[Pointer, ...]
    horizon: Horizon | None


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


class Bounds(Answer):
    """Between which forms a case can still end."""

    lowest: FormNumber
    highest: FormNumber


class Outlook(Answer):
    """What one answer to an open question would lead to."""

    value: Any
    name: str
    form: Form
    possible: Bounds
    measures: Annotated[tuple[str, ...], Field(description="The recommended measures, by name")]


class OpenQuestion(Answer):
    """An unknown fact that can still change the outcome, and how. An evaluation lists those that do so by themselves.

    Attributes:
        together_with: The fewest other answers together with which it matters; empty where it does so by itself.
        outlooks: Where each answer leads, given these.
    """

    fact: Pointer
    question: str
    answer_by: Literal["handler", "reviewer"]
    judgement: bool
    evidence: str
    together_with: tuple[KnownFact, ...] = ()
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
