"""The table of roles and operations is what it says, and cannot be misread."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.access.people import account
from tests.records.access.permissions_page import PAGE, permissions_page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import REACHES, TABLE, allowed, ever_allowed, reached, read_table
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.access.roles import Role, role_problems

OPERATIONS = st.sampled_from(Operation)
OF_CASES = [operation for operation in Operation if operation.about_a_case]
ROLES = st.frozensets(st.sampled_from(Role), min_size=1)

#: What changes nothing: all that an auditor may do, besides changing his own password.
READING = {
    Operation.READ_RULES,
    Operation.READ_VOCABULARY,
    Operation.READ_OWN_ACCOUNT,
    Operation.EVALUATE_UNRECORDED,
    Operation.LIST_CASES,
    Operation.SEARCH_REGISTER,
    Operation.READ_CASE,
    Operation.READ_RECORD,
    Operation.READ_TRACE,
    Operation.REPLAY,
    Operation.EXPORT_CONTENT,
    Operation.READ_LOG,
    Operation.READ_PROOFS,
    Operation.READ_CHECKPOINT,
    Operation.EXPORT_LOG,
    Operation.READ_OVERRIDE_STATISTICS,
    Operation.READ_METRICS,
}

#: What shows something of what a case says.
CONTENT = {
    Operation.LIST_CASES,
    Operation.SEARCH_REGISTER,
    Operation.READ_CASE,
    Operation.READ_RECORD,
    Operation.READ_TRACE,
    Operation.REPLAY,
    Operation.EVALUATE_CASE,
    Operation.EXPORT_CONTENT,
}


def test_every_cell_is_as_it_was_read_over() -> None:
    assert PAGE.read_text(encoding="utf-8") == permissions_page(), (
        "run `python -m tests.records.access.permissions_page` and read the difference"
    )


def test_an_auditor_changes_nothing() -> None:
    may = {operation for operation in Operation if ever_allowed(account(Role.AUDITOR), operation) is None}
    assert may == READING | {Operation.CHANGE_OWN_PASSWORD}


def test_an_administrator_sees_no_case() -> None:
    person = account(Role.ADMINISTRATOR)
    assert all(ever_allowed(person, operation) is not None for operation in CONTENT)


def test_nobody_reviews_what_he_handles() -> None:
    person = account(Role.HANDLER, Role.REVIEWER, Role.SENIOR_REVIEWER)
    for operation in (Operation.REVIEW, Operation.REVIEW_AT_HIGHER_LEVEL):
        assert allowed(person, operation, Relation.OWN) is not None


@given(ROLES, st.sampled_from(OF_CASES))
def test_whoever_is_barred_does_nothing(roles: frozenset[Role], operation: Operation) -> None:
    assert allowed(account(*roles), operation, Relation.BARRED) is not None


@given(ROLES, OPERATIONS, st.sampled_from(Relation))
def test_several_roles_may_what_one_of_them_may(
    roles: frozenset[Role], operation: Operation, relation: Relation
) -> None:
    place = relation if operation.about_a_case else None
    together = allowed(account(*roles), operation, place) is None
    assert together == any(allowed(account(role), operation, place) is None for role in roles)


@given(ROLES, OPERATIONS, st.sampled_from(Relation))
def test_what_is_never_allowed_is_allowed_with_no_case(
    roles: frozenset[Role], operation: Operation, relation: Relation
) -> None:
    person = account(*roles)
    if ever_allowed(person, operation) is not None:
        assert allowed(person, operation, relation if operation.about_a_case else None) is not None


@given(ROLES, st.sampled_from(OF_CASES), st.sampled_from(Relation))
def test_a_list_shows_what_may_be_done(
    roles: frozenset[Role], operation: Operation, relation: Relation
) -> None:
    person = account(*roles)
    assert (relation in reached(person, operation)) == (allowed(person, operation, relation) is None)


@given(ROLES, OPERATIONS)
def test_an_account_out_of_use_may_nothing(roles: frozenset[Role], operation: Operation) -> None:
    person = account(*roles, active=False)
    assert ever_allowed(person, operation) is not None
    assert reached(person, operation) == frozenset()


@given(ROLES)
def test_a_first_password_is_only_good_for_changing_it(roles: frozenset[Role]) -> None:
    person = account(*roles, must_change=True)
    may = {operation for operation in Operation if ever_allowed(person, operation) is None}
    assert may == {Operation.CHANGE_OWN_PASSWORD, Operation.READ_OWN_ACCOUNT}
    assert reached(person, Operation.READ_CASE) == frozenset()


def test_without_a_role_nothing_is_allowed() -> None:
    person = replace(account(), roles=frozenset())
    assert all(ever_allowed(person, operation) is not None for operation in Operation)


@pytest.mark.parametrize("operation", Operation)
def test_a_relation_can_neither_be_forgotten_nor_be_made_up(operation: Operation) -> None:
    with pytest.raises(ValueError, match="relation to a case"):
        allowed(account(), operation, None if operation.about_a_case else Relation.OWN)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("operation", Operation)
def test_a_refusal_gives_its_reason_in_both_languages(role: Role, operation: Operation) -> None:
    person = account(role)
    for relation in Relation if operation.about_a_case else (None,):
        refusal = allowed(person, operation, relation)
        if refusal is not None:
            problem = refusal.problem()
            assert problem.code == "not_allowed"
            assert all(problem.say("zh"))
            assert all(problem.say("en"))
            assert problem.say("zh") != problem.say("en")
            assert refusal.operation is operation


def test_a_refusal_names_who_may() -> None:
    refusal = ever_allowed(account(Role.MAINTAINER), Operation.REVIEW)
    assert refusal is not None
    assert refusal.reason.en == "to review is not for your role (maintainer of the rules)"
    assert refusal.mend.zh == "可由以下角色办理：审核人、上级审核人。"


def test_a_refusal_names_the_cases_that_it_would_be_for() -> None:
    refusal = allowed(account(Role.HANDLER, Role.REVIEWER), Operation.READ_CASE, Relation.OTHER)
    assert refusal is not None
    assert refusal.reason.zh == "「查看案卷」限于本人承办的案卷或交其审核的案卷，这是他人的案卷"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("rotate_key   ", "rotate_keys  ", "is not a valid Operation"),
        ("maintainer", "maintaner", "is not a valid Role"),
        ("assigned  assigned         all", "assigned  assigned         most", "is not a valid Reach"),
        ("list_cases                all", "list_cases                own", "is about no case"),
        ("read_metrics             ", "read_log                 ", "twice"),
        (
            "rotate_key                -        -         -                -        -           all",
            "",
            "not in",
        ),
        ("open_case                 all  ", "open_case  ", "zip"),
    ],
)
def test_a_table_that_is_wrong_is_refused(old: str, new: str, why: str) -> None:
    assert old in TABLE
    with pytest.raises(ValueError, match=why):
        read_table(TABLE.replace(old, new, 1))


def test_the_table_is_complete() -> None:
    assert len(REACHES) == len(Role) * len(Operation)


@given(ROLES)
def test_two_roles_stand_alone(roles: frozenset[Role]) -> None:
    alone = {Role.AUDITOR, Role.ADMINISTRATOR}
    found = role_problems(roles)
    assert bool(found) == (len(roles) > 1 and bool(alone & roles))
    assert {problem.code for problem in found} <= {"incompatible_roles"}


def test_an_account_has_a_role() -> None:
    assert [problem.code for problem in role_problems([])] == ["no_role"]
