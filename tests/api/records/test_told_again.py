"""An answer that is kept is told again to who may still have it, and to nobody else. On both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.records.access.roles import Role
from zhunsheng.records.account_changes import change_roles, change_use


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


def read_by(service: Service, person: Person) -> int:
    """How often the log says that somebody has read a case."""
    return sum(entry.kind == "case.read" and entry.actor == person.id for entry in service.entries())


def again(person: Person, answer: Any, url: str, body: Any, key: str) -> None:
    """It is sent again, and answered as it was."""
    found = person.post(url, body, key=key)
    assert (found.status_code, found.content) == (answer.status_code, answer.content), found.text
    assert found.headers["idempotency-replayed"] == "true"


def test_what_is_told_again_was_read(service: Service, handler: Person, case: dict[str, Any]) -> None:
    url = f"/v1/cases/{handler.post('/v1/cases').json()['id']}/evaluations"
    first = handler.post(url, case, key="one")
    assert (first.status_code, read_by(service, handler)) == (201, 0)
    again(handler, first, url, case, "one")
    assert read_by(service, handler) == 1


def test_who_lost_his_role_is_told_nothing(service: Service, handler: Person, case: dict[str, Any]) -> None:
    """Whatever role he has instead, and although he signs in anew."""
    service.person("root", Role.ADMINISTRATOR)
    url = f"/v1/cases/{handler.post('/v1/cases', key='opened').json()['id']}/evaluations"
    assert handler.post(url, case, key="one").status_code == 201
    for role in (Role.REVIEWER, Role.MAINTAINER, Role.ADMINISTRATOR):
        change_roles(service.ledger, handler.id, {role})
        now = service.signed_in("handler")
        for sent in (now.post(url, case, key="one"), now.post("/v1/cases", key="opened")):
            problem(sent, 403, "not_allowed")
            assert "idempotency-replayed" not in sent.headers
    assert read_by(service, handler) == 0
    change_use(service.ledger, handler.id, active=False)
    problem(now.post(url, case, key="one"), 401, "not_signed_in")


def test_a_move_is_told_to_who_may_still_make_moves(service: Service, handler: Person) -> None:
    """Its address asks no more than that he can read cases; what he was told asks for the case."""
    url = f"/v1/cases/{handler.post('/v1/cases').json()['id']}/moves"
    body = {"kind": "recusal.declared", "number": 2, "acting_as": "handler", "ground": "interest"}
    first = handler.post(url, body, key="one")
    assert first.status_code == 201, first.text
    # What took the case from him is what he asks about.
    again(handler, first, url, body, "one")
    change_roles(service.ledger, handler.id, {Role.REVIEWER})
    problem(service.signed_in("handler").post(url, body, key="one"), 403, "not_allowed")


def test_who_lost_the_case_is_told_no_more_of_it(service: Service, handler: Person) -> None:
    other, reviewer = service.person("other", Role.HANDLER), service.person("reviewer", Role.REVIEWER)
    case_id = handler.post("/v1/cases", key="opened").json()["id"]
    url, body = (
        f"/v1/cases/{case_id}/moves",
        {"kind": "case.handed_over", "number": 2, "acting_as": "handler", "to": other.id},
    )
    first = handler.post(url, body, key="one")
    again(handler, first, url, body, "one")
    assert other.move(case_id, "recusal.declared", 3, "handler", ground="interest").status_code == 201
    for sent in (handler.post(url, body, key="one"), handler.post("/v1/cases", key="opened")):
        problem(sent, 403, "not_allowed")
    # When it is his again, so is what he was told.
    moved = reviewer.move(case_id, "case.reassigned", 4, "reviewer", to=handler.id)
    assert moved.status_code == 201, moved.text
    again(handler, first, url, body, "one")


def test_who_manages_no_accounts_any_more_is_told_nothing_of_them(service: Service) -> None:
    root = service.person("root", Role.ADMINISTRATOR)
    service.person("root-2", Role.ADMINISTRATOR)
    body = {"login": "desk-9", "roles": ["handler"]}
    assert root.post("/v1/accounts", body, key="one").status_code == 201
    change_roles(service.ledger, root.id, {Role.HANDLER})
    problem(service.signed_in("root").post("/v1/accounts", body, key="one"), 403, "not_allowed")
