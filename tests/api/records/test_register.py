"""The register over HTTP: each filter, pages, counts, and nothing of what may not be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.records.access.roles import Role


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


@pytest.fixture
def evaluated(handler: Person, case: dict[str, Any]) -> list[str]:
    """Cases that were evaluated once; the first one was evaluated again."""
    ids = [handler.post("/v1/cases").json()["id"] for _ in range(3)]
    for case_id in (*ids, ids[0]):
        assert handler.post(f"/v1/cases/{case_id}/evaluations", case).status_code == 201
    return ids


def found(person: Person, query: str = "") -> list[str]:
    answer = person.get(f"/v1/register?{query}")
    assert answer.status_code == 200, answer.text
    return [record["id"] for record in answer.json()["records"]]


def test_what_was_evaluated_last_is_first(handler: Person, evaluated: list[str]) -> None:
    first, second, third = evaluated
    everything = [f"{first}~5", f"{third}~3", f"{second}~3", f"{first}~3"]
    assert found(handler) == everything
    assert found(handler, "order=oldest") == everything[::-1]
    assert found(handler, "newest=true") == everything[:3]
    page = handler.get("/v1/register?limit=3").json()
    assert [record["id"] for record in page["records"]] == everything[:3]
    rest = handler.get(f"/v1/register?limit=3&cursor={page['next']}").json()
    assert ([record["id"] for record in rest["records"]], rest["next"]) == (everything[3:], None)


def test_every_value_of_a_record_finds_it(handler: Person, evaluated: list[str]) -> None:
    (record,) = handler.get(f"/v1/register?case={evaluated[1]}").json()["records"]
    (subject,) = record["subjects"]
    assert subject["at_least"] <= subject["recommended"] <= subject["at_most"]
    assert record["rules"]
    assert record["categories"]
    query = {
        "state": record["state"],
        "owner": handler.id,
        "actor": handler.id,
        "recommended": subject["recommended"],
        "at_least": subject["at_least"],
        "at_most": subject["at_most"],
        "category": record["categories"][0],
        "rule": record["rules"][0],
        "opinion": "none",
        "release": record["release"],
        "law": record["law"],
        "engines": record["engines"],
        "for_review": "false",
        "since": record["at"][:10],
        "until": "2999-12-31",
    }
    for name, value in query.items():
        assert record["id"] in found(handler, f"{name}={value}"), name
    assert record["id"] in found(handler, "&".join(f"{name}={value}" for name, value in query.items()))
    others = {"recommended": (subject["recommended"] + 1) % 5, "until": "2000-01-01", "opinion": "adopted"}
    for name, value in others.items():
        assert found(handler, f"{name}={value}") == [], name


def test_counts_are_given_where_they_are_asked(handler: Person, evaluated: list[str]) -> None:
    assert handler.get("/v1/register").json()["counts"] is None
    counts = handler.get("/v1/register?counts=true&newest=true").json()["counts"]
    assert (counts["total"], counts["at_least"]) == (len(evaluated), False)
    assert counts["values"]["state"] == {"evaluated": 3}
    assert counts["values"]["owner"] == {handler.id: 3}


def test_nobody_finds_what_he_may_not_read(
    service: Service, handler: Person, evaluated: list[str], case: dict[str, Any]
) -> None:
    other, auditor = service.person("other", Role.HANDLER), service.person("auditor", Role.AUDITOR)
    reviewer = service.person("reviewer", Role.REVIEWER)
    assert found(other) == found(reviewer) == []
    assert len(found(auditor)) == 4
    subject = case["subjects"][0]["id"]
    opinion = {"evaluation": 3, "subject": subject, "opinion": {"choice": "adopted"}}
    assert handler.move(evaluated[1], "opinion.given", 4, "handler", **opinion).status_code == 201
    assert found(reviewer) == found(reviewer, "for_review=true") == [f"{evaluated[1]}~3"]
    (record,) = reviewer.get("/v1/register").json()["records"]
    assert (record["state"], record["subjects"][0]["opinion"]) == ("review", "adopted")
    assert (
        reviewer.move(evaluated[1], "recusal.declared", 5, "reviewer", ground="interest").status_code == 201
    )
    assert found(reviewer) == []
    assert reviewer.get("/v1/register?counts=true").json()["counts"]["total"] == 0
    problem(service.person("keeper", Role.MAINTAINER).get("/v1/register"), 403, "not_allowed")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("state=lost", "invalid"),
        ("since=tomorrow", "invalid"),
        ("until=9999-12-31", "invalid"),
        ("cursor=1", "invalid"),
        ("cursor=2024-99-01T00:00:00.000000Z~1", "invalid"),
        ("limit=201", "invalid"),
        ("recommended=5", "invalid"),
        ("opinion=perhaps", "unknown_value"),
        ("newest=yes", "invalid"),
        ("case=%25", "invalid"),
        ("rule=%00", "invalid"),
        ("sort=newest", "unknown_parameter"),
    ],
)
def test_what_cannot_be_searched_for_is_refused(handler: Person, query: str, code: str) -> None:
    problem(handler.get(f"/v1/register?{query}"), 422, code)
