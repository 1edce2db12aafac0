"""Accounts over HTTP: added, changed and put out of use by administrators, of whom one always stays. On both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from tests.api.client import problem
from tests.api.records.people import PASSWORD, Person, Service
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import Account, External
from zhunsheng.records.access.last_administrator import can_manage
from zhunsheng.records.access.roles import Role
from zhunsheng.records.account_changes import change_roles, change_use, set_password
from zhunsheng.records.account_keeping import list_accounts
from zhunsheng.records.case_contents import read_event
from zhunsheng.records.casework import make_move, open_case, read_case
from zhunsheng.records.checking import findings
from zhunsheng.records.erasing import Wanted, erase_contents
from zhunsheng.records.log_export import begin_export
from zhunsheng.records.refusals import NotAllowed
from zhunsheng.records.storage.tables import METADATA
from zhunsheng.records.times import now
from zhunsheng.records.workflow.events import RecusalDeclared

OWN = "four quiet rivers in winter"


@pytest.fixture
def root(service: Service) -> Person:
    return service.person("root", Role.ADMINISTRATOR)


def added(root: Person, login: str = "desk-1", *roles: str) -> dict[str, Any]:
    answer = root.post("/v1/accounts", {"login": login, "roles": roles or ["handler"]})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/v1/accounts/{answer.json()['id']}"
    found: dict[str, Any] = answer.json()
    return found


def password_of(root: Person, account_id: str) -> str:
    answer = root.post(f"/v1/accounts/{account_id}/password")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.json()["password"])


def kinds(service: Service) -> list[str]:
    return [entry.kind for entry in service.entries()]


def test_an_account_from_its_first_day_to_its_last(service: Service, root: Person) -> None:
    made = added(root, "Desk-1", "handler", "reviewer")
    assert made == {
        "id": made["id"],
        "login": "desk-1",
        "name": "desk-1",
        "roles": ["handler", "reviewer"],
        "role_names": ["承办人", "审核人"],
        "active": True,
        "signs_in_with": None,
        "must_change_password": False,
    }
    assert "desk" not in made["id"]
    url = f"/v1/accounts/{made['id']}"
    problem(
        service.client.post("/v1/session", json={"login": "desk-1", "password": PASSWORD}),
        401,
        "not_recognized",
    )

    # A first password is good for choosing another one, and for nothing else.
    first = service.signed_in("desk-1", password_of(root, made["id"]))
    problem(first.post("/v1/cases"), 403, "not_allowed")
    changed = first.put("/v1/session/password", {"current": password_of(root, made["id"]), "new": OWN})
    problem(changed, 401, "not_signed_in")  # the second password ended the session of the first
    password = password_of(root, made["id"])
    first = service.signed_in("desk-1", password)
    assert first.put("/v1/session/password", {"current": password, "new": OWN}).status_code == 200
    desk = service.signed_in("desk-1", OWN)
    assert desk.post("/v1/cases").status_code == 201

    # Other roles, and the session is at its end.
    assert root.put(f"{url}/roles?lang=en", {"roles": ["auditor"]}).json()["role_names"] == ["auditor"]
    problem(desk.get("/v1/session"), 401, "not_signed_in")
    desk = service.signed_in("desk-1", OWN)
    problem(desk.post("/v1/cases"), 403, "not_allowed")

    # Out of use, and back.
    assert root.put(f"{url}/active", {"active": False}).json()["active"] is False
    problem(desk.get("/v1/session"), 401, "not_signed_in")
    problem(
        service.client.post("/v1/session", json={"login": "desk-1", "password": OWN}), 401, "not_recognized"
    )
    assert root.put(f"{url}/active", {"active": True}).json() == root.get(url).json()
    desk = service.signed_in("desk-1", OWN)
    assert desk.client.request("DELETE", "/v1/session", headers=desk.headers()).status_code == 204

    entries = [entry for entry in service.entries() if entry.subjects.get("account") == made["id"]]
    assert [(entry.kind, entry.actor == root.id) for entry in entries] == [
        ("account.added", True),
        ("account.password_set", True),
        ("session.began", False),
        ("account.password_set", True),
        ("account.password_set", True),
        ("session.began", False),
        ("account.password_changed", False),
        ("session.began", False),
        ("account.roles_changed", True),
        ("session.began", False),
        ("account.put_out_of_use", True),
        ("account.put_back_in_use", True),
        ("session.began", False),
        ("session.ended", False),
    ]
    assert {entry.actor for entry in entries} == {root.id, made["id"]}
    assert entries[0].facts == {"roles": ("handler", "reviewer"), "external": False}
    assert entries[8].facts == {"before": ("handler", "reviewer"), "after": ("auditor",)}
    with service.ledger.reading() as log:
        assert list(findings(log)) == []


def test_what_is_kept_of_a_password_is_its_hash(service: Service, root: Person) -> None:
    made = added(root)
    password = password_of(root, made["id"])
    assert (
        service.signed_in("desk-1", password)
        .put("/v1/session/password", {"current": password, "new": OWN})
        .status_code
        == 200
    )
    with service.ledger.reading() as log:
        kept = [
            repr(tuple(row))
            for table in METADATA.sorted_tables
            for row in log.connection.execute(select(table))
        ]
    assert any("/v1/accounts/" in row for row in kept), "answers to a POST are kept"
    for secret in (password, OWN, PASSWORD):
        assert not any(secret in row for row in kept)


def test_all_accounts_are_listed(service: Service, root: Person) -> None:
    for login in ("desk-2", "desk-1"):
        added(root, login)
    outside = Account(
        "u-7", None, "someone", frozenset({Role.AUDITOR}), external=External("https://id.example", "7")
    )
    with service.sign_ins.transactions.writing() as stores:
        stores.accounts.add(outside)
    found = root.get("/v1/accounts?lang=en").json()["accounts"]
    assert [(one["login"], one["signs_in_with"]) for one in found] == [
        ("desk-1", None),
        ("desk-2", None),
        ("root", "password"),
        (None, "identity_provider"),
    ]
    assert "argon2" not in json.dumps(found)


def test_the_last_password_of_an_administrator_is_reset_by_the_machine_only(
    service: Service, root: Person
) -> None:
    """An administrator whom a provider vouches for counts for nobody: the provider may be gone tomorrow."""
    vouched = Account(
        "u-7", None, "x", frozenset({Role.ADMINISTRATOR}), external=External("https://id.example", "7")
    )
    with service.sign_ins.transactions.writing() as stores:
        stores.accounts.add(vouched)
    passwords = service.sign_ins.passwords
    with pytest.raises(InputError) as refused:
        set_password(service.ledger, passwords, root.id, vouched)
    assert [problem.code for problem in refused.value.problems] == ["last_administrator"]
    assert root.get("/v1/accounts").status_code == 200
    service.person("root-2", Role.ADMINISTRATOR)
    assert set_password(service.ledger, passwords, root.id, vouched)[0].must_change
    # Whoever has the machine lets in who has forgotten his password, also if he is the last.
    assert set_password(service.ledger, passwords, "u-root-2")[0].must_change


def test_who_a_provider_vouches_for_is_only_put_out_of_use(service: Service, root: Person) -> None:
    outside = Account(
        "u-7", None, "x", frozenset({Role.AUDITOR}), external=External("https://id.example", "7")
    )
    with service.sign_ins.transactions.writing() as stores:
        stores.accounts.add(outside)
    problem(root.put("/v1/accounts/u-7/roles", {"roles": ["handler"]}), 409, "roles_elsewhere")
    problem(root.post("/v1/accounts/u-7/password"), 409, "password_elsewhere")
    assert root.put("/v1/accounts/u-7/active", {"active": False}).status_code == 200
    assert kinds(service) == ["session.began", "account.put_out_of_use"]


def test_a_request_that_changes_nothing_is_no_entry(service: Service, root: Person) -> None:
    desk = service.person("desk-1", Role.HANDLER)
    before = service.entries()
    assert root.put("/v1/accounts/u-desk-1/roles", {"roles": ["handler"]}).status_code == 200
    assert root.put("/v1/accounts/u-desk-1/active", {"active": True}).status_code == 200
    assert desk.get("/v1/session").status_code == 200
    assert service.entries() == before


def test_an_account_is_added_once_a_key(root: Person) -> None:
    body = {"login": "desk-1", "roles": ["handler"]}
    first, again = (root.post("/v1/accounts", body, key="one") for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    problem(root.post("/v1/accounts", body), 409, "login_taken")
    problem(
        root.client.post("/v1/accounts", json=body, headers=root.headers()), 400, "idempotency_key_missing"
    )


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "pointer"),
    [
        ("", {"login": "a b", "roles": ["handler"]}, 422, "invalid", "/login"),
        ("", {"login": "root", "roles": ["handler"]}, 409, "login_taken", "/login"),
        ("", {"login": "desk-9", "roles": []}, 422, "unacceptable_roles", "/roles"),
        ("", {"login": "desk-9", "roles": ["handler", "auditor"]}, 422, "unacceptable_roles", "/roles"),
        ("", {"login": "desk-9", "roles": ["king"]}, 422, "unknown_value", "/roles/0"),
        ("", {"login": "desk-9", "roles": ["handler"], "password": "x"}, 422, "unknown_field", "/password"),
        ("", {"roles": ["handler"]}, 422, "missing", "/login"),
        ("/u-desk-1/roles", {"roles": ["handler", "administrator"]}, 422, "unacceptable_roles", "/roles"),
        ("/u-desk-1/active", {"active": "no"}, 422, "wrong_type", "/active"),
        ("/u-desk-1/active", {}, 422, "missing", "/active"),
        ("/u-nobody/roles", {"roles": ["handler"]}, 404, "unknown_account", None),
        ("/u-nobody/active", {"active": False}, 404, "unknown_account", None),
        ("/u-root/roles", {"roles": ["handler"]}, 409, "last_administrator", None),
        ("/u-root/active", {"active": False}, 409, "last_administrator", None),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    service: Service, root: Person, path: str, body: Any, status: int, code: str, pointer: str | None
) -> None:
    service.person("desk-1", Role.HANDLER)
    before = (list_accounts(service.ledger), service.entries())
    send = root.put if path else root.post
    for language in ("zh", "en"):
        found = problem(send(f"/v1/accounts{path}?lang={language}", body), status, code)
        assert found["errors"][0]["pointer"] == pointer
        if status in (404, 409):
            assert found["errors"][0]["help"]
    assert (list_accounts(service.ledger), service.entries()) == before


def test_ones_own_password_takes_the_current_one(service: Service, root: Person) -> None:
    found = problem(root.post("/v1/accounts/u-root/password?lang=en"), 409, "own_password")
    assert "PUT /v1/session/password" in found["errors"][0]["help"]
    wrong = root.put("/v1/session/password?lang=en", {"current": "x", "new": OWN})
    assert problem(wrong, 401, "not_recognized")["detail"] == "the current password is not right"
    problem(root.post("/v1/accounts/u-nobody/password"), 404, "unknown_account")


def test_only_who_has_chosen_a_password_counts_as_an_administrator(service: Service, root: Person) -> None:
    other = added(root, "root-2", "administrator")
    problem(root.put("/v1/accounts/u-root/active", {"active": False}), 409, "last_administrator")
    first = password_of(root, other["id"])
    problem(root.put("/v1/accounts/u-root/active", {"active": False}), 409, "last_administrator")
    second = service.signed_in("root-2", first)
    assert second.put("/v1/session/password", {"current": first, "new": OWN}).status_code == 200
    assert root.put("/v1/accounts/u-root/active", {"active": False}).status_code == 200
    problem(root.get("/v1/accounts"), 401, "not_signed_in")


def test_a_change_needs_the_second_token(root: Person) -> None:
    bare = {name: value for name, value in root.headers().items() if name != "x-csrf-token"}
    for method, url in (
        ("PUT", "/v1/accounts/u-root/active"),
        ("PUT", "/v1/accounts/u-root/roles"),
        ("POST", "/v1/accounts/u-root/password"),
        ("POST", "/v1/accounts"),
    ):
        problem(root.client.request(method, url, json={}, headers=bare), 403, "csrf")


Change = Callable[[Service, Account, Account], object]


def _out(service: Service, of: Account, by: Account) -> object:
    return change_use(service.ledger, of.id, active=False, by=by)


def _other_role(service: Service, of: Account, by: Account) -> object:
    return change_roles(service.ledger, of.id, [Role.MAINTAINER], by)


@pytest.mark.parametrize("change", [_out, _other_role])
@pytest.mark.parametrize("themselves", [False, True])
def test_of_administrators_who_go_all_at_once_one_stays(
    service: Service, change: Change, themselves: bool
) -> None:
    """Each puts the next one out, or each himself, all at the same moment: one is left, and each refusal says why."""
    people = [
        Account(f"u-root-{n}", f"root-{n}", "x", frozenset({Role.ADMINISTRATOR}), service.hashed)
        for n in range(6)
    ]
    with service.sign_ins.transactions.writing() as stores:
        for person in people:
            stores.accounts.add(person)
    together = Barrier(len(people))

    def go(number: int) -> str:
        together.wait(60)
        of = people[number if themselves else (number + 1) % len(people)]
        try:
            change(service, of, people[number])
        except InputError as refused:
            return refused.problems[0].code
        return "done"

    with ThreadPoolExecutor(len(people)) as pool:
        said = list(pool.map(go, range(len(people))))
    left = [account for account in list_accounts(service.ledger) if can_manage(account)]
    assert left
    assert len(left) == len(people) - said.count("done")
    assert (
        set(said) == {"done", "last_administrator"}
        if themselves
        else set(said)
        <= {
            "done",
            "last_administrator",
            "not_allowed",
        }
    )
    assert len(service.entries()) == said.count("done")
    if themselves:
        assert len(left) == 1


def test_who_was_put_out_of_use_a_moment_ago_changes_nothing(service: Service, root: Person) -> None:
    """A request that was let in is asked again inside of its transaction."""
    gone = replace(list_accounts(service.ledger)[0], id="u-gone")
    with pytest.raises(InputError, match="not in use any more"):
        change_use(service.ledger, root.id, active=False, by=gone)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_accounts_are_for_administrators(service: Service, role: Role) -> None:
    person = service.person("somebody", role)
    answers: list[httpx.Response] = [
        person.get("/v1/accounts"),
        person.get("/v1/accounts/u-somebody"),
        person.post("/v1/accounts", {"login": "desk-1", "roles": ["handler"]}),
        person.put("/v1/accounts/u-somebody/roles", {"roles": ["administrator"]}),
        person.put("/v1/accounts/u-somebody/active", {"active": False}),
        person.post("/v1/accounts/u-somebody/password"),
    ]
    for answer in answers:
        problem(answer, 403, "not_allowed")
    assert [account.roles for account in list_accounts(service.ledger)] == [{role}]


def test_nobody_signs_in_unseen_by_the_log(service: Service, root: Person) -> None:
    """Where the witness cannot be written nothing is acknowledged, a session neither; who is signed in still is."""
    assert service.ledger.witness is not None
    service.ledger.witness.write_text("nonsense")
    answer = service.client.post("/v1/session", json={"login": "root", "password": PASSWORD})
    problem(answer, 503, "log_unavailable")
    assert "set-cookie" not in answer.headers
    problem(root.put("/v1/accounts/u-root/roles", {"roles": ["administrator"]}), 503, "log_unavailable")
    assert root.get("/v1/accounts").status_code == 200


def test_the_cases_of_a_handler_who_has_left_go_to_another_one(service: Service, root: Person) -> None:
    leaving, staying = service.person("desk-1", Role.HANDLER), service.person("desk-2", Role.HANDLER)
    ids = sorted(leaving.post("/v1/cases").json()["id"] for _ in range(3))
    own = staying.post("/v1/cases").json()["id"]
    # One that the other cannot have, since he stands aside in it.
    barred = ids[1]
    assert leaving.move(barred, "case.handed_over", 2, "handler", to=staying.id).status_code == 201
    assert staying.move(barred, "recusal.declared", 3, "handler", ground="interest").status_code == 201
    service.person("reviewer-1", Role.REVIEWER).move(barred, "case.reassigned", 4, "reviewer", to=leaving.id)
    assert root.put("/v1/accounts/u-desk-1/active", {"active": False}).status_code == 200

    url, body = "/v1/accounts/u-desk-1/handing-over", {"to": staying.id}
    first = root.post(url, body, key="one")
    assert first.json() == {"handed_over": 2, "left": [barred]}, first.text
    assert root.post(url, body, key="one").json() == first.json()
    assert root.post(url, body).json() == {"handed_over": 0, "left": [barred]}
    listed = {one["id"] for one in staying.get("/v1/cases").json()["cases"]}
    assert listed == {ids[0], ids[2], own}
    with service.ledger.reading() as log:
        moves = [row.entry for row in log.of_case(ids[0]) if row.entry.kind == "case.reassigned"]
        assert [(move.actor, move.facts["acting_as"], move.facts["to"]) for move in moves] == [
            (root.id, "administrator", staying.id)
        ]
        assert list(findings(log)) == []

    # He still sees no case, and makes no other move.
    problem(root.get(f"/v1/cases/{ids[0]}"), 403, "not_allowed")
    # He is told the same of a case that there is, of one that is elsewhere in its work, and of one that there is not.
    told = [
        root.move(case_id, "case.reassigned", 3, role, to=staying.id)
        for case_id in (ids[0], barred, "none")
        for role in ("administrator", "handler")
    ]
    for answer in told:
        problem(answer, 403, "not_allowed")
    assert len({answer.json()["errors"][0]["detail"] for answer in told}) == 1
    for to, code in (("u-desk-1", 422), ("u-root", 422), ("u-nobody", 422)):
        problem(root.post(url, {"to": to}), code, "no_such_handler")
    problem(root.post("/v1/accounts/u-nobody/handing-over", body), 404, "unknown_account")
    problem(staying.post(url, body), 403, "not_allowed")


@pytest.mark.parametrize("cases", [4, 5])
def test_many_cases_are_handed_over_in_several_transactions(
    service: Service, root: Person, monkeypatch: pytest.MonkeyPatch, cases: int
) -> None:
    """What a batch did stays done when the next one fails, and the same request does the rest."""
    monkeypatch.setattr("zhunsheng.records.handing_over.BATCH", 2)
    leaving, staying = service.person("desk-1", Role.HANDLER), service.person("desk-2", Role.HANDLER)
    for _ in range(cases):
        assert leaving.post("/v1/cases").status_code == 201
    url, body = "/v1/accounts/u-desk-1/handing-over", {"to": staying.id}
    with monkeypatch.context() as patch:
        kept = "zhunsheng.records.storage.answered_request_rows.AnsweredRequestRows.keep_within"
        patch.setattr(kept, lambda *_: 1 / 0)
        problem(root.post(url, body, key="one"), 500, "internal_error")
    assert len(staying.get("/v1/cases").json()["cases"]) == 4
    first = root.post(url, body, key="one")
    assert first.json() == {"handed_over": cases - 4, "left": []}
    assert root.post(url, body, key="one").content == first.content
    assert len(staying.get("/v1/cases").json()["cases"]) == cases


def test_who_is_put_out_of_use_while_he_waits_does_nothing_more(service: Service, root: Person) -> None:
    """He was let in before, and his body arrives, or his evaluation ends, when he is nobody any more."""
    handler = service.person("desk-1", Role.HANDLER)
    auditor = service.person("auditor", Role.AUDITOR)
    case_id = handler.post("/v1/cases", {"content": {"text": "立卷"}}).json()["id"]
    let_in = {account.id: account for account in list_accounts(service.ledger)}
    ledger, by = service.ledger, let_in[handler.id]
    recusal = RecusalDeclared(
        case=case_id, number=2, at=now(), actor=by.id, acting_as="handler", ground="interest"
    )
    release = service.app.state.records.answers.evaluator.release
    asked: dict[str, Callable[[], object]] = {
        "open": lambda: open_case(ledger, by),
        "read": lambda: read_case(ledger, by, case_id),
        "read an event": lambda: read_event(ledger, by, case_id, 1),
        "move": lambda: make_move(ledger, release, by, recusal),
        "export": lambda: begin_export(ledger, let_in[auditor.id], contents=True, told=lambda *_: None),
        "erase": lambda: erase_contents(ledger, let_in[root.id], case_id, Wanted("retention_expired")),
    }
    change_use(ledger, handler.id, active=False)
    # One who stays in use, and may other things now.
    change_roles(ledger, auditor.id, {Role.MAINTAINER})
    service.person("root-2", Role.ADMINISTRATOR)
    change_roles(ledger, root.id, {Role.HANDLER})
    before = service.entries()
    for what, ask in asked.items():
        with pytest.raises(NotAllowed):
            ask()
        assert service.entries() == before, what
