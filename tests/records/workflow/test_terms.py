"""What is due when, what is done and what is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.records.workflow.making import RAISED, SERVED, suggested
from tests.records.workflow.phases import OWNER, REVIEWER, SENIOR, WAYS, Step, played
from zhunsheng.engine.release import Release
from zhunsheng.records.workflow.history import state_of
from zhunsheng.records.workflow.state import RAISED_REVIEW, CaseState, Phase
from zhunsheng.records.workflow.terms import ANSWERS, terms

ANSWER = {"duty": "party_appeal_answer", "subject": "s1", "rule": "r.answer", "due": "2024-06-01"}
OTHER_ANSWER = {
    "duty": "accountability_appeal_answer",
    "subject": "s1",
    "rule": "r.other",
    "due": "2024-05-01",
}
EXTENDED = {
    "duty": "execute_admin",
    "subject": "s1",
    "rule": "r",
    "due": "2024-04-01",
    "extended_due": "2024-09-01",
}
DATELESS = {"duty": "publicity", "rule": "r.publicity"}


def evaluated(*duties: dict[str, Any]) -> tuple[Step, ...]:
    return (
        (OWNER, "case.opened"),
        (OWNER, "facts.recorded"),
        (OWNER, "evaluation.recorded", {"subjects": [suggested()], "duties": list(duties)}),
    )


def closed(*duties: dict[str, Any]) -> tuple[Step, ...]:
    return (
        *evaluated(*duties),
        (OWNER, "opinion.given"),
        (REVIEWER, "review.approved"),
        (OWNER, "case.closed"),
    )


def after_steps(*steps: Step) -> CaseState:
    return state_of(played(steps))


def seen(state: CaseState, day: str) -> dict[str, str]:
    return {term.duty.duty: term.status for term in terms(state, date.fromisoformat(day))}


@pytest.mark.parametrize(
    ("duty", "day", "status"),
    [
        (SERVED, "2024-03-31", "open"),
        (SERVED, "2024-04-01", "open"),
        (SERVED, "2024-04-02", "late"),
        (EXTENDED, "2024-04-01", "open"),
        (EXTENDED, "2024-04-02", "late_unless_extended"),
        (EXTENDED, "2024-09-01", "late_unless_extended"),
        (EXTENDED, "2024-09-02", "late"),
        (DATELESS, "2099-01-01", "open"),
    ],
)
def test_the_last_day_is_not_late_yet(duty: dict[str, Any], day: str, status: str) -> None:
    assert seen(after_steps(*evaluated(duty)), day) == {duty["duty"]: status}


def test_a_duty_is_done_when_somebody_says_so_and_may_have_been_late() -> None:
    done: Step = (OWNER, "duty.done", {"on": "2024-03-01"})
    assert seen(after_steps(*evaluated(SERVED), done), "2024-05-01") == {"serve_admin": "done"}
    late: Step = (OWNER, "duty.done", {"on": "2024-04-02", "at": "2024-04-03T09:00:00+08:00"})
    assert seen(after_steps(*evaluated(SERVED), late), "2024-05-01") == {"serve_admin": "done_late"}


def test_a_day_is_a_day_in_china() -> None:
    """At 17:00 UTC it is the next day there."""
    done: Step = (OWNER, "duty.done", {"on": "2024-04-02", "at": "2024-04-01T17:00:00Z"})
    assert seen(after_steps(*evaluated(SERVED), done), "2024-05-01") == {"serve_admin": "done_late"}


def test_the_raised_review_is_done_with_the_second_approval() -> None:
    assert seen(state_of(played(WAYS[Phase.SECOND_REVIEW])), "2024-03-02")[RAISED_REVIEW] == "open"
    assert seen(state_of(played(WAYS[Phase.APPROVED])), "2024-03-02")[RAISED_REVIEW] == "done"
    assert seen(state_of(played(WAYS[Phase.CLOSED])), "2024-03-02")[RAISED_REVIEW] == "done"


def test_an_appeal_is_answered_when_it_is_decided() -> None:
    filed: Step = (OWNER, "appeal.filed")
    decided: Step = (SENIOR, "appeal.decided")
    assert seen(after_steps(*closed(ANSWER), filed), "2024-05-01") == {"party_appeal_answer": "open"}
    assert seen(after_steps(*closed(ANSWER), filed, decided), "2024-05-01") == {"party_appeal_answer": "done"}
    again = after_steps(*closed(ANSWER), filed, decided, filed)
    assert seen(again, "2024-05-01") == {"party_appeal_answer": "open"}


def test_of_two_answers_nobody_can_tell_which_was_given() -> None:
    state = after_steps(*closed(ANSWER, OTHER_ANSWER), (OWNER, "appeal.filed"), (SENIOR, "appeal.decided"))
    assert seen(state, "2024-03-02") == {
        "accountability_appeal_answer": "open",
        "party_appeal_answer": "open",
    }


def test_the_newest_duties_count_and_what_is_done_stays_done() -> None:
    done: Step = (OWNER, "duty.done")
    again: Step = (OWNER, "evaluation.recorded", {"subjects": [suggested()], "duties": [SERVED, DATELESS]})
    state = after_steps(*evaluated(SERVED, EXTENDED), done, again)
    assert seen(state, "2024-03-02") == {"publicity": "open", "serve_admin": "done"}
    computed: Step = (OWNER, "terms.computed", {"duties": [ANSWER]})
    assert seen(after_steps(*closed(SERVED), computed), "2024-03-02") == {"party_appeal_answer": "open"}


def test_when_a_case_begins_again_so_do_its_duties() -> None:
    state = after_steps(*closed(SERVED), (OWNER, "duty.done"), (OWNER, "correction.reopened"))
    assert terms(state, date(2024, 3, 2)) == ()
    state = state_of(
        (
            *played((*closed(SERVED), (OWNER, "duty.done"), (OWNER, "correction.reopened"))),
            *played(evaluated(SERVED)[1:], state),
        )
    )
    assert seen(state, "2024-03-02") == {"serve_admin": "open"}


def test_open_terms_come_first_in_the_order_of_their_days() -> None:
    state = after_steps(*evaluated(DATELESS, ANSWER, SERVED, RAISED), (OWNER, "duty.done"))
    order = [term.duty.duty for term in terms(state, date(2024, 3, 2))]
    assert order == ["party_appeal_answer", "publicity", "raise_review_level", "serve_admin"]


def test_the_keys_are_those_of_the_vocabulary(release: Release) -> None:
    keys = {item.key for item in release.vocabulary.conclusions if item.kind == "procedure"}
    assert RAISED_REVIEW in keys
    assert {key for key in keys if key.endswith("_answer")} == ANSWERS
