"""POST /v1/evaluations/graph and /report: the engine's own bytes, their types, and the headers that a browser goes by."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from tests.api.client import Client, problem
from zhunsheng.api.headers import SECURITY_HEADERS
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.links import to_rules_at
from zhunsheng.engine.explain.graph.mermaid import render_mermaid
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.report.build import build_report
from zhunsheng.engine.report.document import Report
from zhunsheng.engine.report.facts import facts_digest
from zhunsheng.engine.report.html import render_html
from zhunsheng.engine.report.word import render_docx

CaseDocument = dict[str, Any]

GRAPH, REPORT = "/v1/evaluations/graph", "/v1/evaluations/report"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
POLICY = SECURITY_HEADERS["Content-Security-Policy"]


@pytest.fixture
def two(case: CaseDocument) -> CaseDocument:
    """The same case with a second subject."""
    case["subjects"].append({**case["subjects"][0], "id": "S2", "position": "staff"})
    return case


def reported(evaluator: Evaluator, case: CaseDocument, language: Language) -> Report:
    read = evaluator.read(Document(case, "case"))
    return build_report(evaluator.evaluate(read, language), read, evaluator.release, facts_digest(case))


# The graph


@pytest.mark.parametrize(
    ("query", "lang", "subject", "everything"),
    [
        ("lang=zh", "zh", None, False),
        ("lang=en&subject=S2&all=false", "en", "S2", False),
        ("all=true", "zh", None, True),
    ],
)
def test_the_picture_is_the_engines(
    client: Client,
    evaluator: Evaluator,
    two: CaseDocument,
    lang: Language,
    query: str,
    subject: str,
    everything: bool,
) -> None:
    suggestion = evaluator.evaluate(evaluator.read(Document(two, "case")), lang)
    graph = build_graph(suggestion, evaluator.release, subject, everything)
    drawn = client.post(f"{GRAPH}?{query}", json=two)
    assert (drawn.status_code, drawn.headers["content-language"]) == (200, lang)
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.content.decode() == render_svg(graph, to_rules_at("/v1/rules/"))
    written = client.post(f"{GRAPH}?format=mermaid&{query}", json=two)
    assert written.headers["content-type"] == "text/vnd.mermaid; charset=utf-8"
    assert written.content.decode() == render_mermaid(graph, to_rules_at("/v1/rules/"))


def test_every_rule_in_the_picture_is_a_link_to_this_service(client: Client, case: CaseDocument) -> None:
    drawn = client.post(f"{GRAPH}?all=true", json=case, headers={"host": "elsewhere.test"})
    links = {
        element.get("href", "")
        for element in Xml.fromstring(drawn.content).iter("{http://www.w3.org/2000/svg}a")
    }
    rules = {link for link in links if not link.startswith("#")}
    assert "/v1/rules/shanxi.complacency" in rules
    for link in rules:
        assert client.get(link).status_code == 200, link


def test_the_picture_needs_nothing_that_the_policy_keeps_out(client: Client, two: CaseDocument) -> None:
    drawn = client.post(f"{GRAPH}?all=true", json=two)
    assert drawn.headers["content-security-policy"] == POLICY
    for element in Xml.fromstring(drawn.content).iter():
        assert element.tag.rpartition("}")[2] not in ("style", "script", "image", "use", "foreignObject")
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            assert all(place.startswith("#") for place in re.findall(r"url\((.*?)\)", value))


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "案件中没有主体“S3”"), ("en", "the case has no subject 'S3'")]
)
def test_an_unknown_subject_is_refused(client: Client, two: CaseDocument, lang: str, said: str) -> None:
    found = problem(client.post(f"{GRAPH}?subject=S3&lang={lang}", json=two), 422, "unknown_subject")
    (item,) = found["errors"]
    assert (item["parameter"], item["pointer"], item["detail"]) == ("subject", "/subjects", said)
    assert item["did_you_mean"] in ("S1", "S2")
    assert "--" not in item["help"]


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("format=png", "format", "unknown_value"),
        ("all=1", "all", "invalid"),
        ("all=", "all", "invalid"),
        ("everything=true", "everything", "unknown_parameter"),
        ("subject=" + "S" * 65, "subject", "invalid"),
    ],
)
def test_a_wrong_parameter_of_the_picture(
    client: Client, case: CaseDocument, query: str, parameter: str, code: str
) -> None:
    (item,) = problem(client.post(f"{GRAPH}?{query}", json=case), 422, code)["errors"]
    assert (item["parameter"], item["pointer"]) == (parameter, None)


# The report


def test_the_report_as_a_page_is_the_engines(client: Client, evaluator: Evaluator, two: CaseDocument) -> None:
    page = client.post(REPORT, json=two)
    assert (page.status_code, page.headers["content-language"]) == (200, "zh")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-disposition"] == 'inline; filename="report-api-1.html"'
    assert page.content == render_html(reported(evaluator, two, "zh")).encode()


def test_the_report_as_a_document_is_the_engines(
    client: Client, evaluator: Evaluator, two: CaseDocument
) -> None:
    word = client.post(f"{REPORT}?format=docx&lang=en", json=two)
    assert (word.status_code, word.headers["content-language"]) == (200, "en")
    assert word.headers["content-type"] == WORD
    assert word.headers["content-disposition"] == 'attachment; filename="report-api-1.docx"'
    assert word.headers["content-security-policy"] == POLICY
    assert word.content == render_docx(reported(evaluator, two, "en"))


@pytest.mark.parametrize("id", ["../../etc/passwd", 'a"; filename="b', "案件", "a\r\nSet-Cookie: b", " "])
def test_no_id_that_could_harm_a_name_gets_that_far(client: Client, case: CaseDocument, id: str) -> None:
    case["case"]["id"] = id
    problem(client.post(REPORT, json=case), 422, "invalid")


class _Page(HTMLParser):
    """What of a page a policy would have a say in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.styles: set[str] = set()
        self.links: set[str] = set()
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.styles |= {value or "" for name, value in attrs if name == "style"}
        self.links |= {value or "" for name, value in attrs if name == "href"}

    def handle_data(self, data: str) -> None:
        if self._open == "style":
            self.styles.add(data)

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def test_the_policy_lets_the_styles_of_the_report_through_and_nothing_else(
    client: Client, two: CaseDocument
) -> None:
    """Read off the page as a browser does it, and not from where the service has it."""
    response = client.post(REPORT, json=two)
    page = _Page(response.text)
    digests = {b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in page.styles}
    directives = dict(
        directive.split(" ", 1) for directive in response.headers["content-security-policy"].split("; ")
    )
    assert set(directives.pop("style-src").split()) == {"'unsafe-hashes'"} | {
        f"'sha256-{digest}'" for digest in digests
    }
    assert directives == dict(directive.split(" ", 1) for directive in POLICY.split("; "))
    assert len(page.styles) > 1
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert page.attributes <= {"lang", "charset", "name", "content", "class", "id", "href", "scope", "style"}
    assert all(link.startswith("#") for link in page.links)


def test_another_format_is_refused(client: Client, case: CaseDocument) -> None:
    (item,) = problem(client.post(f"{REPORT}?format=pdf&lang=en", json=case), 422, "unknown_value")["errors"]
    assert (item["parameter"], item["detail"]) == ("format", "'pdf' is not one of html, docx")
