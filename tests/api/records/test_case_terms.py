"""Terms are computed anew once a case is closed; of the answer the duties alone are taken."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.records.access.roles import Role
from zhunsheng.records.checking import findings

Case = dict[str, Any]


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


@pytest.fixture
def case_id(handler: Person, case: Case) -> str:
    """An evaluated case."""
    found = str(handler.post("/v1/cases").json()["id"])
    assert handler.post(f"/v1/cases/{found}/evaluations", case).status_code == 201
    return found


def _closed(service: Service, handler: Person, case_id: str) -> int:
    """Closes it; gives the number of its last event."""
    said = {"evaluation": 3, "subject": "S1", "opinion": {"choice": "adopted"}}
    assert handler.move(case_id, "opinion.given", 4, "handler", **said).status_code == 201
    answer = service.person("reviewer", Role.REVIEWER).move(case_id, "review.approved", 5, "reviewer")
    number = 6
    if answer.json()["state"] == "second_review":
        senior = service.person("senior", Role.SENIOR_REVIEWER)
        assert senior.move(case_id, "review.approved", 6, "senior_reviewer").status_code == 201
        number = 7
    answer = handler.move(case_id, "case.closed", number, "handler")
    assert answer.status_code == 201, answer.text
    return number


def test_terms_are_computed_and_the_decision_stands(
    service: Service, handler: Person, case_id: str, case: Case
) -> None:
    url = f"/v1/cases/{case_id}/terms"
    problem(handler.post(url, case), 409, "wrong_phase")
    number = _closed(service, handler, case_id)
    before = handler.get(f"/v1/cases/{case_id}").json()
    assert "terms.computed" in [move["kind"] for move in before["moves"]]
    subject = {**case["subjects"][0], "appeal": "accountability", "appeal_received": "2021-11-20"}
    changed = {**case, "subjects": [subject]}
    answer = handler.post(url, changed, key="terms")
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert (found["case"], found["number"]) == (case_id, number + 1)
    after = handler.get(f"/v1/cases/{case_id}").json()
    assert after["terms"] == found["terms"]
    answers = [term for term in found["terms"] if term["duty"] == "accountability_appeal_answer"]
    assert [(term["subject"], term["due"]) for term in answers] == [("S1", "2021-12-20")]
    assert found["terms"] != before["terms"]
    assert after["case"]["decision"] == before["case"]["decision"]
    assert after["case"]["state"] == "closed"
    assert after["history"][-1]["kind"] == "terms.computed"
    assert handler.post(url, changed, key="terms").headers["idempotency-replayed"] == "true"
    written = handler.get(f"/v1/cases/{case_id}/events/{number + 1}").json()
    assert written["content"] == {"document": changed}
    with service.ledger.reading() as log:
        assert list(findings(log)) == []


def test_who_may_compute_them(service: Service, handler: Person, case_id: str, case: Case) -> None:
    url = f"/v1/cases/{case_id}/terms"
    problem(service.person("auditor", Role.AUDITOR).post(url, case), 403, "not_allowed")
    problem(service.person("other", Role.HANDLER).post(url, case), 403, "not_allowed")
    problem(handler.post("/v1/cases/none/terms", case), 404, "unknown_case")
