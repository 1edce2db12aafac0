"""Everything that can happen to a case. What is not here cannot happen to one.

Each event says who did it, in which role, when, and the codes and numbers that the state of the case hangs on. All of these
stay in the log for ever. The one field ``content`` holds what may be erased (`erasure`); no event has free text anywhere else.

An event bears its number among those of its case. Whoever makes a move names the number that he expects it to get, so that a
reviewer approves what he has read, and of two who move at once one is told that the case has moved on.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from zhunsheng.records.workflow.appeal_results import AppealResult
from zhunsheng.records.workflow.contents import CaseDocument, FreeText, SuggestionDocument
from zhunsheng.records.workflow.evaluated import DutyArisen, Suggested
from zhunsheng.records.workflow.grounds import (
    ClericalPart,
    DiscontinuanceGround,
    RecusalGround,
    ReturnGround,
)
from zhunsheng.records.workflow.identifiers import (
    CaseId,
    Digest,
    EventNumber,
    FactPointer,
    Key,
    Part,
    PersonId,
    Role,
    SubjectId,
)
from zhunsheng.records.workflow.opinions import Choice

AppliedLaw = Literal["act", "decision", "mixed"]


class Recorded(Part):
    """What every event has.

    Attributes:
        number: Its place among the events of the case, from 1 without gaps.
        at: When; a moment with its offset from UTC.
        actor: Who made the move.
        acting_as: The role that allowed it.
    """

    case: CaseId
    number: EventNumber
    at: AwareDatetime
    actor: PersonId
    acting_as: Role


class Spoken(Recorded):
    """An event with which something may be said in words."""

    content: FreeText | None = None


class CaseOpened(Spoken):
    """A handler opens a case and is its owner."""

    kind: Literal["case.opened"] = "case.opened"


class HandedOver(Spoken):
    """The owner gives the case to another handler."""

    kind: Literal["case.handed_over"] = "case.handed_over"
    to: PersonId


class Reassigned(Spoken):
    """A reviewer, or an administrator, gives the case to another handler, since its owner cannot: recused, say, or gone."""

    kind: Literal["case.reassigned"] = "case.reassigned"
    to: PersonId


class RecusalDeclared(Spoken):
    """Somebody stands aside. It cannot be taken back: whoever once saw a reason to doubt himself cannot un-see it."""

    kind: Literal["recusal.declared"] = "recusal.declared"
    ground: RecusalGround


class RecusalOrdered(Spoken):
    """A reviewer has somebody stand aside who did not do so himself (责令回避)."""

    kind: Literal["recusal.ordered"] = "recusal.ordered"
    person: PersonId
    ground: RecusalGround


class FactsRecorded(Recorded):
    """The facts of the case as they are known now; earlier ones stay in the record and count no more."""

    kind: Literal["facts.recorded"] = "facts.recorded"
    content: CaseDocument | None = None


class EvaluationRecorded(Recorded):
    """The engine's suggestion for the newest facts.

    Attributes:
        facts: Number of the event that recorded the facts.
        release: Digest of the ruleset.
        basis: Digest of all that the answer was made of: the ruleset, and the published notices, whose like ones it shows.
        law: Whose law was applied to the case: that of the act, of the decision, or to each conduct its own; null in entries
            from before this was kept.
        engines: Who checked the answer; none in those entries.
    """

    kind: Literal["evaluation.recorded"] = "evaluation.recorded"
    facts: EventNumber
    release: Digest
    basis: Digest
    subjects: Annotated[tuple[Suggested, ...], Field(min_length=1)]
    duties: tuple[DutyArisen, ...] = ()
    law: AppliedLaw | None = None
    engines: tuple[Key, ...] = ()
    content: SuggestionDocument | None = None


class OpinionGiven(Spoken):
    """The handler's opinion on the suggestion for one subject.

    Attributes:
        evaluation: Number of the event with the suggestion.
    """

    kind: Literal["opinion.given"] = "opinion.given"
    evaluation: EventNumber
    subject: SubjectId
    opinion: Choice


class OpinionWithdrawn(Spoken):
    """An opinion is taken back before it was reviewed."""

    kind: Literal["opinion.withdrawn"] = "opinion.withdrawn"
    subject: SubjectId


class DiscontinuanceProposed(Spoken):
    """The handler proposes to end the case without an opinion on anybody; that is reviewed like opinions."""

    kind: Literal["discontinuance.proposed"] = "discontinuance.proposed"
    ground: DiscontinuanceGround


class DiscontinuanceWithdrawn(Spoken):
    """That proposal is taken back before it was reviewed."""

    kind: Literal["discontinuance.withdrawn"] = "discontinuance.withdrawn"


class ReviewApproved(Spoken):
    """A reviewer approves what is proposed. Where the review is raised a level, the second approval is a senior reviewer's."""

    kind: Literal["review.approved"] = "review.approved"


