"""Everything that is only read: vocabulary, rules, schemas, state, the page at the root, and addresses that do not exist."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import jsonschema
import pytest

from tests.api.client import Client, problem
from zhunsheng.api.headers import SECURITY_HEADERS
from zhunsheng.api.premises import Premise
from zhunsheng.api.problem_kinds import KINDS, Kind
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.models import case_model


def texts(premise: Premise) -> list[str]:
    return [premise.text, *(text for part in premise.parts for text in texts(part))]


# Vocabulary


def test_the_vocabulary_is_whole(client: Client, release: Release) -> None:
    answer = client.get("/v1/vocabulary?lang=en").json()
    facts = [(entity["key"], fact["key"]) for entity in answer["entities"] for fact in entity["facts"]]
    assert facts == [(ref.entity, ref.fact) for ref, _ in release.vocabulary.all_facts()]
    assert len(answer["conclusions"]) == len(release.vocabulary.conclusions)
    assert [track["key"] for track in answer["tracks"]] == [track.key for track in release.scale.tracks]


@pytest.mark.parametrize(
    ("lang", "name", "value", "evidence"),
    [
        ("zh", "后果", "严重后果", "流行病学调查报告、损失核定、舆情材料"),
        ("en", "Consequence", "Serious consequence", "epidemiological investigation report, "),
    ],
)
def test_the_vocabulary_speaks_the_language_asked_for(
    client: Client, lang: str, name: str, value: str, evidence: str
) -> None:
    answer = client.get(f"/v1/vocabulary?lang={lang}").json()
    incident = next(entity for entity in answer["entities"] if entity["key"] == "incident")
    fact = next(fact for fact in incident["facts"] if fact["key"] == "consequence")
    assert (fact["name"], fact["term"], fact["type"], fact["weighs"]) == (name, "后果", "ordered", "against")
    assert value in [item["name"] for item in fact["values"]]
    assert fact["evidence"].startswith(evidence)


# Rules


def test_all_rules_are_listed_in_the_order_of_layers(client: Client, release: Release) -> None:
    answer = client.get("/v1/rules").json()
    assert answer["release"] == release.digest
    assert {rule["id"] for rule in answer["rules"]} == set(release.rules)
    layers = [rule["layer"]["key"] for rule in answer["rules"]]
    assert list(dict.fromkeys(layers)) == [key for key in release.layers if key in layers]


def test_rules_are_filtered_by_layer_and_source(client: Client, release: Release) -> None:
    found = client.get("/v1/rules?layer=findings&source=shanxi_notice_2021&lang=en").json()["rules"]
    expected = {
        rule.id
        for rule in release.rules.values()
        if rule.layer == "findings" and "shanxi_notice_2021" in {cite.source for cite in rule.cites}
    }
    assert expected
    assert {rule["id"] for rule in found} == expected
    assert {rule["layer"]["name"] for rule in found} == {"Findings"}


@pytest.mark.parametrize(
    ("query", "parameter", "code", "near"),
    [
        ("layer=finding", "layer", "unknown_value", "findings"),
        ("source=shanxi_notice", "source", "unknown_value", "shanxi_notice_2021"),
        ("lang=fr", "lang", "unknown_value", None),
        ("lagn=en", "lagn", "unknown_parameter", "lang"),
    ],
)
def test_a_wrong_parameter_is_refused(
    client: Client, query: str, parameter: str, code: str, near: str | None
) -> None:
    found = problem(client.get(f"/v1/rules?{query}"), 422, code)
    (item,) = found["errors"]
    assert (item["parameter"], item["pointer"], item["did_you_mean"]) == (parameter, None, near)


def test_wrong_parameters_of_two_kinds(client: Client) -> None:
    found = problem(client.get("/v1/rules?lang=fr&lagn=en"), 422, "invalid_parameters")
    assert {item["parameter"] for item in found["errors"]} == {"lang", "lagn"}


def test_a_rule_reads_like_the_law(client: Client) -> None:
    rule = client.get("/v1/rules/shanxi.complacency?lang=zh").json()
    assert rule["title"] == "严查麻痹大意"
    assert rule["concludes"] == {"key": "complacency", "name": "麻痹大意", "kind": "finding"}
    assert [(cite["source"], cite["article"]) for cite in rule["cites"]] == [("shanxi_notice_2021", "严查一")]
    said = texts(Premise.model_validate(rule["premise"]))
    assert "主体.类别是党委政府或职能部门" in said
    assert "事件.后果达到严重后果" in said
    assert rule["place"]["file"] == "rulesets/rules/findings/shanxi_notice_2021.yaml"
    assert rule["overrides"] == ["shanxi.tendency"]
    assert "shanxi.complacency" in client.get("/v1/rules/shanxi.tendency").json()["overridden_by"]


def test_a_duty_says_until_when_and_about_which_measures(client: Client) -> None:
    rule = client.get("/v1/rules/disciplinary_2023.44.changes?lang=zh").json()
    assert rule["clock"] == "自处理日期起1个月内，延长的不超过6个月"
    (measures,) = rule["concerns"]
    assert measures == {"track": "party", "from": "removal_from_party_post", "to": "expulsion_from_party"}


def test_a_place_leads_to_the_rule(client: Client, release: Release) -> None:
    place = client.get("/v1/rules/shanxi.complacency").json()["place"]
    lines = (release.folder.parent / place["file"]).read_text(encoding="utf-8").splitlines()
    assert "id: shanxi.complacency" in "\n".join(lines[place["line"] - 1 : place["line"] + 1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_can_be_read(client: Client, release: Release, lang: str) -> None:
    operators: Counter[str] = Counter()

    def count(premise: Premise) -> None:
        operators[premise.operator] += 1
        assert premise.text
        for part in premise.parts:
            count(part)

    for rule in release.rules:
        response = client.get(f"/v1/rules/{rule}?lang={lang}")
        assert response.status_code == 200, rule
        count(Premise.model_validate(response.json()["premise"]))
    assert {"all", "any", "fact", "law_date", "conclusion", "not", "parts"} <= set(operators)


def test_a_period_and_ranges_are_shown(client: Client, release: Release) -> None:
    rule = next(
        rule for rule in release.rules.values() if rule.ranges and rule.in_force and rule.in_force.start
    )
    shown = client.get(f"/v1/rules/{rule.id}").json()
    assert rule.in_force is not None
    assert shown["in_force"]["from"] == str(rule.in_force.start)
    assert len(shown["ranges"]) == len(rule.ranges)
    assert set(shown["ranges"][0]) == {"track", "from", "to"}


def test_an_unknown_rule_is_not_found(client: Client) -> None:
    found = problem(client.get("/v1/rules/shanxi.complacncy?lang=en"), 404, "unknown_rule")
    assert found["title"] == "There is no such rule"
    assert found["errors"][0]["did_you_mean"] == "shanxi.complacency"
    assert found["errors"][0]["parameter"] == "rule_id"


# Schemas, state


@pytest.mark.parametrize("name", ["case", "suggestion"])
def test_schemas_are_json_schemas(client: Client, name: str) -> None:
    response = client.get(f"/v1/schemas/{name}")
    assert response.headers["content-type"] == "application/schema+json"
    jsonschema.Draft202012Validator.check_schema(response.json())


def test_the_schema_of_a_case_is_that_of_the_vocabulary(client: Client, release: Release) -> None:
    assert client.get("/v1/schemas/case").json() == case_model(release.vocabulary).model_json_schema()


def test_the_state_names_release_and_engines(client: Client, evaluator: Evaluator) -> None:
    answer = client.get("/healthz").json()
    assert answer["status"] == "ok"
    assert answer["release"]["digest"] == evaluator.release.digest
    assert answer["engines"]["available"][0] == "bits"
    assert set(answer["engines"]["running"]) <= set(answer["engines"]["available"])


# The page, and what is not there


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_every_link_on_the_page_leads_somewhere_here(client: Client) -> None:
    page = client.get("/v1")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    parser = _Links()
    parser.feed(page.text)
    assert {"/v1/rules", "/v1/vocabulary", "/healthz", "/openapi.json"} <= set(parser.links)
    for link in parser.links:
        assert link.startswith("/")
        assert client.get(link).status_code == 200, link
    for path in ("", "/explanation", "/graph", "/report"):
        assert f"<code>/v1/evaluations{path}</code>" in page.text
    for path in ("target", "comparison"):
        assert f"<code>/v1/what-if/{path}</code>" in page.text


@pytest.mark.parametrize(
    "path", ["/nope", "/v1/rules/", "/v2/evaluations", "/docs", "/redoc", "/../etc/passwd"]
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    found = problem(client.get(path, headers={"accept-language": "en-GB"}), 404, "not_found")
    assert found["title"] == "There is nothing at this address"


@pytest.mark.parametrize(
    ("method", "path", "allow"), [("GET", "/v1/evaluations", "POST"), ("DELETE", "/v1/rules", "GET")]
)
def test_another_method_is_refused(client: Client, method: str, path: str, allow: str) -> None:
    response = client.request(method, path)
    found = problem(response, 405, "method_not_allowed")
    assert found["title"] == "不支持这个请求方法"
    assert response.headers["allow"] == allow


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_the_type_of_a_problem_leads_to_its_meaning(client: Client, kind: Kind) -> None:
    for lang in ("zh", "en"):
        answer = client.get(f"/problems/{kind.code}?lang={lang}").json()
        assert answer == {
            "type": f"/problems/{kind.code}",
            "title": kind.title.get(lang),
            "status": kind.status,
        }


def test_an_unknown_kind_of_problem(client: Client) -> None:
    assert (
        problem(client.get("/problems/malfromed"), 404, "unknown_problem")["errors"][0]["did_you_mean"]
        == "malformed"
    )


@pytest.mark.parametrize("path", ["/v1", "/healthz", "/v1/rules", "/nope", "/openapi.json"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == dict(SECURITY_HEADERS)
    assert "access-control-allow-origin" not in headers
