"""Whatever is let through never breaks what a review is for.

The invariants are read off the events alone, by other means than the states that `moves` asks: a mistake in the fold would not
excuse itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.records.workflow.making import KINDS
from tests.records.workflow.random_cases import PEOPLE, Try, allowed, steps, thrown, tries
from zhunsheng.records.log.canonical import canonical_json
from zhunsheng.records.workflow.appeal_results import Remanded
from zhunsheng.records.workflow.erasure import content_of, entry_of, erased, joined
from zhunsheng.records.workflow.events import (
    AppealDecided,
    CaseOpened,
    CorrectionReopened,
    EvaluationRecorded,
    Event,
    HandedOver,
    Reassigned,
    RecusalDeclared,
    RecusalOrdered,
    ReviewApproved,
    ReviewReturned,
)
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.history import irregularities, state_at, state_of, states
from zhunsheng.records.workflow.moves import possible_moves, refusal
from zhunsheng.records.workflow.overrides import override_statistics
from zhunsheng.records.workflow.state import UNOPENED, Phase
from zhunsheng.records.workflow.terms import terms

CLOSINGS = {"case.closed", "case.closed_without_accountability"}
VOIDING = {
    "facts.recorded",
    "evaluation.recorded",
    "opinion.given",
    "opinion.withdrawn",
    "discontinuance.proposed",
    "discontinuance.withdrawn",
    "review.returned",
}
AFTER_CLOSING = {
    "case.reassigned",
    "recusal.declared",
    "recusal.ordered",
    "appeal.filed",
    "appeal.decided",
    "correction.clerical",
    "correction.reopened",
    "duty.done",
    "terms.computed",
}


def owners(events: Sequence[Event]) -> set[str]:
    opened = {event.actor for event in events if isinstance(event, CaseOpened)}
    return opened | {event.to for event in events if isinstance(event, HandedOver | Reassigned)}


def workers(events: Sequence[Event]) -> set[str]:
    given = {"facts.recorded", "evaluation.recorded", "opinion.given", "discontinuance.proposed"}
    return owners(events) | {event.actor for event in events if event.kind in given}


def recused(events: Sequence[Event]) -> set[str]:
    declared = {event.actor for event in events if isinstance(event, RecusalDeclared)}
    return declared | {event.person for event in events if isinstance(event, RecusalOrdered)}


def reopens(event: Event) -> bool:
    return isinstance(event, CorrectionReopened) or (
        isinstance(event, AppealDecided) and isinstance(event.result, Remanded)
    )


@given(tries)
def test_nobody_reviews_what_he_worked_on(tried: list[Try]) -> None:
    events = allowed(tried)
    for place, event in enumerate(events):
        if isinstance(event, ReviewApproved | ReviewReturned):
            assert event.actor not in workers(events[:place])
    reviewers = {event.actor for event in events if isinstance(event, ReviewApproved | ReviewReturned)}
    assert not reviewers & workers(events), "nor works on it afterwards"


@given(tries)
def test_a_recused_person_takes_no_part(tried: list[Try]) -> None:
    events = allowed(tried)
    for place, event in enumerate(events):
        assert event.actor not in recused(events[:place])
        if isinstance(event, HandedOver | Reassigned):
            assert event.to not in recused(events[:place])


@given(tries)
def test_nothing_stands_that_a_recused_person_did(tried: list[Try]) -> None:
    for _, _, _, then in steps(tried):
        if then is not None and then.decision is None:
            assert not {item.by for item in (*then.opinions, *then.approvals)} & then.recused
            assert then.discontinuance is None or then.discontinuance.by not in then.recused
            assert then.proposed or not then.approvals, "an approval of nothing"


@given(tries)
def test_nothing_closes_without_approval_and_a_raised_review_takes_two(tried: list[Try]) -> None:
    events = allowed(tried)
    for place, event in enumerate(events):
        if event.kind not in CLOSINGS:
            continue
        past = events[:place]
        since = max(number for number, item in enumerate(past) if item.kind in VOIDING)
        approvers = [item.actor for item in past[since:] if isinstance(item, ReviewApproved)]
        approvers = [person for person in approvers if person not in recused(past)]
        begun = max((n for n, item in enumerate(past) if reopens(item)), default=-1)
        evaluations = [item for item in past[begun + 1 :] if isinstance(item, EvaluationRecorded)]
        duties = evaluations[-1].duties if evaluations else ()
        raised = any(duty.duty == "raise_review_level" for duty in duties)
        assert len(set(approvers)) >= (2 if raised else 1)
        if raised:
            senior = [item for item in past[since:] if isinstance(item, ReviewApproved)]
            assert senior[-1].acting_as == "senior_reviewer"


@given(tries)
def test_after_the_closing_only_appeals_and_corrections_touch_the_decision(tried: list[Try]) -> None:
    for before, _, made, then in steps(tried):
        if before.decision is None or then is None:
            continue
        assert made.kind in AFTER_CLOSING
        if made.kind not in {"appeal.decided", "correction.reopened"}:
            assert then.decision == before.decision
            assert then.opinions == before.opinions
            assert then.evaluation == before.evaluation


@given(tries)
def test_appeals_are_decided_by_others_and_never_heavier(tried: list[Try]) -> None:
    events = allowed(tried)
    part = {"review.approved", "review.returned", "appeal.decided"}
    for place, event in enumerate(events):
        if isinstance(event, AppealDecided):
            past = events[:place]
            assert event.actor not in workers(past) | {item.actor for item in past if item.kind in part}
    for before, _, made, then in steps(tried):
        if isinstance(made, AppealDecided) and then is not None and then.decision and before.decision:
            pairs = zip(then.decision.outcomes, before.decision.outcomes, strict=True)
            assert all(new.form <= old.form for new, old in pairs)


@given(tries)
def test_replaying_gives_every_earlier_state(tried: list[Try]) -> None:
    events = allowed(tried)
    found = list(states(events))
    assert found == [state_of(events[:place]) for place in range(len(events) + 1)]
    assert [state_at(events, event.at) for event in events] == found[1:]
    assert list(irregularities(events)) == []
    assert [event.number for event in events] == list(range(1, len(events) + 1))


@given(tries)
def test_erasing_everything_changes_no_state_and_no_figure(tried: list[Try]) -> None:
    events = allowed(tried)
    bare = tuple(erased(event) for event in events)
    assert list(states(bare)) == list(states(events))
    assert list(irregularities(bare)) == []
    assert override_statistics([bare]) == override_statistics([events])
    for event in events:
        document = content_of(event)
        assert joined(entry_of(event), None if document is None else canonical_json(document)) == event


@given(tries)
def test_what_is_let_through_was_offered(tried: list[Try]) -> None:
    for before, by, made, then in steps(tried):
        if then is not None:
            assert made.kind in possible_moves(before, by)
        elif made.kind in possible_moves(before, by):
            assert refusal(before, made, by) is not None


@given(tries)
def test_figures_add_up(tried: list[Try]) -> None:
    found = override_statistics([allowed(tried), allowed(tried[::-1])])
    assert found.cases == 2
    for item in (found.all, *(rule.followed for rule in found.rules)):
        assert item.suggested == item.adopted + item.overridden + item.undecided
        assert all(count <= item.overridden for _, count in item.reasons)


@given(tries, tries, st.randoms(use_true_random=False))
def test_the_fold_is_total(one: list[Try], other: list[Try], shuffle: Random) -> None:
    """Tried moves of two cases in any order: no state is without a phase, and no question without an answer."""
    events = [made for tried in (one, other) for _, _, made, _ in steps(tried)]
    shuffle.shuffle(events)
    state = UNOPENED
    for event in events:
        state = after(state, event)
        assert state.number == event.number
        assert state.phase in Phase
        assert len(terms(state, event.at.date())) == len(state.duties)
        assert len({outcome.subject for outcome in state.outcomes()}) == len(state.outcomes())
        possible_moves(state, PEOPLE[-1])
    assert len(list(irregularities(events))) <= len(events)
    assert override_statistics([events]).cases == 1


def test_random_cases_get_everywhere() -> None:
    """The properties above would hold of cases that never begin; these get to every kind of move, and to the end twice."""
    cases = [allowed(thrown(seed, 60)) for seed in range(150)]
    made = Counter(event.kind for events in cases for event in events)
    assert min(made[kind] for kind in KINDS) >= 3, made
    assert sum(sum(event.kind in CLOSINGS for event in events) > 1 for events in cases) >= 10
    raised = [state for events in cases for state in states(events) if state.approvals_needed == 2]
    assert any(state.decision for state in raised)
