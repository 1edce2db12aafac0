"""Why and why not, as an answer: the outcome and each rule asked about, with the fewest facts behind it or lacking."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhunsheng.engine.answer_changes import ChangedFact
from zhunsheng.engine.answer_parts import Answer, Cite, Conducts, KnownFact, Status
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule
from zhunsheng.engine.suggestion import Engines, Form, ReleaseInfo

#: What a rule does for an outcome.
Role = Literal["opens", "moves", "spares", "practice"]

Lacks = Annotated[
    tuple[ChangedFact, ...] | None,
    Field(description="null: no change of facts leads there, who, where and when staying as they are"),
]


class Displacement(Answer):
    """A rule that overrides another one and is established, with the fewest known facts under which it is."""

    rule: str
    title: str
    cites: tuple[Cite, ...]
    because: tuple[KnownFact, ...]
    sentence: str


class Reason(Answer):
    """Why one rule applies to one place, or why it does not.

    Attributes:
        sentence: All of it in one sentence, the articles first.
        because: Where it is established: the fewest known facts under which it is while everything else is unknown.
        lacks: Where it is not: the fewest facts that would have to be found, or to be otherwise, under the law that was applied;
            null where no such change establishes it (the law is not in force, say, or the rule is about others) or the law that
            applies is not known. Who, where and when stay as they are.
        failing: Where it is not: the conditions nearest to it that do not hold.
        unknown: Likewise, those that are unknown.
        premise: All its conditions with their values. A conclusion rests on the rules in `behind`: those that concluded it, or
            those that would if what is lacking were so.
        defeated_by: The exceptions that displaced it.
    """

    rule: str
    title: str
    conduct_id: str | None
    status: Status
    cites: tuple[Cite, ...]
    sentence: str
    because: tuple[KnownFact, ...] = ()
    lacks: Lacks = ()
    failing: tuple[TraceCondition, ...] = ()
    unknown: tuple[TraceCondition, ...] = ()
    premise: TraceCondition
    behind: tuple[TraceRule, ...] = ()
    defeated_by: tuple[Displacement, ...] = ()


class BearingRule(Answer):
    """A rule that bears on an outcome: it opens the range, moves it, spares from it, or chooses the point in it."""

    rule: str
    title: str
    conduct_id: str | None
    role: Role


class OutcomeReason(Answer):
    """Why an outcome is so, or what it lacks.

    Attributes:
        key: A form from 0 to 4, or the key of a measure.
        holds: Whether the form is the recommended one, or the measure within the range.
        sentence: All of it in one sentence, the articles first.
        because: Where it holds: the fewest known facts under which it does while everything else is unknown.
        lacks: Where it does not: the fewest facts that would have to be found, or to be otherwise, who, where and when staying as
            they are; it is so under the law that then applies.
        proved: Whether no fewer than `lacks` do it; where that is null, that no change does. False: not all could be ruled out.
        rules: The rules that bear on it, where only those facts are known, or once what is lacking is so.
    """

    key: str
    name: str
    holds: bool
    form: Form
    cites: tuple[Cite, ...]
    sentence: str
    because: tuple[KnownFact, ...] = ()
    lacks: Lacks = ()
    proved: bool = True
    rules: tuple[BearingRule, ...] = ()


class SubjectReasons(Answer):
    """The reasons about one subject.

    Attributes:
        outcome: Of the form or measure asked about, or of the recommendation; null where a rule or a conclusion was asked about.
        reasons: The rules: those that are established, or the nearest that are not.
    """

    subject_id: str
    conducts: Conducts
    outcome: OutcomeReason | None
    reasons: tuple[Reason, ...]


class Explanations(Answer):
    """What was asked about, for each subject of a case."""

    case_id: str
    language: Literal["zh", "en"]
    release: ReleaseInfo
    engines: Engines
    asked: Annotated[
        str | None,
        Field(description="A rule, a conclusion, a measure or a form from 0 to 4; null: the recommendation"),
    ]
    subjects: tuple[SubjectReasons, ...]
