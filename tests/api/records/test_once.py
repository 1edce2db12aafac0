"""A POST is carried out once a key, also across the database; and what is said when database or witness are away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.api.client import Client, problem
from tests.api.records.people import Person, Service
from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.roles import Role
from zhunsheng.records.storage.database import open_database


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


def test_a_case_is_opened_once_however_often_it_is_sent(handler: Person) -> None:
    first = handler.post("/v1/cases", key="one")
    again = handler.post("/v1/cases", key="one")
    assert again.status_code == 201
    assert again.headers["idempotency-replayed"] == "true"
    assert (again.content, again.headers["location"]) == (first.content, first.headers["location"])
    assert len(handler.get("/v1/cases").json()["cases"]) == 1
    problem(handler.post("/v1/cases", {"content": {"text": "x"}}, key="one"), 422, "idempotency_key_reused")


def test_a_post_needs_a_key(handler: Person) -> None:
    answer = handler.client.post("/v1/cases", json={}, headers=handler.headers())
    problem(answer, 400, "idempotency_key_missing")


def test_a_key_belongs_to_its_account(service: Service, handler: Person) -> None:
    other = service.person("other", Role.HANDLER)
    assert (
        handler.post("/v1/cases", key="one").json()["id"] != other.post("/v1/cases", key="one").json()["id"]
    )


def test_what_was_refused_may_be_mended_under_its_key(handler: Person, case: dict[str, Any]) -> None:
    url = f"/v1/cases/{handler.post('/v1/cases').json()['id']}/evaluations"
    problem(handler.post(url, {"subject": 1}, key="mended"), 422, "invalid_case")
    assert handler.post(url, case, key="mended").status_code == 201


def test_a_witness_that_cannot_be_written_is_no_acknowledgement(
    service: Service, handler: Person, tmp_path: Path
) -> None:
    (tmp_path / "witness").write_text("nonsense")
    answer = handler.post("/v1/cases")
    problem(answer, 503, "log_unavailable")
    assert answer.headers["retry-after"] == "5"
    assert str(tmp_path) not in answer.text


def test_what_was_committed_and_not_acknowledged_is_not_done_again(
    service: Service, handler: Person, tmp_path: Path
) -> None:
    lock = tmp_path / "witness.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()  # the witness can be read, and not be written
    problem(handler.post("/v1/cases", key="one"), 503, "not_acknowledged")
    # It is there, and nobody is told so as long as it is not acknowledged.
    problem(handler.post("/v1/cases", key="one"), 503, "not_acknowledged")
    lock.rmdir()
    again = handler.post("/v1/cases", key="one")
    assert (again.status_code, again.headers["idempotency-replayed"]) == (201, "true")
    assert [case["id"] for case in handler.get("/v1/cases").json()["cases"]] == [again.json()["id"]]
    found = service.ledger.standing()
    assert found.kept is not None
    assert found.kept.size == found.size


def test_a_database_that_is_away_is_said_without_saying_where(
    service: Service, handler: Person, evaluator: Evaluator, tmp_path: Path
) -> None:
    elsewhere = open_database(f"sqlite:///{tmp_path / 'none.db'}")
    state = service.app.state
    records = replace(state.records, ledger=replace(service.ledger, database=elsewhere, witness=None))
    app = create_app(evaluator, state.operation, security=state.security, records=records)
    answer = Client(app).get("/v1/cases?lang=en", headers=handler.headers())
    problem(answer, 503, "storage_unavailable")
    assert answer.headers["retry-after"] == "5"
    assert "none" not in answer.text
    elsewhere.close()


def test_of_two_at_once_one_is_done_and_both_hear_of_it(service: Service, handler: Person) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: handler.post("/v1/cases", key="one"), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    with service.ledger.reading() as log:
        assert log.number_of_kind("case.opened") == 1


def test_a_move_that_is_sent_twice_at_once_is_made_once_and_told_twice(
    service: Service, handler: Person
) -> None:
    """Whoever comes later is refused by the case, which has moved on by this very move; it hears of that one."""
    case_id = handler.post("/v1/cases").json()["id"]
    other = service.person("other", Role.HANDLER)
    body = {"kind": "case.handed_over", "number": 2, "acting_as": "handler", "to": other.id}
    with ThreadPoolExecutor(8) as pool:
        made = partial(handler.post, f"/v1/cases/{case_id}/moves", body, "one")
        answers = [found.result() for found in [pool.submit(made) for _ in range(8)]]
    assert {answer.status_code for answer in answers} == {201}, answers[0].text
    assert len({answer.content for answer in answers}) == 1
    with service.ledger.reading() as log:
        assert log.number_of_kind("case.handed_over") == 1


def test_of_two_requests_at_once_under_one_key_one_is_refused(service: Service, handler: Person) -> None:
    with ThreadPoolExecutor(8) as pool:
        bodies = [{"content": {"text": str(number)}} for number in range(8)]
        answers = list(pool.map(lambda body: handler.post("/v1/cases", body, "one"), bodies))
    assert sorted(answer.status_code for answer in answers) == [201] + [422] * 7
    for answer in answers:
        if answer.status_code == 422:
            problem(answer, 422, "idempotency_key_reused")
    with service.ledger.reading() as log:
        assert log.number_of_kind("case.opened") == 1
