"""POST /v1/evaluations: the answer, and every way in which a body can be refused."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.api.client import Client, changed, problem
from tests.strategies import documents
from zhunsheng.api.app import create_app
from zhunsheng.api.body_limits import BodyLimit
from zhunsheng.api.operation import Operation
from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.client import ReteClient
from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, Language
from zhunsheng.engine.language.documents import MAXIMUM_BYTES, Document
from zhunsheng.engine.suggestion import Suggestion

CaseDocument = dict[str, Any]


# What is answered


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_is_the_suggestion(
    client: Client, evaluator: Evaluator, case: CaseDocument, lang: Language
) -> None:
    response = client.post(f"/v1/evaluations?lang={lang}", json=case)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["content-language"] == lang
    expected = evaluator.evaluate(evaluator.read(Document(case, "case")), lang)
    assert Suggestion.model_validate(response.json()) == expected


def test_the_answer_is_in_chinese_unless_asked_otherwise(client: Client, case: CaseDocument) -> None:
    answer = client.post("/v1/evaluations", json=case).json()
    assert answer["language"] == "zh"
    names = {item["category"]: item["name"] for item in answer["subjects"][0]["findings"]}
    assert names["complacency"] == "麻痹大意"


def test_null_says_the_same_as_leaving_out(client: Client, case: CaseDocument) -> None:
    plain = client.post("/v1/evaluations", json=case).json()
    case["subjects"][0]["conducts"][0]["intent"] = None
    assert client.post("/v1/evaluations", json=case).json() == plain


def test_characters_may_be_written_as_escapes(client: Client, case: CaseDocument) -> None:
    case["evidence"] = [{"id": "E1", "title": "通报 😀", "supports": ["/incident/consequence"]}]
    escaped = json.dumps(case, ensure_ascii=True)
    assert "\\ud83d\\ude00" in escaped
    assert client.evaluate(escaped).json() == client.evaluate(json.dumps(case, ensure_ascii=False)).json()


def test_a_parameter_of_the_content_type_does_no_harm(client: Client, case: CaseDocument) -> None:
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    assert client.post("/v1/evaluations", content=json.dumps(case), headers=headers).status_code == 200


def test_one_engine_is_shown_and_not_hidden(evaluator: Evaluator, case: CaseDocument) -> None:
    closed = ReteClient(evaluator.release)
    closed.close()
    engines = changed(evaluator, second=closed).post("/v1/evaluations?lang=en", json=case).json()["engines"]
    assert engines["agreed"] is None
    assert engines["ran"] == ["bits"]
    assert engines["note"].startswith("checked by one engine")


# 400: no JSON with one meaning


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ("", "empty", ""),
        (" \n\t", "empty", ""),
        ("case: {id: a}\nincident: {}", "malformed", ""),
        ('{"case": ', "malformed", ""),
        ("{'case': 1}", "malformed", ""),
        ('{"case": {}} {}', "malformed", ""),
        ('{"case": {"id": "a",}}', "malformed", ""),
        ('{"case": "\x01"}', "malformed", ""),
        ('{"incident": {"deaths": NaN}}', "not_a_number", ""),
        ('{"incident": {"deaths": -Infinity}}', "not_a_number", ""),
        ('{"incident": {"deaths": 1e999}}', "not_a_number", ""),
        pytest.param('{"incident": {"deaths": ' + "9" * 5000 + "}}", "not_a_number", "", id="5,000 digits"),
        ('{"case": {"id": "a", "id": "b"}}', "duplicate_key", "/case/id"),
        ('{"subjects": [{}, {"a/b": 1, "a/b": 1}]}', "duplicate_key", "/subjects/1/a~1b"),
        ('{"evidence": [{"title": "\\ud83d"}]}', "not_unicode", "/evidence/0/title"),
        ('{"\\udead": 1}', "not_unicode", ""),
        pytest.param("[" * 41 + "]" * 41, "too_deep", "/0/0/0", id="41 lists"),
        pytest.param('{"a":' * 41 + "1" + "}" * 41, "too_deep", "/a/a/a", id="41 objects"),
        pytest.param("[" * 200_000, "too_deep", "", id="200,000 lists"),
        pytest.param('{"a":' * 200_000, "too_deep", "", id="200,000 objects"),
    ],
)
def test_what_has_no_one_meaning_is_refused(client: Client, body: str, code: str, pointer: str) -> None:
    found = problem(client.evaluate(body), 400, code)
    assert [(item["code"], item["pointer"]) for item in found["errors"]] == [(code, pointer)]


def test_forty_levels_are_read(client: Client) -> None:
    problem(client.evaluate("[" * 40 + "]" * 40), 422, "not_a_case")


def test_a_syntax_error_says_where(client: Client) -> None:
    found = problem(client.evaluate('{\n  "case": {"id" "a"}}'), 400, "malformed")
    assert found["detail"] == "line 2, column 17: expecting ':' delimiter"


def test_another_encoding_is_refused(client: Client) -> None:
    found = problem(client.evaluate('{"case": {"id": "案"}}'.encode("gbk")), 400, "not_utf8")
    assert found["detail"] == "byte 17 is not UTF-8"


def test_several_defects_are_reported_at_once(client: Client) -> None:
    found = problem(client.evaluate('{"a": "\\ud800", "b": {"x": 1, "x": 2}}'), 400, "ambiguous")
    assert {(item["code"], item["pointer"]) for item in found["errors"]} == {
        ("not_unicode", "/a"),
        ("duplicate_key", "/b/x"),
    }


# 408, 413, 415: not even looked at


def test_a_large_body_is_refused_by_its_length(client: Client) -> None:
    response = client.evaluate(b" " * 10_000_000)
    problem(response, 413, "too_large")
    assert response.headers["connection"] == "close"


def test_a_body_just_too_large_is_refused_and_one_that_fits_is_read(
    client: Client, case: CaseDocument
) -> None:
    text = json.dumps(case).encode()
    assert client.evaluate(text + b" " * (MAXIMUM_BYTES - len(text))).status_code == 200
    problem(client.evaluate(text + b" " * (MAXIMUM_BYTES - len(text) + 1)), 413, "too_large")


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/x-yaml", "application/jsonx", "multipart/form-data", ""]
)
def test_another_type_is_refused(client: Client, case: CaseDocument, kind: str | None) -> None:
    headers = {} if kind is None else {"content-type": kind}
    found = problem(
        client.post("/v1/evaluations", content=json.dumps(case), headers=headers),
        415,
        "unsupported_media_type",
    )
    assert "application/json" in found["errors"][0]["help"]


def test_a_body_that_does_not_arrive_is_not_waited_for(evaluator: Evaluator) -> None:
    async def stalled() -> AsyncIterator[bytes]:
        yield b'{"case": '
        await asyncio.sleep(60)

    hurried = {"/v1/evaluations": BodyLimit(bytes=MAXIMUM_BYTES, seconds=0.05)}
    impatient = Client(create_app(evaluator, Operation(body_limits=hurried)))
    headers = {"content-type": "application/json"}
    response = impatient.post("/v1/evaluations?lang=en", content=stalled(), headers=headers)
    problem(response, 408, "too_slow")
    assert response.headers["connection"] == "close"


def test_an_endless_body_is_not_read_to_its_end(client: Client) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 65_536

    headers = {"content-type": "application/json"}
    problem(client.post("/v1/evaluations?lang=en", content=endless(), headers=headers), 413, "too_large")
    assert sent <= MAXIMUM_BYTES // 65_536 + 2


# 422: JSON, and no case


def test_every_place_is_reported_with_its_pointer_and_the_nearest_word(
    client: Client, case: CaseDocument
) -> None:
    conduct = case["subjects"][0]["conducts"][0]
    conduct["intnet"] = "negligence"
    conduct["date"] = "2021-02-30"
    conduct["caused_consequence"] = "true"
    case["incident"]["consequence"] = "严重后果"
    case["incident"]["deaths"] = 1.5
    del case["case"]["id"]
    found = problem(client.post("/v1/evaluations?lang=en", json=case), 422, "invalid_case")
    said = {item["pointer"]: (item["code"], item["did_you_mean"]) for item in found["errors"]}
    assert said == {
        "/case/id": ("missing", None),
        "/incident/consequence": ("unknown_value", "serious"),
        "/incident/deaths": ("wrong_type", None),
        "/subjects/0/conducts/0/intnet": ("unknown_field", "intent"),
        "/subjects/0/conducts/0/date": ("invalid", None),
        "/subjects/0/conducts/0/caused_consequence": ("wrong_type", None),
    }
    assert found["title"] == "The case has problems of several kinds"
    assert found["detail"].startswith("6 in all; the first: ")


def test_problems_of_one_kind_are_called_by_it(client: Client, case: CaseDocument) -> None:
    case["incident"]["consequense"] = "serious"
    found = problem(client.post("/v1/evaluations?lang=zh", json=case), 422, "unknown_field")
    assert found["title"] == "没有这个字段"
    assert found["errors"][0]["pointer"] == "/incident/consequense"
    assert found["errors"][0]["did_you_mean"] == "consequence"
    assert found["errors"][0]["help"]


@pytest.mark.parametrize("body", ["[]", "null", "1", '"case"', "true", "[{}]"])
def test_json_that_is_no_object_is_no_case(client: Client, body: str) -> None:
    assert problem(client.evaluate(body), 422, "not_a_case")["errors"][0]["pointer"] == ""


def test_an_empty_object_lacks_everything(client: Client) -> None:
    found = problem(client.evaluate("{}"), 422, "missing")
    assert [item["pointer"] for item in found["errors"]] == ["/case", "/incident", "/subjects"]


def test_ids_are_unique(client: Client, case: CaseDocument) -> None:
    case["subjects"].append(copy.deepcopy(case["subjects"][0]))
    case["subjects"][1]["conducts"] *= 2
    found = problem(client.post("/v1/evaluations?lang=en", json=case), 422, "duplicate_id")
    assert {item["pointer"] for item in found["errors"]} == {"/subjects/1/id", "/subjects/1/conducts/1/id"}
    assert found["errors"][0]["why"]


def test_evidence_supports_stated_facts(client: Client, case: CaseDocument) -> None:
    case["evidence"] = [{"id": "E1", "title": "x", "supports": ["/incident/deaths", "/incident/consequence"]}]
    found = problem(client.post("/v1/evaluations?lang=en", json=case), 422, "evidence")
    assert [item["pointer"] for item in found["errors"]] == ["/evidence/0/supports/0"]


def test_of_very_many_problems_the_first_are_listed(client: Client, case: CaseDocument) -> None:
    case["incident"].update({f"unknown_{n}": 1 for n in range(300)})
    found = problem(client.post("/v1/evaluations?lang=en", json=case), 422, "unknown_field")
    assert found["detail"].startswith("300 in all; the first: ")
    assert len(found["errors"]) == 100


# 500: ours to mend


def test_engines_that_differ_give_no_suggestion(
    evaluator: Evaluator, case: CaseDocument, caplog: pytest.LogCaptureFixture
) -> None:
    def differ(case: Case, language: Language) -> Suggestion:
        raise EnginesDiffer(case.id, ("shanxi.complacency", "S1: party"))

    with caplog.at_level(logging.ERROR, logger="zhunsheng.api"):
        response = changed(evaluator, evaluate=differ).post("/v1/evaluations?lang=en", json=case)
    found = problem(response, 500, "engines_differ")
    assert [item["detail"] for item in found["errors"]] == [
        "the two engines differ on 'shanxi.complacency'",
        "the two engines differ on 'S1: party'",
    ]
    assert "subjects" not in found
    assert "engines_differ: case api-1: shanxi.complacency, S1: party" in caplog.messages


@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "服务内部出错"), ("en", "Something failed inside the service")]
)
def test_a_failure_inside_says_nothing_of_the_inside(
    evaluator: Evaluator, case: CaseDocument, lang: str, title: str
) -> None:
    def fail(case: Case, language: Language) -> Suggestion:
        raise RuntimeError("a secret of the inside")

    response = changed(evaluator, evaluate=fail).post(f"/v1/evaluations?lang={lang}", json=case)
    assert problem(response, 500, "internal_error")["title"] == title
    assert "secret" not in response.text
    assert "RuntimeError" not in response.text


# Any case


@given(document=documents())
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_over_http_a_case_gets_the_answer_that_the_library_gives(
    client: Client, evaluator: Evaluator, document: CaseDocument
) -> None:
    response = client.post("/v1/evaluations?lang=en", json=document)
    assert response.status_code == 200, response.text
    assert Suggestion.model_validate(response.json()) == evaluator.evaluate(
        evaluator.read(Document(document, "case")), "en"
    )
