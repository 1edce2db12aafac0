"""Questions, what-if and why: the library's answers; and, wherever a case is taken, the same refusals as an evaluation's."""

from __future__ import annotations

import copy
import logging
from typing import Any

import pytest

from tests.api.client import Client, changed, problem
from zhunsheng.engine.answer_changes import Compared, OpenQuestions, WhatItTakes, WhatWouldChange
from zhunsheng.engine.answer_reasons import Explanations
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, Language
from zhunsheng.engine.explain.what_if import compared, questions, what_it_takes, what_would_change
from zhunsheng.engine.explain.why import why
from zhunsheng.engine.language.documents import MAXIMUM_BYTES, Document
from zhunsheng.engine.suggestion import Engines

CaseDocument = dict[str, Any]

#: Every address beside /v1/evaluations that takes a case, as it may be asked.
TAKING_A_CASE = (
    "/v1/questions",
    "/v1/what-if",
    "/v1/what-if/target?to=0",
    "/v1/what-if/comparison?set=/incident/consequence=risk",
    "/v1/evaluations/explanation",
    "/v1/evaluations/graph",
    "/v1/evaluations/report",
)

# Questions and what-if


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_questions_are_the_librarys(
    client: Client, evaluator: Evaluator, case: CaseDocument, lang: Language
) -> None:
    response = client.post(f"/v1/questions?lang={lang}", json=case)
    assert response.status_code == 200
    assert response.headers["content-language"] == lang
    found = OpenQuestions.model_validate(response.json())
    assert found == questions(evaluator, evaluator.read(Document(case, "case")), lang)
    assert any(subject.open_questions for subject in found.subjects)


@pytest.mark.parametrize("size", [1, 2])
def test_the_changes_are_the_librarys(
    client: Client, evaluator: Evaluator, case: CaseDocument, size: int
) -> None:
    found = WhatWouldChange.model_validate(client.post(f"/v1/what-if?size={size}", json=case).json())
    assert found == what_would_change(evaluator, evaluator.read(Document(case, "case")), "zh", size)
    assert all(len(item.changes) <= size for subject in found.subjects for item in subject.alterations)
    assert any(subject.alterations for subject in found.subjects)


def test_more_changes_at_once_than_are_tried(client: Client, case: CaseDocument) -> None:
    found = problem(client.post("/v1/what-if?size=9&lang=en", json=case), 422, "invalid")
    assert (found["errors"][0]["parameter"], found["errors"][0]["pointer"]) == ("size", None)


def test_what_another_address_takes_is_no_slip_of_the_pen(client: Client, case: CaseDocument) -> None:
    """`set` is near to `size`, and something else."""
    response = client.post("/v1/what-if?set=/incident/consequence=risk", json=case)
    (item,) = problem(response, 422, "unknown_parameter")["errors"]
    assert (item["parameter"], item["did_you_mean"]) == ("set", None)


@pytest.mark.parametrize("to", [0, 4])
def test_what_it_takes_is_the_librarys(
    client: Client, evaluator: Evaluator, case: CaseDocument, to: int
) -> None:
    found = WhatItTakes.model_validate(client.post(f"/v1/what-if/target?to={to}", json=case).json())
    assert found == what_it_takes(evaluator, evaluator.read(Document(case, "case")), to)
    assert found.target == to
    assert any(subject.alterations for subject in found.subjects)


@pytest.mark.parametrize(("query", "code"), [("?to=5", "invalid"), ("?to=-1", "invalid"), ("", "missing")])
def test_a_form_that_there_is_not(client: Client, case: CaseDocument, query: str, code: str) -> None:
    found = problem(client.post(f"/v1/what-if/target{query}", json=case), 422, code)
    assert (found["errors"][0]["parameter"], found["errors"][0]["pointer"]) == ("to", None)


# Comparison


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_is_compared_with_other_facts(
    client: Client, evaluator: Evaluator, case: CaseDocument, lang: Language
) -> None:
    settings = ["/subjects/0/conducts/0/type=other_duty_failure", "/subjects/0/circumstances/confessed=true"]
    response = client.post("/v1/what-if/comparison", params={"set": settings, "lang": lang}, json=case)
    assert (response.status_code, response.headers["content-language"]) == (200, lang)
    found = Compared.model_validate(response.json())
    other = copy.deepcopy(case)
    other["subjects"][0]["conducts"][0]["type"] = "other_duty_failure"
    other["subjects"][0]["circumstances"] = {"confessed": True}
    before, after = (evaluator.read(Document(each, "case")) for each in (case, other))
    assert found == compared(evaluator, before, after, lang)
    assert {(item.fact, item.before, item.after) for item in found.changes} == {
        ("/subjects/0/conducts/0/type", "deployed_carelessly", "other_duty_failure"),
        ("/subjects/0/circumstances/confessed", None, True),
    }
    assert found.subjects[0].altered


def test_a_fact_can_be_made_unknown(client: Client, case: CaseDocument) -> None:
    response = client.post("/v1/what-if/comparison?set=/incident/consequence=", json=case)
    (change,) = Compared.model_validate(response.json()).changes
    assert (change.before, change.after, change.after_name) == ("serious", None, "不明")


