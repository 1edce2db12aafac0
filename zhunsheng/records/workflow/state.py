"""Where a case stands, as far as its events tell.

A state holds what later moves hang on and nothing else. The phase is no field of it: it follows from what stands (a decision,
approvals, opinions, an evaluation of the newest facts), so that no state can say one thing and its phase another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from zhunsheng.records.workflow.evaluated import DutyArisen, Suggested
from zhunsheng.records.workflow.grounds import DiscontinuanceGround
from zhunsheng.records.workflow.opinions import Choice, Overridden

#: The duty that raises the review one level (`rulesets/vocabulary/conclusions.yaml`).
RAISED_REVIEW = "raise_review_level"


class Phase(Enum):
    """What the case waits for."""

    UNOPENED = "unopened"
    FACTS = "facts"
    EVALUATED = "evaluated"
    REVIEW = "review"
    SECOND_REVIEW = "second_review"
    APPROVED = "approved"
    CLOSED = "closed"
    APPEAL = "appeal"


@dataclass(frozen=True)
class Evaluation:
    """The newest evaluation. ``facts`` is the number of the event with the facts it is about."""

    number: int
    facts: int
    release: str
    subjects: tuple[Suggested, ...]
    duties: tuple[DutyArisen, ...]

    def suggested(self, subject: str) -> Suggested | None:
        """The suggestion for a subject, None where there is none."""
        return next((item for item in self.subjects if item.subject == subject), None)


@dataclass(frozen=True)
class StandingOpinion:
    """An opinion that has neither been taken back nor become void."""

    number: int
    by: str
    subject: str
    opinion: Choice


@dataclass(frozen=True)
class Discontinuance:
    """A proposal to end the case without an opinion on anybody."""

    number: int
    by: str
    ground: DiscontinuanceGround


@dataclass(frozen=True)
class Approval:
    """An approval of what is proposed; the second one is that of the higher level."""

    number: int
    by: str
    on: date


@dataclass(frozen=True)
class Outcome:
    """What somebody answers with: a form (0: not at all) and the measures."""

    subject: str
    form: int
    measures: tuple[str, ...]

    @property
    def accountable(self) -> bool:
        """Whether it holds the subject accountable. Measures for organizations are of no form, and count all the same."""
        return self.form > 0 or bool(self.measures)


@dataclass(frozen=True)
class Decision:
    """A decision in force; without outcomes the case was discontinued."""

    number: int
    outcomes: tuple[Outcome, ...]

    def on(self, subject: str) -> Outcome | None:
        """What was decided on a subject."""
        return next((item for item in self.outcomes if item.subject == subject), None)


@dataclass(frozen=True)
class Appeal:
    """An appeal of a subject. ``result`` is null while it is open; ``overtaken``: the decision became void before."""

    number: int
    subject: str
    received: date
    result: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class DoneDuty:
    """A duty that somebody said was done."""

    duty: str
    subject: str | None
    on: date


@dataclass(frozen=True)
class CaseState:
    """The state of a case after so many events.

    Attributes:
        number: Number of the last event, 0 before the first.
        handled_by: Whoever has owned the case or worked on what is reviewed, ever.
        reviewed_by: Whoever has approved or returned, ever.
        appeals_decided_by: Whoever has decided an appeal, ever.
        facts: Number of the event with the newest facts.
        duties: As the newest evaluation or, after the closing, the newest computation of terms has them.
    """

    case: str | None = None
    number: int = 0
    owner: str | None = None
    handled_by: frozenset[str] = frozenset()
    reviewed_by: frozenset[str] = frozenset()
    appeals_decided_by: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    facts: int | None = None
    evaluation: Evaluation | None = None
    opinions: tuple[StandingOpinion, ...] = ()
    discontinuance: Discontinuance | None = None
    approvals: tuple[Approval, ...] = ()
    decision: Decision | None = None
    appeals: tuple[Appeal, ...] = ()
    duties: tuple[DutyArisen, ...] = ()
    duties_done: tuple[DoneDuty, ...] = ()

    @property
    def phase(self) -> Phase:
        """What the case waits for, read off what stands; the first that fits."""
        if self.case is None:
            return Phase.UNOPENED
        if self.decision is not None:
            return Phase.APPEAL if self.open_appeals else Phase.CLOSED
        if self.proposed:
            if len(self.approvals) >= self.approvals_needed:
                return Phase.APPROVED
            return Phase.SECOND_REVIEW if self.approvals else Phase.REVIEW
        return Phase.EVALUATED if self.evaluated else Phase.FACTS

    @property
    def evaluated(self) -> bool:
        """Whether there is an evaluation of the newest facts."""
        return self.evaluation is not None and self.evaluation.facts == self.facts

    @property
    def proposed(self) -> bool:
        """Whether there is something to review: an opinion on every subject, or a proposal to discontinue."""
        if self.discontinuance is not None:
            return True
        given = {item.subject for item in self.opinions}
        return self.evaluation is not None and {item.subject for item in self.evaluation.subjects} <= given

    @property
    def approvals_needed(self) -> int:
        """Two where the evaluation has the duty, for anybody, to raise the review one level; else one."""
        duties = self.evaluation.duties if self.evaluation else ()
        return 2 if any(duty.duty == RAISED_REVIEW for duty in duties) else 1

    @property
    def open_appeals(self) -> tuple[Appeal, ...]:
        """The appeals that wait for a decision."""
        return tuple(appeal for appeal in self.appeals if appeal.result is None)

    @property
    def took_part(self) -> frozenset[str]:
        """Whoever has worked on the case, reviewed it or decided an appeal: none of them decides the next."""
        return self.handled_by | self.reviewed_by | self.appeals_decided_by

    def opinion_on(self, subject: str) -> StandingOpinion | None:
        """The standing opinion on a subject."""
        return next((item for item in self.opinions if item.subject == subject), None)

    def outcomes(self) -> tuple[Outcome, ...]:
        """What the standing opinions come to, in the order of the evaluation; none where it is proposed to discontinue."""
        if self.discontinuance is not None or self.evaluation is None:
            return ()
        pairs = ((item, self.opinion_on(item.subject)) for item in self.evaluation.subjects)
        return tuple(_outcome(suggested, opinion.opinion) for suggested, opinion in pairs if opinion)


#: Before anything happened.
UNOPENED = CaseState()


def _outcome(suggested: Suggested, opinion: Choice) -> Outcome:
    """An adopted suggestion's outcome, or the one put in its place."""
    said = opinion if isinstance(opinion, Overridden) else suggested
    return Outcome(suggested.subject, said.form, said.measures)
