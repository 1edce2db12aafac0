"""What an account is to a case: one state at a time, and on the table of moves as a whole."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.records.workflow.making import RAISED, actor, move, suggested
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_relations import OPERATIONS, actor_of, operation_for, relation_of
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.state import UNOPENED, CaseState, Phase

HANDLER = actor("handler_a", "handler")
NEXT = actor("handler_b", "handler", "reviewer")
REVIEWER = actor("reviewer_a", "reviewer")
SENIOR = actor("senior_a", "senior_reviewer")


def account(of: Actor, *more: Role) -> Account:
    return Account(of.id, of.id, of.id, frozenset({*(Role(role) for role in of.roles), *more}))


def reached(*moves: tuple[Kind, Actor, dict[str, object]]) -> CaseState:
    state = UNOPENED
    for kind, by, said in moves:
        state = after(state, move(state, kind, by, **said))
    return state


OPENED: tuple[tuple[Kind, Actor, dict[str, object]], ...] = (("case.opened", HANDLER, {}),)
EVALUATED = (
    *OPENED,
    ("facts.recorded", HANDLER, {}),
    ("evaluation.recorded", HANDLER, {"facts": 2, "subjects": [suggested()]}),
)
GIVEN = ("opinion.given", HANDLER, {"evaluation": 3, "subject": "s1", "opinion": {"choice": "adopted"}})
REVIEW = (*EVALUATED, GIVEN)
RAISED_REVIEW = (
    *OPENED,
    ("facts.recorded", HANDLER, {}),
    ("evaluation.recorded", HANDLER, {"facts": 2, "subjects": [suggested()], "duties": [RAISED]}),
    GIVEN,
    ("review.approved", REVIEWER, {}),
)


@pytest.mark.parametrize(
    ("moves", "who", "expected"),
    [
        (OPENED, HANDLER, Relation.OWN),
        (OPENED, REVIEWER, Relation.OTHER),
        (OPENED, NEXT, Relation.OTHER),
        (REVIEW, HANDLER, Relation.OWN),
        (REVIEW, REVIEWER, Relation.ASSIGNED),
        (REVIEW, NEXT, Relation.ASSIGNED),
        # A senior reviewer may return what is under review.
        (REVIEW, SENIOR, Relation.ASSIGNED),
        (RAISED_REVIEW, SENIOR, Relation.ASSIGNED),
        # Whoever approved may still give it back.
        (RAISED_REVIEW, REVIEWER, Relation.ASSIGNED),
        ((*OPENED, ("recusal.declared", HANDLER, {})), HANDLER, Relation.BARRED),
        # Nobody handles it any more, so a reviewer has to give it to somebody.
        ((*OPENED, ("recusal.declared", HANDLER, {})), REVIEWER, Relation.ASSIGNED),
        ((*OPENED, ("recusal.declared", HANDLER, {})), actor("handler_c", "handler"), Relation.OTHER),
        # Whoever handled it before does not review it.
        (
            (
                ("case.opened", NEXT, {}),
                ("case.handed_over", NEXT, {"to": "handler_a"}),
                ("facts.recorded", HANDLER, {}),
                ("evaluation.recorded", HANDLER, {"facts": 3, "subjects": [suggested()]}),
                ("opinion.given", HANDLER, {**GIVEN[2], "evaluation": 4}),
            ),
            NEXT,
            Relation.BARRED,
        ),
        (
            (*REVIEW, ("review.approved", REVIEWER, {}), ("case.closed", HANDLER, {})),
            REVIEWER,
            Relation.OTHER,
        ),
        # Nobody decides an appeal against what he has approved.
        (
            (
                *REVIEW,
                ("review.approved", REVIEWER, {}),
                ("case.closed", HANDLER, {}),
                ("appeal.filed", HANDLER, {"subject": "s1"}),
            ),
            REVIEWER,
            Relation.BARRED,
        ),
        (
            (
                *REVIEW,
                ("review.approved", REVIEWER, {}),
                ("case.closed", HANDLER, {}),
                ("appeal.filed", HANDLER, {"subject": "s1"}),
            ),
            SENIOR,
            Relation.ASSIGNED,
        ),
    ],
)
def test_what_an_account_is(
    moves: tuple[tuple[Kind, Actor, dict[str, object]], ...], who: Actor, expected: Relation
) -> None:
    assert relation_of(reached(*moves), account(who)) is expected


def test_an_auditor_takes_no_part() -> None:
    auditor = Account("u-9", "u-9", "u-9", frozenset({Role.AUDITOR}))
    assert relation_of(reached(*REVIEW), auditor) is Relation.OTHER
    assert actor_of(auditor) == Actor("u-9", frozenset())


def test_every_move_takes_an_operation() -> None:
    assert set(OPERATIONS) == set(get_args(Kind))
    raised = reached(*RAISED_REVIEW)
    assert raised.phase is Phase.SECOND_REVIEW
    assert operation_for("review.approved", raised) is Operation.REVIEW_AT_HIGHER_LEVEL
    assert operation_for("review.approved", reached(*REVIEW)) is Operation.REVIEW
