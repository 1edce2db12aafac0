"""One case as a page: where it stands, what may be done now, what is due, what was suggested and proposed, what happened."""

from __future__ import annotations

from datetime import date
from typing import Final

from zhunsheng.api.web.cases.beside import BesideShown, beside_each_other
from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.case_options import anything_for
from zhunsheng.api.web.cases.history_shown import ErasedShown, HappenedShown, erasures_shown, history_shown
from zhunsheng.api.web.cases.move_pages import (
    MEANING,
    OF_THE_ENGINE,
    address_of,
    goes_forward,
    move_name,
    order_of,
    phase_name,
)
from zhunsheng.api.web.cases.returned import ReturnedShown, returned_shown
from zhunsheng.api.web.cases.shown import PersonShown, Shown
from zhunsheng.api.web.cases.terms_shown import TermShown, terms_shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.ground_words import APPEAL_OUTCOMES, DISCONTINUANCE_GROUNDS
from zhunsheng.records.workflow.state import Phase

#: So many subjects a page shows: with what was suggested, said and decided, each takes up to four kilobytes.
AT_ONCE: Final = 10


class ApprovalShown(Shown):
    """An approval of what is proposed."""

    number: int
    by: PersonShown
    on: date


class StandsShown(Shown):
    """Where a case stands.

    Attributes:
        number: Of the last event.
        yours: Whether whoever looks handles it.
        raised: Whether the review is raised one level.
        returned: Why it is back with its handler.
    """

    id: str
    state: Phase
    state_name: str
    number: int
    owner: PersonShown | None
    yours: bool
    recused: tuple[PersonShown, ...]
    approvals: tuple[ApprovalShown, ...]
    approvals_needed: int
    raised: bool
    returned: ReturnedShown | None


class MoveOffered(Shown):
    """A move that may be made now, and where."""

    kind: Kind
    name: str
    means: str
    address: str
    forward: bool


class AppealShown(Shown):
    """An appeal; `result` is null while it is open."""

    number: int
    subject: str
    received: date
    result: str | None
    decided_on: date | None


class DiscontinuanceShown(Shown):
    """The proposal to end the case without an opinion."""

    number: int
    by: PersonShown
    ground: str
    text: str | None


class EvaluationInShort(Shown):
    """The newest evaluation.

    Attributes:
        current: Whether it is about the newest facts.
        erased: Whether facts or answer are no more.
        record: Where it is read.
        language: That its suggestion and the report were made in; that of the page where nothing is left of them.
    """

    number: int
    current: bool
    erased: bool
    record: str
    language: Language


class CaseShown(Shown):
    """The page of a case.

    Attributes:
        subjects: As many as fit a page.
        after: How many come before them.
        subjects_in_all: How many there are.
        at_once: How many fit a page.
    """

    stands: StandsShown
    moves: tuple[MoveOffered, ...]
    terms: tuple[TermShown, ...]
    evaluation: EvaluationInShort | None
    subjects: tuple[BesideShown, ...]
    after: int
    subjects_in_all: int
    at_once: int
    discontinuance: DiscontinuanceShown | None
    decided: bool
    appeals: tuple[AppealShown, ...]
    history: tuple[HappenedShown, ...]
    erasures: tuple[ErasedShown, ...]
    facts: str | None


def case_shown(hand: CaseAtHand, after: int = 0) -> CaseShown:
    """The page of a case.

    Args:
        after: How many subjects come before those that are shown; the first are shown where that is beyond the last.
    """
    state = hand.read.state
    in_all = len(state.evaluation.subjects) if state.evaluation else 0
    first = after if after < in_all else 0
    return CaseShown(
        stands=stands_shown(hand),
        moves=moves_offered(hand),
        terms=terms_shown(hand),
        evaluation=_evaluation(hand),
        subjects=beside_each_other(hand, slice(first, first + AT_ONCE)),
        after=first,
        subjects_in_all=in_all,
        at_once=AT_ONCE,
        discontinuance=discontinuance_shown(hand),
        decided=state.decision is not None,
        appeals=tuple(
            AppealShown(
                number=appeal.number,
                subject=appeal.subject,
                received=appeal.received,
                result=APPEAL_OUTCOMES[appeal.result].name.get(hand.language) if appeal.result else None,
                decided_on=appeal.decided_on,
            )
            for appeal in state.appeals
        ),
        history=history_shown(hand),
        erasures=erasures_shown(hand),
        facts=f"/cases/{hand.id}/facts" if "facts.recorded" in hand.read.moves else None,
    )


def stands_shown(hand: CaseAtHand) -> StandsShown:
    """Where a case stands."""
    state = hand.read.state
    return StandsShown(
        id=hand.id,
        state=state.phase,
        state_name=phase_name(state.phase, hand.language),
        number=state.number,
        owner=hand.person(state.owner) if state.owner else None,
        yours=state.owner == hand.account.id,
        recused=tuple(hand.person(person) for person in sorted(state.recused)),
        approvals=tuple(
            ApprovalShown(number=one.number, by=hand.person(one.by), on=one.on) for one in state.approvals
        ),
        approvals_needed=state.approvals_needed,
        raised=state.approvals_needed > 1,
        returned=returned_shown(hand),
    )


def moves_offered(hand: CaseAtHand) -> tuple[MoveOffered, ...]:
    """What whoever looks may do now. Facts and their evaluation are one thing to do."""
    kinds = (kind for kind in hand.read.moves if kind != "evaluation.recorded" and anything_for(kind, hand))
    return tuple(
        MoveOffered(
            kind=kind,
            name=move_name(kind, hand.language),
            means=(MEANING.get(kind) or OF_THE_ENGINE[kind]).get(hand.language),
            address=address_of(hand.id, kind),
            forward=goes_forward(kind, hand.read.state.phase),
        )
        for kind in sorted(kinds, key=order_of)
    )


def discontinuance_shown(hand: CaseAtHand) -> DiscontinuanceShown | None:
    """The proposal to end the case without an opinion, where one stands."""
    proposal = hand.read.state.discontinuance
    if proposal is None:
        return None
    return DiscontinuanceShown(
        number=proposal.number,
        by=hand.person(proposal.by),
        ground=DISCONTINUANCE_GROUNDS[proposal.ground].name.get(hand.language),
        text=hand.texts.get(proposal.number),
    )


def _language(hand: CaseAtHand) -> Language:
    made_in = None if hand.recorded is None else hand.recorded.answer.document.get("language")
    return "en" if made_in == "en" else "zh" if made_in == "zh" else hand.language


def _evaluation(hand: CaseAtHand) -> EvaluationInShort | None:
    evaluation = hand.read.state.evaluation
    if evaluation is None:
        return None
    return EvaluationInShort(
        number=evaluation.number,
        current=hand.read.state.evaluated,
        erased=hand.recorded is None,
        record=f"/cases/{hand.id}/evaluations/{evaluation.number}",
        language=_language(hand),
    )
