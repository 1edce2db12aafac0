"""The whole way of a case over HTTP, and what is refused on it, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.checking import findings
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.times import now

Case = dict[str, Any]
OTHER = {
    "choice": "overridden",
    "form": 1,
    "measures": [],
    "reasons": [{"ground": "proportionality"}],
}


@pytest.fixture
def handler(service: Service) -> Person:
    return service.person("handler", Role.HANDLER)


@pytest.fixture
def reviewer(service: Service) -> Person:
    return service.person("reviewer", Role.REVIEWER)


def _opened(handler: Person) -> str:
    answer = handler.post("/v1/cases", {"content": {"text": "线索"}})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/v1/cases/{answer.json()['id']}"
    return str(answer.json()["id"])


def _evaluated(handler: Person, case: Case) -> str:
    case_id = _opened(handler)
    answer = handler.post(f"/v1/cases/{case_id}/evaluations", case)
    assert answer.status_code == 201, answer.text
    return case_id


def _adopted(handler: Person, case: Case) -> str:
    case_id = _evaluated(handler, case)
    answer = handler.move(
        case_id,
        "opinion.given",
        4,
        "handler",
        evaluation=3,
        subject="S1",
        opinion={"choice": "adopted"},
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["state"] == "review"
    return case_id


def test_the_whole_way(service: Service, handler: Person, reviewer: Person, case: Case) -> None:
    auditor = service.person("auditor", Role.AUDITOR)
    case_id = _evaluated(handler, case)
    for other in (service.person("colleague", Role.HANDLER), reviewer):
        problem(other.get(f"/v1/cases/{case_id}"), 403, "not_allowed")
        assert other.get("/v1/cases").json() == {"cases": [], "next": None}

    evaluation = handler.get(f"/v1/cases/{case_id}/evaluations/3").json()
    assert evaluation["facts"] == case
    assert evaluation["suggestion"]["subjects"][0]["subject_id"] == "S1"
    seen = handler.get(f"/v1/cases/{case_id}?lang=en").json()
    assert seen["case"]["state"] == "evaluated"
    assert "opinion.given" in [move["kind"] for move in seen["moves"]]
    said = {
        "evaluation": 3,
        "subject": "S1",
        "opinion": {"choice": "adopted"},
        "content": {"text": "同意"},
    }
    assert handler.move(case_id, "opinion.given", 4, "handler", **said).json()["state"] == "review"
    problem(handler.move(case_id, "review.approved", 5, "reviewer"), 403, "not_allowed")

    under_review = reviewer.get(f"/v1/cases/{case_id}").json()
    assert [move["kind"] for move in under_review["moves"]][:1] == ["case.reassigned"]
    assert [listed["id"] for listed in reviewer.get("/v1/cases?state=review").json()["cases"]] == [case_id]
    answer = reviewer.move(case_id, "review.approved", 5, "reviewer")
    assert answer.status_code == 201, answer.text
    number = 6
    if answer.json()["state"] == "second_review":
        senior = service.person("senior", Role.SENIOR_REVIEWER)
        assert senior.move(case_id, "review.approved", 6, "senior_reviewer").status_code == 201
        number = 7
    closed = handler.move(case_id, "case.closed", number, "handler")
    assert closed.status_code == 201, closed.text
    assert closed.json()["state"] == "closed"
    assert closed.json()["decision"][0]["subject"] == "S1"

    read = auditor.get(f"/v1/cases/{case_id}").json()
    assert [event["kind"] for event in read["history"]][:3] == [
        "case.opened",
        "facts.recorded",
        "evaluation.recorded",
    ]
    assert not any("content" in event for event in read["history"])
    assert read["moves"] == []
    assert auditor.get("/v1/statistics/overrides").json()["all"]["adopted"] == 1
    with service.ledger.reading() as log:
        # Handler twice (the case and its evaluation), reviewer, auditor.
        reads = [row.entry for row in log.of_case(case_id) if row.entry.kind == "case.read"]
        assert [entry.actor for entry in reads] == [handler.id, handler.id, reviewer.id, auditor.id]
        assert list(findings(log)) == []


def test_who_is_late_hears_that_the_case_has_moved_on(handler: Person, case: Case) -> None:
    case_id = _evaluated(handler, case)
    late = handler.move(
        case_id,
        "opinion.given",
        3,
        "handler",
        evaluation=2,
        subject="S9",
        opinion={"choice": "adopted"},
    )
    found = problem(late, 409, "case_moved_on")
    assert {item["code"] for item in found["errors"]} >= {"case_moved_on", "outdated_evaluation"}
    assert handler.get(f"/v1/cases/{case_id}").json()["case"]["number"] == 3


def test_problems_are_told_in_the_language_that_is_asked_for(handler: Person, case: Case) -> None:
    case_id = _evaluated(handler, case)
    body = {"kind": "case.closed", "number": 4, "acting_as": "handler"}
    url = f"/v1/cases/{case_id}/moves"
    assert "案件" in problem(handler.post(f"{url}?lang=zh", body), 409, "wrong_phase")["detail"]
    assert "The case" in problem(handler.post(f"{url}?lang=en", body), 409, "wrong_phase")["detail"]


def test_nobody_reviews_what_he_has_handled(service: Service, handler: Person, case: Case) -> None:
    both = service.person("both", Role.HANDLER, Role.REVIEWER)
    case_id = _evaluated(handler, case)
    assert handler.move(case_id, "case.handed_over", 4, "handler", to=both.id).status_code == 201
    problem(handler.get(f"/v1/cases/{case_id}"), 403, "not_allowed")
    assert both.get(f"/v1/cases/{case_id}").status_code == 200
    said = {"evaluation": 3, "subject": "S1", "opinion": {"choice": "adopted"}}
    assert both.move(case_id, "opinion.given", 5, "handler", **said).status_code == 201
    problem(both.move(case_id, "review.approved", 6, "reviewer"), 403, "not_allowed")
    found = problem(
        both.move(case_id, "review.returned", 6, "reviewer", grounds=["procedure"]), 403, "not_allowed"
    )
    assert "review" in found["detail"]


def test_a_case_is_given_to_nobody_but_a_handler(handler: Person, reviewer: Person) -> None:
    case_id = _opened(handler)
    for to in ("u-nobody", reviewer.id):
        answer = handler.move(case_id, "case.handed_over", 2, "handler", to=to)
        assert problem(answer, 422, "no_such_handler")["errors"][0]["pointer"] == "/to"


def test_a_case_under_review_is_not_evaluated(handler: Person, reviewer: Person, case: Case) -> None:
    case_id = _adopted(handler, case)
    assert handler.post(f"/v1/cases/{case_id}/evaluations", case).status_code == 201
    case_id = _adopted(handler, case)
    assert reviewer.move(case_id, "review.approved", 5, "reviewer").status_code == 201
    refused = handler.post(f"/v1/cases/{case_id}/evaluations?lang=en", case)
    problem(refused, 409, "wrong_phase")


def test_what_is_no_case_document_is_not_recorded(handler: Person, case: Case) -> None:
    case_id = _opened(handler)
    problem(handler.post(f"/v1/cases/{case_id}/evaluations", {**case, "subject": 1}), 422, "unknown_field")
    assert handler.get(f"/v1/cases/{case_id}").json()["case"]["number"] == 1


def test_an_opinion_speaks_of_measures_that_there_are(handler: Person, case: Case) -> None:
    case_id = _evaluated(handler, case)
    opinion = {**OTHER, "measures": ["no_such_measure"]}
    said = {"evaluation": 3, "subject": "S1", "opinion": opinion, "content": {"text": "过重"}}
    found = problem(handler.move(case_id, "opinion.given", 4, "handler", **said), 422, "unknown_measure")
    assert found["errors"][0]["pointer"] == "/opinion/measures/0"


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"kind": "facts.recorded"}, "unknown_value", ""),
        ({"kind": None}, "unknown_value", ""),
        ({"number": None}, "wrong_type", "/number"),
        ({"number": 0}, "invalid", "/number"),
        ({"actor": "u-other"}, "unknown_field", "/actor"),
        ({"opinion": {"choice": "overridden", "form": 9, "reasons": []}}, "invalid", None),
        ({"opinion": {"choice": "maybe"}}, "unknown_value", "/opinion"),
        ({"opinion": {}}, "missing", "/opinion/choice"),
    ],
)
def test_a_body_that_is_no_move(
    handler: Person, change: dict[str, Any], code: str, pointer: str | None
) -> None:
    body = {
        "kind": "opinion.given",
        "number": 2,
        "acting_as": "handler",
        "evaluation": 1,
        "subject": "S1",
        "opinion": {"choice": "adopted"},
    }
    found = problem(handler.post("/v1/cases/x/moves", {**body, **change}), 422, code)
    if pointer is not None:
        assert found["errors"][0]["pointer"] == pointer


def test_there_is_no_such_case(handler: Person, service: Service, case: Case) -> None:
    problem(handler.get("/v1/cases/none"), 404, "unknown_case")
    problem(handler.post("/v1/cases/none/evaluations", case), 404, "unknown_case")
    problem(handler.move("none", "review.approved", 1, "handler"), 404, "unknown_case")
    case_id = _evaluated(handler, case)
    for number in (1, 2, 9):
        problem(handler.get(f"/v1/cases/{case_id}/evaluations/{number}"), 404, "unknown_evaluation")


def test_what_was_erased_is_gone(service: Service, handler: Person, case: Case) -> None:
    case_id = _evaluated(handler, case)
    with service.ledger.appending() as log:
        entry = next(row.entry for row in log.of_case(case_id) if row.entry.kind == "facts.recorded")
        assert ContentRows(log.connection).erase(entry.contents["content"], now())
    problem(handler.get(f"/v1/cases/{case_id}/evaluations/3"), 410, "content_erased")
    assert handler.get(f"/v1/cases/{case_id}").status_code == 200
    with service.ledger.reading() as log:
        assert CaseFiles(log).state(case_id).evaluated
