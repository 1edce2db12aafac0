"""Replays over HTTP: identical, the first difference with its node, and who may ask for one."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, update

from tests.api.client import problem
from tests.api.records.people import Person, Service
from tests.records.forging import forge_facts
from zhunsheng.records.access.roles import Role
from zhunsheng.records.checking import findings
from zhunsheng.records.log.entries import Entry
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.times import written
from zhunsheng.records.times import now

Case = dict[str, Any]


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


@pytest.fixture
def replay(handler: Person, case: Case) -> str:
    """The address of the replay of an evaluation."""
    case_id = handler.post("/v1/cases").json()["id"]
    assert handler.post(f"/v1/cases/{case_id}/evaluations", case).status_code == 201
    return f"/v1/cases/{case_id}/evaluations/3/replay"


def _nothing_came_of_it(document: dict[str, Any]) -> None:
    document["subjects"][0]["conducts"][0]["caused_consequence"] = False


@pytest.mark.parametrize("engine", ["recorded", "bits"])
def test_what_was_recorded_comes_out_again(
    service: Service, handler: Person, replay: str, engine: str
) -> None:
    answer = handler.post(f"{replay}?engine={engine}")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found == {
        "id": found["id"],
        "engine": engine,
        "identical": True,
        "first_difference": None,
        "failure": None,
    }
    assert found["id"].endswith("~3")
    read, replayed = _last_two(service)
    assert (read.kind, read.actor, read.facts) == ("case.read", handler.id, {"evaluation": 3})
    assert (replayed.kind, replayed.actor) == ("evaluation.replayed", handler.id)
    assert replayed.subjects == read.subjects
    assert replayed.facts == {"evaluation": 3, "engine": engine, "result": "identical"}
    with service.ledger.reading() as log:
        assert not list(findings(log)), (
            "it is no event of the case, and the rows of the case know nothing of it"
        )


def _last_two(service: Service) -> tuple[Entry, ...]:
    with service.ledger.reading() as log:
        return tuple(numbered.entry for numbered in log.between(log.size() - 2, log.size()))


def test_the_first_difference_is_told_with_its_node(service: Service, handler: Person, replay: str) -> None:
    forge_facts(service.ledger, _nothing_came_of_it)
    found = handler.post(replay).json()
    assert not found["identical"]
    difference = found["first_difference"]
    assert difference["pointer"].startswith("/")
    assert difference["recorded"] != difference["replayed"]
    assert difference["derivation"]["subject_id"] == "S1"
    last = difference["derivation"]["path"][-1]
    assert last["before"] != last["after"]
    assert _last_two(service)[1].facts["result"] == "different"


def test_without_its_ruleset_nothing_is_compared(service: Service, handler: Person, replay: str) -> None:
    with service.ledger.database.writing() as connection:
        connection.execute(delete(tables.releases))
    found = handler.post(f"{replay}?engine=bits").json()
    assert (found["identical"], found["first_difference"]) == (False, None)
    assert found["failure"].startswith("ruleset_missing: sha256:")
    assert _last_two(service)[1].facts["result"] == "failed"


def test_who_may_have_it_replayed(service: Service, handler: Person, replay: str) -> None:
    assert service.person("auditor", Role.AUDITOR).post(f"{replay}?engine=bits").json()["identical"]
    problem(service.person("other", Role.HANDLER).post(replay), 403, "not_allowed")
    problem(service.person("admin", Role.ADMINISTRATOR).post(replay), 403, "not_allowed")
    problem(service.client.post(replay), 401, "not_signed_in")
    problem(handler.post(replay.replace("/3/", "/2/")), 404, "unknown_evaluation")
    problem(handler.post(f"{replay}?engine=other"), 422, "unknown_value")


def test_what_was_erased_cannot_be_replayed(service: Service, handler: Person, replay: str) -> None:
    with service.ledger.database.writing() as connection:
        gone = {"salt": None, "data": None, "erased_at": written(now())}
        connection.execute(update(tables.contents).values(gone))
    problem(handler.post(replay), 410, "content_erased")
