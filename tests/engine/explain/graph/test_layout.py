"""Pictures of any case: well-formed, nothing overlapping, nothing cut off, the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings

from tests.engine.explain.graph.conftest import Answer
from tests.engine.explain.graph.mermaid_text import assert_sound
from tests.samples import examples
from tests.strategies import cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.graph import columns
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.columns import in_columns
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph
from zhunsheng.engine.explain.graph.layout import Box, Layout, lay_out
from zhunsheng.engine.explain.graph.mermaid import render_mermaid
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.explain.wrapping import width
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion

SVG = "{http://www.w3.org/2000/svg}"


def graphs(suggestion: Suggestion, release: Release) -> Iterator[DecisionGraph]:
    """The whole case and its first subject, essential; one subject with everything, which is a few hundred nodes."""
    subject = suggestion.subjects[0].subject_id
    yield build_graph(suggestion, release)
    yield build_graph(suggestion, release, subject)
    yield build_graph(suggestion, release, subject, complete=True)


def assert_apart(layout: Layout) -> None:
    """No two boxes overlap, all are in the picture, and no line passes behind one."""
    for box in layout.boxes:
        assert box.x >= 0
        assert box.x + box.width <= layout.width
        assert box.y >= -1e-6
        assert box.y + box.height <= layout.height + 1e-6
    stacks: dict[tuple[float, float], list[Box]] = {}
    for box in layout.boxes:
        stacks.setdefault((box.x, box.x + box.width), []).append(box)
    for (_, right), (left, _) in pairwise(sorted(stacks)):
        assert right < left
    for column in stacks.values():
        for upper, lower in pairwise(sorted(column, key=lambda box: box.y)):
            assert upper.y + upper.height < lower.y
    lanes = {
        (start, end)
        for line in layout.lines
        for start, end in zip(line.points[1:-1:2], line.points[2:-1:2], strict=True)
    }
    for (left, y), (right, other_y) in lanes:
        assert y == other_y
        passed = [box for place in stacks if left <= place[0] < right for box in stacks[place]]
        assert not any(box.y < y < box.y + box.height for box in passed)
    for line in layout.lines:
        across = [x for x, _ in line.points]
        assert across == sorted(across)


def assert_drawn(text: str, graph: DecisionGraph) -> None:
    """The SVG has every node and edge, and every text lies in its box by the rule that Chinese counts double."""
    root = Xml.fromstring(text)
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    body = next(group for group in root.iter(f"{SVG}g") if "transform" in group.attrib)
    moved = re.fullmatch(r"translate\((\S+) (\S+)\)", body.attrib["transform"])
    assert moved
    dx, dy = float(moved[1]), float(moved[2])
    groups = [element for element in root.iter() if "data-node" in element.attrib]
    assert sorted(group.attrib["data-node"] for group in groups) == sorted(node.id for node in graph.nodes)
    paths = [path.attrib for path in root.iter(f"{SVG}path") if "data-from" in path.attrib]
    drawn = {tuple(path[f"data-{key}"] for key in ("from", "to", "kind")) for path in paths}
    assert drawn == {(edge.source, edge.target, edge.kind) for edge in graph.edges}
    for group in groups:
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        x, y, w, h = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
        assert x + dx >= 0
        assert y + dy >= 0
        assert x + w + dx <= wide
        assert y + h + dy <= high
        for line in group.findall(f"{SVG}text"):
            size, left, baseline = (float(line.attrib[key]) for key in ("font-size", "x", "y"))
            assert left + width(line.text or "") * size / 2 <= x + w
            assert y + size <= baseline <= y + h - 3
        node = graph.by_id[group.attrib["data-node"]]
        shown = "".join(line.text or "" for line in group.findall(f"{SVG}text"))
        for part in (node.title, *node.details):
            assert part.replace(" ", "") in shown.replace(" ", "")
        assert (group.tag == f"{SVG}a") is (node.kind != "form")
    for line in root.findall(f"{SVG}text") + root.findall(f"{SVG}g/{SVG}text"):
        assert float(line.attrib["x"]) + width(line.text or "") * float(line.attrib["font-size"]) / 2 <= wide
        assert float(line.attrib["y"]) <= high


@settings(max_examples=examples(20))
@given(case=cases())
def test_any_case_can_be_drawn(alone: Evaluator, release: Release, case: Case) -> None:
    for graph in graphs(alone.evaluate(case), release):
        assert_apart(lay_out(graph))
        assert_drawn(render_svg(graph), graph)
        assert_sound(render_mermaid(graph), graph)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scenario", ["seed_000_complacency", "organization", "tolerance_hancheng"])
def test_scenarios_can_be_drawn_in_both_languages(
    answer: Answer, release: Release, scenario: str, language: str
) -> None:
    for graph in graphs(answer(scenario, language), release):
        assert_apart(lay_out(graph))
        assert_drawn(render_svg(graph), graph)
        assert_sound(render_mermaid(graph), graph)


def test_ordering_leaves_far_fewer_crossings(
    answer: Answer, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = build_graph(answer("seed_000_complacency"), release)
    ordered = crossings(graph)
    monkeypatch.setattr(columns, "_SWEEPS", 0)
    assert ordered * 4 < crossings(graph)


def crossings(graph: DecisionGraph) -> int:
    """Pairs of lines between neighbouring columns that cross, each pair compared."""
    found = in_columns(graph)
    place = {slot: number for column in found.columns for number, slot in enumerate(column)}
    ends = [(one.column, place[one], place[other]) for one, other in found.neighbours()]
    return sum(
        one[0] == other[0] and (one[1] - other[1]) * (one[2] - other[2]) < 0
        for one, other in combinations(ends, 2)
    )