@pytest.mark.parametrize(
    ("setting", "code", "pointer", "near"),
    [
        ("/incident/consequence", "setting", None, None),
        ("consequence=risk", "setting", None, None),
        ("/incident/consequence=[", "setting", None, None),
        ("/subject/0/kind=person", "setting", None, "subjects"),
        ("/subjects/4/kind=person", "setting", None, None),
        (f"/subjects/{'9' * 900}/kind=person", "setting", None, None),
        ("/subjects/0/id=S2", "setting", "/subjects", None),
        ("/incident/consequenc=risk", "unknown_field", "/incident/consequenc", "consequence"),
        ("/incident/consequence=riskk", "unknown_value", "/incident/consequence", "risk"),
        ("/case=", "invalid", "/case", None),
        ("x" * 1001, "invalid", None, None),
    ],
)
def test_a_slip_in_a_setting_is_about_the_parameter(
    client: Client, case: CaseDocument, setting: str, code: str, pointer: str | None, near: str | None
) -> None:
    for lang in ("zh", "en"):
        response = client.post("/v1/what-if/comparison", params={"set": setting, "lang": lang}, json=case)
        (item,) = problem(response, 422, code)["errors"]
        assert (item["parameter"], item["pointer"], item["did_you_mean"]) == ("set", pointer, near)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "缺少查询参数「set」"), ("en", "the query parameter 'set' is missing")]
)
def test_without_a_setting_there_is_nothing_to_compare(
    client: Client, case: CaseDocument, lang: str, said: str
) -> None:
    found = problem(client.post(f"/v1/what-if/comparison?lang={lang}", json=case), 422, "missing")
    assert (found["detail"], found["errors"][0]["parameter"]) == (said, "set")


# Why


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("asked", [None, "shanxi.complacency", "complacency", "party_warning", "2"])
def test_the_reasons_are_the_librarys(
    client: Client, evaluator: Evaluator, case: CaseDocument, asked: str | None, lang: Language
) -> None:
    query = {"lang": lang} | ({"of": asked} if asked else {})
    response = client.post("/v1/evaluations/explanation", params=query, json=case)
    assert (response.status_code, response.headers["content-language"]) == (200, lang)
    found = Explanations.model_validate(response.json())
    assert found == why(evaluator, evaluator.read(Document(case, "case")), lang, asked)
    assert found.subjects[0].reasons


def test_what_has_no_such_name_is_told_as_the_parameter(client: Client, case: CaseDocument) -> None:
    response = client.post("/v1/evaluations/explanation?lang=en&of=complacancy", json=case)
    found = problem(response, 422, "unknown_target")
    assert found["title"] == "There is nothing of this name to explain"
    (item,) = found["errors"]
    assert (item["parameter"], item["pointer"], item["did_you_mean"]) == ("of", None, "complacency")
    said = problem(client.post("/v1/evaluations/explanation?of=", json=case), 422, "unknown_target")
    assert said["detail"].startswith("没有叫“”的规则")


# Wherever a case is taken


@pytest.mark.parametrize("path", TAKING_A_CASE)
def test_a_slip_is_told_with_its_place(client: Client, case: CaseDocument, path: str) -> None:
    case["incident"]["consequenc"] = "serious"
    (item,) = problem(client.post(path, json=case), 422, "unknown_field")["errors"]
    assert (item["pointer"], item["parameter"]) == ("/incident/consequenc", None)


@pytest.mark.parametrize("path", TAKING_A_CASE)
def test_a_body_that_is_no_case_is_refused(client: Client, case: CaseDocument, path: str) -> None:
    json = {"content-type": "application/json"}
    problem(client.post(path, content=b"{", headers=json), 400, "malformed")
    problem(client.post(path, content=b" " * (MAXIMUM_BYTES + 1), headers=json), 413, "too_large")
    problem(client.post(path, content=b"case: {}"), 415, "unsupported_media_type")


@pytest.mark.parametrize("path", TAKING_A_CASE)
def test_an_unknown_parameter_is_refused(client: Client, case: CaseDocument, path: str) -> None:
    query = f"{path}{'&' if '?' in path else '?'}lagn=en"
    (item,) = problem(client.post(query, json=case), 422, "unknown_parameter")["errors"]
    assert (item["parameter"], item["did_you_mean"]) == ("lagn", "lang")
    assert "lang" in item["help"]
    assert "layer" not in item["help"]


@pytest.mark.parametrize("path", TAKING_A_CASE[3:])
def test_engines_that_differ_give_no_answer(
    evaluator: Evaluator, case: CaseDocument, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Where both engines are asked; questions and changes are the first one's work alone."""

    def differ(case: Case, *_: object) -> Engines:
        raise EnginesDiffer(case.id, ("shanxi.complacency",))

    with caplog.at_level(logging.ERROR, logger="zhunsheng.api"):
        answer = changed(evaluator, second_opinion=differ).post(path, json=case)
    problem(answer, 500, "engines_differ")
    assert "engines_differ: case api-1: shanxi.complacency" in caplog.messages
