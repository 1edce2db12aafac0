"""Whatever stands in a label, the picture stays what it is: links, escapes, and how a state is told without colour."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import pytest

from tests.engine.explain.graph.conftest import Answer
from tests.engine.explain.graph.mermaid_text import assert_sound
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.decision_graph import (
    DecisionGraph,
    GraphEdge,
    GraphLayer,
    GraphNode,
    State,
)
from zhunsheng.engine.explain.graph.elements import shown
from zhunsheng.engine.explain.graph.links import escaped, into_the_page, to_rules_at
from zhunsheng.engine.explain.graph.measuring import lines_within, text_width
from zhunsheng.engine.explain.graph.mermaid import render_mermaid
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.release import Release

SVG = "{http://www.w3.org/2000/svg}"
NASTY = (
    "<script>alert(\"1\")</script> & 'x' #35; `a` %%{init: {}}%% $$x$$ \\ end\n]]> \x00\x1b\u2028 “引”（）"
)


def nasty(title: str = NASTY) -> DecisionGraph:
    states: tuple[State, ...] = ("established", "open", "failed")
    rules = tuple(
        GraphNode(f"{title}#{state}", "rule", state, title, title, title, (title,), title, rule=title)
        for state in states
    )
    form = GraphNode("form", "form", "established", "form", title, title)
    edges = tuple(GraphEdge(rule.id, "form", "spares") for rule in rules)
    layers = (GraphLayer(title, title), GraphLayer("form", title))
    return DecisionGraph(title, title, "en", (title,), False, layers, (*rules, form), edges)


def test_svg_keeps_every_text_a_text() -> None:
    root = Xml.fromstring(render_svg(nasty()))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "defs", "marker", "path", "rect", "line", "g", "a", "text")
    }
    hint = root.find(f".//{SVG}a/{SVG}title")
    assert hint is not None
    assert hint.text == NASTY.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    href = root.find(f".//{SVG}a")
    assert href is not None
    assert href.attrib["href"].startswith("#%3Cscript%3Ealert%28%221%22%29%3C/script%3E")


def test_mermaid_keeps_every_text_inside_its_quotation_marks() -> None:
    text = render_mermaid(nasty())
    assert_sound(text, nasty())
    assert "#60;script#62;alert(#34;1#34;)" in text
    assert "%%" not in text
    assert "`" not in text


def test_states_are_told_by_stroke_and_sign() -> None:
    root = Xml.fromstring(render_svg(nasty("x")))
    looks = {}
    for link in root.iter(f"{SVG}a"):
        rect, sign = link.find(f"{SVG}rect"), link.find(f"{SVG}text")
        assert rect is not None
        assert sign is not None
        looks[link.attrib["data-state"]] = (rect.attrib.get("stroke-dasharray"), sign.text)
    assert looks == {"established": (None, "✔"), "open": ("6 4", "？"), "failed": ("1.5 3.5", "✘")}
    dashed = [
        path.attrib.get("stroke-dasharray") for path in root.iter(f"{SVG}path") if "data-from" in path.attrib
    ]
    assert dashed == [None, "6 4", "6 4"]


def test_a_picture_can_be_named_and_needs_nothing_else(answer: Answer, release: Release) -> None:
    text = render_svg(build_graph(answer("seed_004_objective_causes"), release, "officer"))
    root = Xml.fromstring(text)
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == "zh-CN"
    named = [root.find(f"./*[@id='{name}']") for name in root.attrib["aria-labelledby"].split()]
    assert [element.tag if element is not None else None for element in named] == [
        f"{SVG}title",
        f"{SVG}desc",
    ]
    assert named[0] is not None
    assert named[0].text == "决策图 · 案件 case-jilin · 主体 officer"
    assert named[1] is not None
    assert "形态：第一种形态 至 第二种形态" in (named[1].text or "")
    for outside in ("<style", "<script", "<image", "@import", "url(http", "xlink"):
        assert outside not in text
    assert text.count("http") == 1  # the name of the format


def test_marks_of_two_pictures_in_one_page_keep_apart(answer: Answer, release: Release) -> None:
    suggestion = answer("seed_003_urgent_matter")
    names = []
    for subject in ("procurer", "colleague", None):
        root = Xml.fromstring(render_svg(build_graph(suggestion, release, subject)))
        own = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
        used = {
            value for path in root.iter(f"{SVG}path") for value in path.attrib.values() if "url(" in value
        }
        assert {f"url(#{name})" for name in own} >= used
        names += own
    assert len(names) == len(set(names))


def test_links_lead_into_the_page_or_to_the_rules(answer: Answer, release: Release) -> None:
    graph = build_graph(answer("seed_000_complacency"), release, "deputy_head")
    rule = graph.by_id["/subjects/0/conducts/0#shanxi.complacency"]
    fact = graph.by_id["/subjects/0/conducts/0/type"]
    assert into_the_page(rule) == "#/subjects/0/conducts/0%23shanxi.complacency"
    assert into_the_page(fact) == "#/subjects/0/conducts/0/type"
    assert into_the_page(graph.by_id["/subjects/0#form"]) is None
    elsewhere = to_rules_at("/v1/rules/")
    assert elsewhere(rule) == "/v1/rules/shanxi.complacency"
    assert elsewhere(fact) == into_the_page(fact)
    text = render_svg(graph, elsewhere)
    assert 'href="/v1/rules/shanxi.complacency"' in text
    assert 'href="/v1/rules/shanxi.complacency"' not in render_svg(graph)
    assert 'href "/v1/rules/shanxi.complacency"' in render_mermaid(graph, elsewhere)
    assert 'href "a%22b/shanxi.complacency"' in render_mermaid(graph, to_rules_at('a"b/'))


def test_an_address_is_plain() -> None:
    assert escaped('/a~1b/行"#?%') == "/a~1b/%E8%A1%8C%22%23%3F%25"


@pytest.mark.parametrize(
    "text", ["党内警告至党内严重警告（18个月）", "disciplinary_2018.133.primary_leader", "W" * 60, "a b"]
)
def test_no_line_is_wider_than_its_room(text: str) -> None:
    lines = list(lines_within(text, 80, 13))
    assert all(text_width(line, 13) <= 80 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_numbers_are_short() -> None:
    assert [shown(number) for number in (-0.0, 0.04, -0.04, 12.0, 12.34, -3.25)] == [
        "0",
        "0",
        "0",
        "12",
        "12.3",
        "-3.2",
    ]


def test_the_same_graph_is_drawn_alike(answer: Answer, release: Release) -> None:
    graphs = [build_graph(answer("organization"), release) for _ in range(2)]
    assert graphs[0] == graphs[1]
    assert render_svg(graphs[0]) == render_svg(graphs[1])
