"""The pages of examples and of recorded evaluations, over HTTP."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from tests.api.client import changed
from tests.web.site import Site, text_of
from tests.web.suggestion.examples import document_of
from zhunsheng.api.web.suggestion.examples import TELLING, Examples
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.vocabulary.facts import Text

_EXAMPLE = "/examples/seed_003_urgent_matter"
_ACT = "/subjects/0/conducts/0"


def _stateless(evaluator: Evaluator, path: str) -> httpx.Response:
    return changed(evaluator).get(path, headers={"accept": "text/html"})


def test_examples_are_there_where_nothing_is_kept(evaluator: Evaluator) -> None:
    page = _stateless(evaluator, "/examples")
    assert page.status_code == 200
    for name in TELLING:
        assert f'href="/examples/{name}"' in page.text


def test_every_telling_example_is_a_scenario(evaluator: Evaluator) -> None:
    kept = Examples(evaluator)
    assert [example.name for example in kept.all] == list(TELLING)


def test_an_example_is_evaluated_once_in_a_language(evaluator: Evaluator) -> None:
    kept = Examples(evaluator)
    example = kept.named("organization", "zh")
    assert kept.suggestion(example, "zh") is kept.suggestion(example, "zh")
    assert kept.suggestion(example, "en").language == "en"


def test_a_ruleset_without_examples_says_so(evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhunsheng.api.web.suggestion.examples.TELLING", {"no_such": Text("无", "none")})
    page = _stateless(evaluator, "/examples")
    assert "没有带示例" in page.text


def test_who_asks_for_no_example_is_told(site: Site) -> None:
    for path in ("/examples/organisation", "/examples/organisation/graph", "/examples/organisation/what-if"):
        answer = site.as_(None).get(path)
        assert answer.status_code == 404, path
        assert "organization" in answer.text, "the nearest name is told"
    assert site.as_(None).get("/examples/organization?subject=S9").status_code == 422
    assert site.as_(None).get("/examples/organization/graph?subject=S9").status_code == 422


def test_an_example_tells_its_facts_in_words(site: Site) -> None:
    page = text_of(site.as_(None).get(f"{_EXAMPLE}?subject=colleague").text)
    assert "行为 C1 的“谋取私利” 是" in page
    assert "容错：不成立" in page
    english = text_of(site.as_(None, "en").get(f"{_EXAMPLE}?subject=colleague").text)
    assert "conduct C1" in english
    before_articles = english.partition("Measures Accountability")[0]
    assert len(before_articles) < len(english)
    assert not set("（）；：、") & set(before_articles)


def test_trying_works_by_address(site: Site) -> None:
    page = site.as_(None).get(f"{_EXAMPLE}/what-if?subject=procurer&set=&set={_ACT}/personal_gain=true").text
    assert "结果改变" in page
    assert f'<option value="{_ACT}/personal_gain=true" selected>' in page
    assert 'method="get"' in page
    assert "data-live" in page


def test_a_graph_leads_to_the_rules(site: Site) -> None:
    page = site.as_(None).get("/examples/organization/graph").text
    assert page.count("<svg") == 1
    assert 'role="img"' not in page
    assert "/v1/rules" not in page
    assert 'href="/rules/' in page.partition("<svg")[2]
    large = site.as_(None).get(f"{_EXAMPLE}/graph?all=true").text
    assert "<svg" not in large
    assert f'src="{_EXAMPLE}/graph.svg?subject=procurer&amp;all=true"' in large
    picture = site.as_(None).get(f"{_EXAMPLE}/graph.svg?subject=procurer&all=true")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert 'href="/rules/' in picture.text


def test_a_graph_says_in_words_what_it_shows(site: Site) -> None:
    data = site.as_(None).get("/examples/organization/graph.json").json()
    nodes = [node for step in data["path"] for node in step["nodes"]]
    linked = {node["href"] for node in nodes} - {""}
    assert linked == set(re.findall(r'<a href="([^"]+)"', data["svg"]))
    assert len(linked) > 5
    assert {node["state"] for node in nodes} <= {"established", "open", "failed"}
    assert data["path"][0]["name"] == "事实"
    assert data["path"][-1]["name"] == "形态"


def test_the_report_is_the_one_that_programs_get(site: Site, evaluator: Evaluator) -> None:
    body = json.dumps(document_of(evaluator.release, "cases/organization").value)
    headers = {"content-type": "application/json"}
    for path, format in (("report", "html"), ("report.docx", "docx")):
        mine = site.as_(None).get(f"/examples/organization/{path}")
        theirs = changed(evaluator).post(
            f"/v1/evaluations/report?format={format}", content=body, headers=headers
        )
        assert mine.content == theirs.content
        for name in ("content-security-policy", "content-disposition", "content-type"):
            assert mine.headers[name] == theirs.headers[name]


# Recorded evaluations


def _record(site: Site) -> str:
    return f"/cases/{site.cases['evaluated']}/evaluations/3"


def _log(site: Site) -> list[Any]:
    return list(site.service.entries())


def test_a_button_goes_to_another_subject_with_all_that_is_tried(site: Site) -> None:
    setting = f"{_ACT}/personal_gain=true"
    asked = [("subject", "procurer"), ("subject", "colleague"), ("set", setting)]
    page = site.as_(None).get(f"/examples/seed_003_urgent_matter/what-if?{urlencode(asked)}").text
    sent = site.as_("handler").post(
        f"{_record(site)}/what-if", {"subject": ["procurer", "colleague"], "set": [setting]}
    )
    for text in (page, sent.text):
        assert '<strong aria-current="true">colleague</strong>' in text
        assert '<button class="plain" form="tried" name="subject" value="procurer">' in text
        assert f'<input type="hidden" name="set" value="{setting}">' in text
        assert "结果改变" in text
        assert "procurer · 行为1.谋取私利" in text_of(text)


def test_what_is_set_of_the_incident_is_a_switch_for_every_subject(site: Site) -> None:
    setting = "/incident/safety_accident=true"
    for language, title in (("zh", "其他已经改动的事实"), ("en", "Other facts that have been changed")):
        for subject in ("procurer", "colleague"):
            asked = urlencode({"subject": subject, "set": setting})
            page = site.as_(None, language).get(f"{_EXAMPLE}/what-if?{asked}").text
            assert f"<legend>{title}</legend>" in page
            assert page.count(f'value="{setting}"') == 1
            assert f'<option value="{setting}" selected>' in page
            changes = page.partition('<ul class="changes">')[2].partition("</ul>")[0]
            assert changes
            assert not any(name in changes for name in ("procurer", "colleague")), "it is nobody's alone"


def test_trying_writes_nothing_but_that_the_record_was_read(own_site: Site) -> None:
    before = len(_log(own_site))
    visitor = own_site.as_("handler")
    page = visitor.get(f"{_record(own_site)}/what-if")
    assert 'method="post"' in page.text
    assert "data-live" not in page.text
    answer = visitor.fill(
        f"{_record(own_site)}/what-if", {"set": [f"{_ACT}/personal_gain=true", ""], "subject": "procurer"}
    )
    assert answer.status_code == 200
    assert "结果改变" in answer.text
    assert {entry.kind for entry in _log(own_site)[before:]} == {"case.read"}
    assert len(_log(own_site)) - before == 3


def test_who_may_not_read_a_record_tries_nothing_of_it(site: Site) -> None:
    for page in ("what-if", "graph", "graph.svg", "report", "report.docx"):
        path = f"{_record(site)}/{page}"
        assert site.as_("administrator").get(path).status_code == 403, page
        assert site.as_("reviewer").get(path).status_code == 403, page
        assert site.as_(None).get(path).status_code in (303, 401), page
        nowhere = path.replace("evaluations/3", "evaluations/2")
        assert site.as_("auditor").get(nowhere).status_code == 404, page


def test_a_form_from_elsewhere_tries_nothing(site: Site) -> None:
    answer = site.as_("handler").post(f"{_record(site)}/what-if", {"csrf_token": "forged", "set": ""})
    assert answer.status_code == 403


def test_a_record_has_its_graph_and_its_report(site: Site) -> None:
    page = site.as_("auditor").get(f"{_record(site)}/graph?subject=colleague")
    assert "主体 colleague" in page.text
    report = site.as_("auditor").get(f"{_record(site)}/report")
    assert report.status_code == 200
    assert "处理建议报告" in report.text
    record = _record(site).removeprefix("/cases/").replace("/evaluations/", "~")
    case, _, number = record.partition("~")
    # As it is called in the file that it came from, and as it is called here.
    opening = text_of(report.text).partition("规则集摘要")[0]
    assert str(site.example["case"]["id"]) in opening
    assert f"案卷（登记编号） {case} 评估记录 {number}" in opening
    assert f"评估记录 {record} ·" in text_of(report.text)
    assert site.as_("auditor").get(f"{_record(site)}/report.docx").content.startswith(b"PK")
