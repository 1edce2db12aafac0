"""Lists of cases: pages, filters, and nothing of what may not be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import read_scenario
from zhunsheng.records.access.roles import Role


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


def _ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [case["id"] for case in answer.json()["cases"]]


def test_pages_follow_each_other_without_gaps(service: Service, handler: Person) -> None:
    other = service.person("other", Role.HANDLER)
    mine = []
    for _ in range(5):
        mine.append(handler.post("/v1/cases").json()["id"])
        other.post("/v1/cases")
    pages, url = [], "/v1/cases?limit=2"
    while True:
        answer = handler.get(url)
        pages.append(_ids(answer))
        if answer.json()["next"] is None:
            break
        url = f"/v1/cases?limit=2&cursor={answer.json()['next']}"
    assert [case for page in pages for case in page] == mine[::-1]
    assert all(len(page) <= 2 for page in pages)
    auditor = service.person("auditor", Role.AUDITOR)
    assert len(_ids(auditor.get("/v1/cases"))) == 10
    assert _ids(auditor.get(f"/v1/cases?owner={handler.id}")) == mine[::-1]


def test_what_changed_last_is_first_and_states_are_filtered_by(handler: Person, case: dict[str, Any]) -> None:
    first, second = (handler.post("/v1/cases").json()["id"] for _ in range(2))
    assert handler.post(f"/v1/cases/{first}/evaluations", case).status_code == 201
    assert _ids(handler.get("/v1/cases")) == [first, second]
    assert _ids(handler.get("/v1/cases?state=facts")) == [second]
    assert _ids(handler.get("/v1/cases?state=evaluated")) == [first]


def test_what_is_due_is_found_by_its_day(handler: Person, release: Release) -> None:
    path = release.folder / "scenarios" / "cases" / "procedure_party_2022.yaml"
    case = read_scenario(read_file(path, path.name)).case.value
    case_id = handler.post("/v1/cases").json()["id"]
    assert handler.post(f"/v1/cases/{case_id}/evaluations", case).status_code == 201
    (listed,) = handler.get("/v1/cases").json()["cases"]
    due = listed["next_due"]
    assert due is not None
    assert _ids(handler.get(f"/v1/cases?due_before={due}")) == []
    assert _ids(handler.get("/v1/cases?due_before=2999-01-01")) == [case_id]
    terms = handler.get(f"/v1/cases/{case_id}").json()["terms"]
    assert min(term["due"] for term in terms if term["due"]) == due
    assert {term["status"] for term in terms} <= {"open", "late", "late_unless_extended"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("state=lost", "invalid"),
        ("due_before=tomorrow", "invalid"),
        ("cursor=-1", "invalid"),
        ("limit=0", "invalid"),
        ("owner=%00", "invalid"),
        ("page=2", "unknown_parameter"),
    ],
)
def test_what_cannot_be_asked_for(handler: Person, query: str, code: str) -> None:
    problem(handler.get(f"/v1/cases?{query}"), 422, code)


def test_the_description_names_cases_moves_and_keys(service: Service, handler: Person) -> None:
    found = service.client.get("/openapi.json").json()
    moves = found["paths"]["/v1/cases/{case_id}/moves"]["post"]
    schema = moves["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/Move"}
    kinds = found["components"]["schemas"]["Move"]["discriminator"]["mapping"]
    assert "opinion.given" in kinds
    assert "facts.recorded" not in kinds
    given = found["components"]["schemas"]["OpinionGivenMove"]
    assert {"case", "at", "actor"} & set(given["properties"]) == set()
    assert {"number", "acting_as", "kind"} <= set(given["required"])
    assert "Idempotency-Key" in [parameter["name"] for parameter in moves["parameters"]]
