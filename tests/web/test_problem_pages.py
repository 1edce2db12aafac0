"""What goes wrong is a page for people and a problem document for programs, of the same status."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.api.client import changed, problem
from tests.web.site import Site, text_of
from zhunsheng.engine.evaluation import Evaluator


@pytest.mark.parametrize(("language", "said"), [("zh", "处没有内容"), ("en", "there is nothing at")])
def test_an_address_that_there_is_not(site: Site, language: str, said: str) -> None:
    answer = site.as_("handler", language).get("/nothing-here")
    assert answer.status_code == 404
    assert said in text_of(answer.text)
    assert answer.headers["content-type"].startswith("text/html")
    assert f"urn:uuid:{answer.headers['x-request-id']}" in answer.text
    problem(site.service.client.get("/nothing-here"), 404, "not_found")
    problem(site.as_("handler").get("/nothing-here.json"), 404, "not_found")
    problem(site.as_("handler").get("/v1/nothing-here"), 404, "not_found")


def test_a_twin_tells_programs(site: Site) -> None:
    problem(site.as_(None).get("/account/password.json"), 401, "not_signed_in")


def test_a_method_that_an_address_does_not_take(site: Site) -> None:
    answer = site.service.client.request("DELETE", "/guide", headers={"accept": "text/html"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


def test_the_address_itself_is_shown_as_text(site: Site) -> None:
    answer = site.as_(None).get("/%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_no_link_of_a_page_leads_to_the_host_that_its_address_names(site: Site) -> None:
    answer = site.as_(None).get("http://service.test//evil.example/guide")
    assert answer.status_code == 404
    assert '"//evil' not in answer.text
    assert 'href="/evil.example/guide?lang=en"' in answer.text


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=b"])
def test_a_form_that_cannot_be_read(site: Site, kind: str) -> None:
    headers = {"accept": "text/html", "content-type": kind}
    answer = site.service.client.post("/sign-in", content=b"neither one nor the other", headers=headers)
    assert answer.status_code == 400
    assert "表单无法读取" in text_of(answer.text)


def test_a_failure_inside_is_a_page_with_the_id_of_the_request(
    evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("zhunsheng.api.web.pages.render", fail)
    answer = changed(evaluator).get("/guide", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "secret of the inside" not in answer.text
    assert "urn:uuid:" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_without_records_there_is_nothing_to_sign_in_to(evaluator: Evaluator) -> None:
    client = changed(evaluator)
    assert client.get("/", headers={"accept": "text/html"}).status_code == 200
    assert client.get("/sign-in", headers={"accept": "text/html"}).status_code == 404


#: What is for programs, and no help to whoever has a browser.
_FOR_PROGRAMS: Final = re.compile(r"/v1\b|zhunsheng [a-z]|GET|X-CSRF|pattern|Input should|parse")


@pytest.mark.parametrize(
    ("role", "address", "said", "onward"),
    [
        ("handler", "/nothing-here", ("请核对地址", "Check the address"), ()),
        ("handler", "/cases/abc/evaluations/3", ("请核对编号", "Check the id"), ("/cases",)),
        (
            "handler",
            "/cases/{case}/evaluations/99",
            ("没有这个编号", "of this number"),
            ("/cases/{case}", "/cases"),
        ),
        ("handler", "/cases/{case}/evaluations/abc", ("请写整数", "whole number"), ("/cases",)),
        (
            "handler",
            "/cases/{case}/facts/abc",
            ("事实总览", "facts of the case"),
            ("/cases/{case}/facts", "/cases"),
        ),
        ("handler", "/cases/{case}/events/99", ("没有第 99 步", "no event 99"), ("/cases/{case}", "/cases")),
        ("handler", "/cases/{case}?after=abc", ("请写整数", "whole number"), ("/cases/{case}", "/cases")),
        ("handler", "/cases/{case}?after=999999", ("最大为 100000", "at most 100000"), ("/cases/{case}",)),
        ("handler", "/cases/{case}/evaluations/3/replay", ("再按一次按钮", "has the button"), ("/cases",)),
        ("administrator", "/accounts/abc", ("账户列表", "list of accounts"), ("/accounts",)),
        ("administrator", "/accounts/-1", ("请核对写法", "how it is written"), ("/accounts",)),
        ("auditor", "/log/abc", ("请写整数", "whole number"), ("/log",)),
        ("auditor", "/log/-1", ("最小为 0", "at least 0"), ("/log",)),
        ("auditor", "/log?after=", ("请写整数", "whole number"), ("/log",)),
        ("maintainer", "/rules/layers/provisions?page=9999", ("最大为 1000", "at most 1000"), ("/rules",)),
        (None, "/examples/abc", ("示例列表", "list of examples"), ("/examples",)),
        (
            None,
            "/examples/seed_003_urgent_matter/graph?all=9",
            ("true 或者 false", "true or false"),
            ("/examples",),
        ),
    ],
)
def test_people_are_told_what_is_wrong_with_an_address_and_where_to_go_on(
    site: Site, role: str | None, address: str, said: tuple[str, str], onward: tuple[str, ...]
) -> None:
    case = site.cases["evaluated"]
    for language, sentence in zip(("zh", "en"), said, strict=True):
        visitor = site.as_(role, language)
        answer = visitor.get(address.format(case=case))
        assert answer.status_code in (404, 405, 422)
        main = answer.text.partition("<main")[2].partition("</main>")[0]
        assert sentence in text_of(main)
        assert not _FOR_PROGRAMS.search(text_of(main)), text_of(main)
        links = re.findall(r'href="([^"]*)"', main)
        assert set(way.format(case=case) for way in onward) <= set(links)
        assert {visitor.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("recommended=9", ("最大为 4", "at most 4")),
        ("recommended=abc", ("请写整数", "whole number")),
        ("cursor=abc", ("从第一页重新开始", "begin with the first page")),
        ("state=abc", ("请", "")),
        ("after=1", ("从地址里删去", "out of the address")),
    ],
)
def test_the_search_form_says_what_is_wrong_in_the_language_of_its_reader(
    site: Site, asked: str, said: tuple[str, str]
) -> None:
    for language, sentence in zip(("zh", "en"), said, strict=True):
        answer = site.as_("auditor", language).get(f"/register?{asked}")
        assert answer.status_code == 422
        wrong = answer.text.partition('class="errors"')[2].partition("</div>")[0]
        assert sentence in text_of(wrong)
        assert not _FOR_PROGRAMS.search(text_of(wrong)), text_of(wrong)


def test_programs_are_told_as_ever(site: Site) -> None:
    found = problem(site.as_("handler").get("/cases/abc/evaluations/3.json"), 404, "unknown_case")
    assert "GET /v1/cases" in found["errors"][0]["help"]
    found = problem(site.as_("auditor").get("/log/abc.json"), 422, "invalid")
    assert found["errors"][0]["parameter"] == "number"
