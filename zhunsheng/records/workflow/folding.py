"""One event more: what a state becomes by it.

The fold is total. It asks nobody whether the event was allowed (`moves` did, before it was written down); a log that somebody
tampered with still folds to a state, and `history.irregularities` says what in it should not be there.

Whatever opinions rest on takes them along when it changes. New facts or a new evaluation void the opinions; void opinions void
the approvals; a recused person's own opinions go, and all approvals if one was his.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from zhunsheng.records.workflow.appeal_results import Changed, Remanded
from zhunsheng.records.workflow.events import (
    AppealDecided,
    AppealFiled,
    CaseClosed,
    CaseOpened,
    ClericalCorrected,
    ClosedWithoutAccountability,
    CorrectionReopened,
    DiscontinuanceProposed,
    DiscontinuanceWithdrawn,
    DutyDone,
    EvaluationRecorded,
    Event,
    FactsRecorded,
    HandedOver,
    OpinionGiven,
    OpinionWithdrawn,
    Reassigned,
    RecusalDeclared,
    RecusalOrdered,
    ReviewApproved,
    ReviewReturned,
    TermsComputed,
)
from zhunsheng.records.workflow.identifiers import day_of
from zhunsheng.records.workflow.state import (
    Appeal,
    Approval,
    CaseState,
    Decision,
    Discontinuance,
    DoneDuty,
    Evaluation,
    Outcome,
    StandingOpinion,
)


def after(state: CaseState, event: Event) -> CaseState:
    """The state that a case is in after one event more, whether the event was allowed or not."""
    return replace(_changed(state, event), number=event.number)


def _changed(state: CaseState, event: Event) -> CaseState:
    match event:
        case CaseOpened():
            return _owned(replace(state, case=event.case), event.actor)
        case HandedOver() | Reassigned():
            return _owned(state, event.to)
        case RecusalDeclared():
            return _without(state, event.actor)
        case RecusalOrdered():
            return _without(state, event.person)
        case FactsRecorded():
            return _worked(replace(_nothing_proposed(state), facts=event.number), event.actor)
        case EvaluationRecorded():
            return _evaluated(state, event)
        case OpinionGiven():
            given = StandingOpinion(event.number, event.actor, event.subject, event.opinion)
            others = _without_opinion(state, event.subject)
            return _worked(replace(others, opinions=(*others.opinions, given)), event.actor)
        case OpinionWithdrawn():
            return _without_opinion(state, event.subject)
        case DiscontinuanceProposed():
            proposal = Discontinuance(event.number, event.actor, event.ground)
            return _worked(replace(_nothing_proposed(state), discontinuance=proposal), event.actor)
        case DiscontinuanceWithdrawn():
            return replace(state, discontinuance=None, approvals=())
        case ReviewApproved():
            approval = Approval(event.number, event.actor, day_of(event.at))
            return _reviewed(replace(state, approvals=(*state.approvals, approval)), event.actor)
        case ReviewReturned():
            return _reviewed(_nothing_proposed(state), event.actor)
        case CaseClosed() | ClosedWithoutAccountability():
            return replace(state, decision=Decision(event.number, state.outcomes()))
        case AppealFiled():
            return replace(
                state, appeals=(*state.appeals, Appeal(event.number, event.subject, event.received))
            )
        case AppealDecided():
            return _appeal_decided(state, event)
        case ClericalCorrected():
            return state
        case CorrectionReopened():
            return _begun_again(state)
        case DutyDone():
            done = DoneDuty(event.duty, event.subject, event.on)
            return replace(state, duties_done=(*state.duties_done, done))
        case TermsComputed():
            return replace(state, duties=event.duties)
        case _:  # pragma: no cover - mypy proves that no event is left
            assert_never(event)


def _owned(state: CaseState, person: str) -> CaseState:
    return _worked(replace(state, owner=person), person)


def _worked(state: CaseState, person: str) -> CaseState:
    return replace(state, handled_by=state.handled_by | {person})


def _reviewed(state: CaseState, person: str) -> CaseState:
    return replace(state, reviewed_by=state.reviewed_by | {person})


def _nothing_proposed(state: CaseState) -> CaseState:
    return replace(state, opinions=(), discontinuance=None, approvals=())


def _without_opinion(state: CaseState, subject: str) -> CaseState:
    kept = tuple(item for item in state.opinions if item.subject != subject)
    return replace(state, opinions=kept, approvals=())


def _without(state: CaseState, person: str) -> CaseState:
    """The person takes no part any more. What has been decided stands; what is still open loses what is his."""
    recused = replace(state, recused=state.recused | {person})
    if state.decision is not None:
        return recused
    opinions = tuple(item for item in state.opinions if item.by != person)
    proposal = state.discontinuance if state.discontinuance and state.discontinuance.by != person else None
    proposes = opinions == state.opinions and proposal == state.discontinuance
    approves = all(approval.by != person for approval in state.approvals)
    return replace(
        recused,
        opinions=opinions,
        discontinuance=proposal,
        approvals=state.approvals if proposes and approves else (),
    )


def _evaluated(state: CaseState, event: EvaluationRecorded) -> CaseState:
    evaluation = Evaluation(event.number, event.facts, event.release, event.subjects, event.duties)
    return _worked(replace(_nothing_proposed(state), evaluation=evaluation, duties=event.duties), event.actor)


def _appeal_decided(state: CaseState, event: AppealDecided) -> CaseState:
    decided = tuple(
        replace(appeal, result=event.result.outcome, decided_on=day_of(event.at))
        if appeal.number == event.appeal
        else appeal
        for appeal in state.appeals
    )
    made = replace(state, appeals=decided, appeals_decided_by=state.appeals_decided_by | {event.actor})
    if isinstance(event.result, Remanded):
        return _begun_again(made)
    appeal = next((item for item in state.appeals if item.number == event.appeal), None)
    if not isinstance(event.result, Changed) or state.decision is None or appeal is None:
        return made
    outcome = Outcome(appeal.subject, event.result.form, event.result.measures)
    outcomes = tuple(outcome if item.subject == appeal.subject else item for item in state.decision.outcomes)
    return replace(made, decision=replace(state.decision, outcomes=outcomes))


def _begun_again(state: CaseState) -> CaseState:
    """The decision is void, and with it all it rested on; who took part, and who stands aside, is remembered."""
    appeals = tuple(
        replace(appeal, result="overtaken") if appeal.result is None else appeal for appeal in state.appeals
    )
    return replace(
        _nothing_proposed(state),
        facts=None,
        evaluation=None,
        decision=None,
        appeals=appeals,
        duties=(),
        duties_done=(),
    )
