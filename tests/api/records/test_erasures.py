"""Erasing over HTTP: the content goes everywhere, the digest stays, the log says who did it and verifies."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.roles import Role
from zhunsheng.records.checking import findings
from zhunsheng.records.exporting import exported_log
from zhunsheng.records.log.verification import verify
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.sealing import Seals

Case = dict[str, Any]
GROUND = {"ground": "retention_expired"}
#: Something of the facts that stands in contents and in stored answers, and in no entry.
SECRET = "deployed_carelessly"


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


@pytest.fixture
def administrator(service: Service) -> Person:
    return service.person("admin", Role.ADMINISTRATOR)


@pytest.fixture
def case_id(handler: Person, case: Case) -> str:
    """A case with a text, facts and a suggestion: events 1 to 3."""
    found = handler.post("/v1/cases", {"content": {"text": "线索"}}, key="opened").json()["id"]
    assert handler.post(f"/v1/cases/{found}/evaluations", case, key="evaluated").status_code == 201
    return str(found)


def _kept(service: Service) -> bytes:
    """Everything that is kept of contents and answers, as bytes."""
    with service.ledger.reading() as log:
        contents = log.connection.execute(select(tables.contents.c.data)).scalars().all()
        answers = log.connection.execute(select(tables.answered_requests.c.body)).scalars().all()
    return b"".join(bytes(one) for one in (*contents, *answers) if one is not None)


def test_the_content_goes_and_the_log_says_who_erased_it(
    service: Service, handler: Person, administrator: Person, case_id: str, case: Case
) -> None:
    assert SECRET.encode() in _kept(service)
    said = {**GROUND, "content": {"text": "某号批复"}}
    answer = administrator.post(f"/v1/cases/{case_id}/erasures", said)
    assert answer.status_code == 201, answer.text
    assert answer.json() == {"case": case_id, "events": [1, 2, 3], "contents": 3}
    problem(handler.get(f"/v1/cases/{case_id}/evaluations/3"), 410, "content_erased")
    problem(handler.post(f"/v1/cases/{case_id}/evaluations/3/replay"), 410, "content_erased")
    for number in (1, 2, 3):
        problem(handler.get(f"/v1/cases/{case_id}/events/{number}"), 410, "content_erased")
    seen = handler.get(f"/v1/cases/{case_id}").json()
    assert seen["case"]["state"] == "evaluated"
    (told,) = seen["erasures"]
    assert (told["actor"], told["ground"], told["events"]) == (administrator.id, GROUND["ground"], [1, 2, 3])
    # What was answered then is not told again either, and nothing is done twice.
    problem(handler.post(f"/v1/cases/{case_id}/evaluations", case, key="evaluated"), 410, "content_erased")
    problem(handler.post("/v1/cases", {"content": {"text": "线索"}}, key="opened"), 410, "content_erased")
    assert SECRET.encode() not in _kept(service)
    assert len(handler.get("/v1/cases").json()["cases"]) == 1
    with service.ledger.reading() as log:
        rows = [row.entry for row in log.of_case(case_id) if row.entry.kind == "content.erased"]
        assert [entry.actor for entry in rows] == [administrator.id]
        assert rows[0].facts["ground"] == "retention_expired"
        assert list(rows[0].facts["events"]) == [1, 2, 3]
        assert len(rows[0].facts["erased"]) == 3
        assert list(findings(log)) == []
    report = verify(io.BytesIO(b"".join(exported_log(service.ledger))))
    assert report.sound, report.render()
    assert (report.contents, report.absent) == (1, 3)


def test_one_event_alone_and_each_once(administrator: Person, handler: Person, case_id: str) -> None:
    url = f"/v1/cases/{case_id}/erasures"
    assert administrator.post(url, {**GROUND, "events": [1]}, key="one").json()["events"] == [1]
    again = administrator.post(url, {**GROUND, "events": [1]}, key="one")
    assert (again.status_code, again.headers["idempotency-replayed"]) == (201, "true")
    problem(administrator.post(url, {**GROUND, "events": [1]}), 409, "nothing_to_erase")
    assert handler.get(f"/v1/cases/{case_id}/evaluations/3").status_code == 200
    found = handler.get(f"/v1/cases/{case_id}/events/2").json()
    assert (found["event"]["kind"], SECRET in str(found["content"])) == ("facts.recorded", True)
    problem(handler.get(f"/v1/cases/{case_id}/events/9"), 404, "unknown_event")


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({}, 422, "missing", "/ground"),
        ({"ground": "because"}, 422, "unknown_value", "/ground"),
        ({**GROUND, "events": []}, 422, "invalid", "/events"),
        ({**GROUND, "events": [3, 9]}, 404, "unknown_event", "/events/1"),
        ({**GROUND, "content": {"text": " "}}, 422, "invalid", "/content/text"),
    ],
)
def test_what_is_no_erasure(
    administrator: Person, case_id: str, body: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    found = problem(administrator.post(f"/v1/cases/{case_id}/erasures", body), status, code)
    assert found["errors"][0]["pointer"] == pointer


def test_nobody_erases_but_an_administrator(service: Service, handler: Person, case_id: str) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR, Role.HANDLER}:
        other = service.person(role.value, role)
        problem(other.post(f"/v1/cases/{case_id}/erasures", GROUND), 403, "not_allowed")
    problem(handler.post(f"/v1/cases/{case_id}/erasures", GROUND), 403, "not_allowed")
    assert SECRET.encode() in _kept(service)


def test_there_is_no_such_case(administrator: Person) -> None:
    problem(administrator.post("/v1/cases/none/erasures", GROUND), 404, "unknown_case")


def test_answers_are_sealed_as_contents_are(
    service: Service, handler: Person, evaluator: Evaluator, case: Case
) -> None:
    state = service.app.state
    sealing = replace(service.ledger, seals=Seals.of([Fernet.generate_key().decode()]))
    app = create_app(evaluator, security=state.security, records=replace(state.records, ledger=sealing))
    person = replace(handler, client=replace(handler.client, app=app))
    url = f"/v1/cases/{person.post('/v1/cases').json()['id']}/evaluations"
    first = person.post(url, case, key="sealed")
    assert first.status_code == 201
    assert SECRET.encode() not in _kept(service)
    again = person.post(url, case, key="sealed")
    assert (again.content, again.headers["idempotency-replayed"]) == (first.content, "true")
    # Without the key nobody tells what was answered, and it is not done again.
    other = create_app(evaluator, security=state.security, records=state.records)
    without = replace(handler, client=replace(handler.client, app=other))
    problem(without.post(url, case, key="sealed"), 503, "content_sealed")


def test_what_disappears_without_a_word_is_found(service: Service, case_id: str) -> None:
    with service.ledger.database.writing() as connection:
        gone = {"salt": None, "data": None, "erased_at": "2026-01-01T00:00:00.000000Z"}
        connection.execute(update(tables.contents).values(gone))
    with service.ledger.reading() as log:
        assert [found.code for found in findings(log)] == ["erasure_unsaid"] * 3
    report = verify(io.BytesIO(b"".join(exported_log(service.ledger))))
    assert [found.problem.code for found in report.errors] == ["content_gone"] * 3
