"""What goes wrong is a page for people and a problem document for programs, of the same status."""

from __future__ import annotations

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