class ReviewReturned(Spoken):
    """A reviewer gives the case back to the handler: the opinions are void, approvals with them."""

    kind: Literal["review.returned"] = "review.returned"
    grounds: Annotated[tuple[ReturnGround, ...], Field(min_length=1)]


class CaseClosed(Spoken):
    """The decision is what was approved: somebody answers for something."""

    kind: Literal["case.closed"] = "case.closed"


class ClosedWithoutAccountability(Spoken):
    """The decision is what was approved: nobody answers, or nothing was decided on."""

    kind: Literal["case.closed_without_accountability"] = "case.closed_without_accountability"


class AppealFiled(Spoken):
    """A subject's appeal against the decision has come in."""

    kind: Literal["appeal.filed"] = "appeal.filed"
    subject: SubjectId
    received: date


class AppealDecided(Spoken):
    """Somebody who has not taken part decides an appeal.

    Attributes:
        appeal: Number of the event with which it was filed.
    """

    kind: Literal["appeal.decided"] = "appeal.decided"
    appeal: EventNumber
    result: AppealResult


class ClericalCorrected(Spoken):
    """A slip of the pen is put right; the decision stays what it is."""

    kind: Literal["correction.clerical"] = "correction.clerical"
    part: ClericalPart


class CorrectionReopened(Spoken):
    """A fact turned out to be otherwise: the decision is void and the case begins again at its facts."""

    kind: Literal["correction.reopened"] = "correction.reopened"
    fact: FactPointer


class DutyDone(Spoken):
    """A procedural duty was done, which no move shows by itself."""

    kind: Literal["duty.done"] = "duty.done"
    duty: Key
    subject: SubjectId | None = None
    on: date


class TermsComputed(Recorded):
    """Duties and their terms computed anew after the closing, when the days are known on which a decision was served or an appeal
    came in. Of the suggestion nothing else is taken: the decision stands.
    """

    kind: Literal["terms.computed"] = "terms.computed"
    release: Digest
    duties: tuple[DutyArisen, ...]
    content: CaseDocument | None = None


Event = Annotated[
    CaseOpened
    | HandedOver
    | Reassigned
    | RecusalDeclared
    | RecusalOrdered
    | FactsRecorded
    | EvaluationRecorded
    | OpinionGiven
    | OpinionWithdrawn
    | DiscontinuanceProposed
    | DiscontinuanceWithdrawn
    | ReviewApproved
    | ReviewReturned
    | CaseClosed
    | ClosedWithoutAccountability
    | AppealFiled
    | AppealDecided
    | ClericalCorrected
    | CorrectionReopened
    | DutyDone
    | TermsComputed,
    Field(discriminator="kind"),
]

Kind = Literal[
    "case.opened",
    "case.handed_over",
    "case.reassigned",
    "recusal.declared",
    "recusal.ordered",
    "facts.recorded",
    "evaluation.recorded",
    "opinion.given",
    "opinion.withdrawn",
    "discontinuance.proposed",
    "discontinuance.withdrawn",
    "review.approved",
    "review.returned",
    "case.closed",
    "case.closed_without_accountability",
    "appeal.filed",
    "appeal.decided",
    "correction.clerical",
    "correction.reopened",
    "duty.done",
    "terms.computed",
]

#: Reads an event of any kind: ``EVENT.validate_python(…)``, ``EVENT.validate_json(…)``.
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
