"""The graph says what the trace says: all of it where all is asked for, and else what the outcome rests and hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx
import pytest

from tests.engine.explain.graph.conftest import Answer
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.columns import in_columns
from zhunsheng.engine.explain.graph.decision_graph import DecisionGraph, GraphEdge
from zhunsheng.engine.explain.graph.undecided import NearRules, decisive
from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.release import Release, default_folder
from zhunsheng.engine.scenarios import read_scenario
from zhunsheng.engine.suggestion import Suggestion, TraceCondition, TraceRule, TraceTrack

SCENARIOS = (
    "seed_000_complacency",
    "seed_000_dereliction_manner_unknown",
    "seed_003_urgent_matter",
    "seed_003_approved_tolerance",
    "moves_two_counts",
    "organization",
    "nothing_known",
)


def leaves(condition: TraceCondition, negated: bool = False) -> Iterator[tuple[TraceCondition, bool]]:
    yield condition, negated
    for part in condition.parts:
        yield from leaves(part, negated != (condition.operator in ("not", "none")))


def edges_of_trace(suggestion: Suggestion) -> set[tuple[str, str, str]]:
    """What the trace says outright, facts by their pointers."""
    rules = {node.id: node for node in suggestion.trace.nodes if isinstance(node, TraceRule)}
    found = set()
    for node in rules.values():
        for condition, negated in leaves(node.premise):
            found |= {(pointer, node.id, "reads") for pointer in condition.facts}
            found |= {(other, node.id, "absence" if negated else "rests_on") for other in condition.rests_on}
        found |= {(other, node.id, "defeats") for other in node.exceptions if other in rules}
    for node in suggestion.trace.nodes:
        if isinstance(node, TraceTrack):
            found |= {(other, node.id, "bears") for other in node.rests_on}
            found |= {(other, node.id, "moves") for stage in node.stages for other in stage.because}
    return found


def said(graph: DecisionGraph, edge: GraphEdge) -> tuple[str, str, str]:
    source = graph.by_id[edge.source]
    kind = "bears" if edge.kind in ("opens", "spares") else edge.kind
    return source.pointer or source.id, edge.target, kind


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_complete_graph_is_the_trace(answer: Answer, release: Release, scenario: str) -> None:
    suggestion = answer(scenario)
    graph = build_graph(suggestion, release, complete=True)
    in_trace = {node.id for node in suggestion.trace.nodes}
    assert {node.id for node in graph.nodes if node.kind in ("rule", "track")} == in_trace
    expected = edges_of_trace(suggestion)
    assert {node.pointer for node in graph.nodes if node.kind == "fact"} == {
        source for source, _, kind in expected if kind == "reads"
    }
    drawn = {
        said(graph, edge)
        for edge in graph.edges
        if edge.kind not in ("could_change", "gives", "practice", "refuses")
        and not (graph.is_open(edge) and graph.by_id[edge.target].kind == "track")
        and graph.by_id[edge.target].kind != "form"
    }
    assert drawn == expected


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("complete", [False, True])
def test_no_edge_leads_back(answer: Answer, release: Release, scenario: str, complete: bool) -> None:
    suggestion = answer(scenario)
    order = ["facts", *release.layers, "tracks", "form"]
    for subject in (None, *(item.subject_id for item in suggestion.subjects)):
        graph = build_graph(suggestion, release, subject, complete)
        assert nx.is_directed_acyclic_graph(graph.network())
        for edge in graph.edges:
            source, target = graph.by_id[edge.source], graph.by_id[edge.target]
            steps = order.index(target.layer) - order.index(source.layer)
            assert steps > 0 or (steps == 0 and edge.kind == "defeats"), edge
        for route in in_columns(graph).routes.values():
            columns = [slot.column for slot in route]
            assert columns == list(range(columns[0], columns[-1] + 1))
            assert len(columns) > 1


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_essential_graph_is_a_part_that_leads_to_the_form(
    answer: Answer, release: Release, scenario: str
) -> None:
    suggestion = answer(scenario)
    questions = {question.fact for subject in suggestion.subjects for question in subject.open_questions}
    graph, whole = build_graph(suggestion, release), build_graph(suggestion, release, complete=True)
    extra = {edge for edge in graph.edges if edge.source in questions and edge.kind == "could_change"}
    assert {edge for edge in graph.edges if edge.kind != "could_change"} <= set(whole.edges)
    assert {node.id for node in graph.nodes} - {edge.source for edge in extra} <= {n.id for n in whole.nodes}
    network = graph.network()
    forms = [node.id for node in graph.nodes if node.kind == "form"]
    assert len(forms) == len(suggestion.subjects)
    leading = set(forms).union(*(nx.ancestors(network, form) for form in forms))
    assert {node.id for node in graph.nodes} == leading
    assert all(node.state != "failed" for node in graph.nodes)
    # Unknown facts are there only where they are a question, and by that what they stand before is dashed.
    assert {node.pointer for node in graph.nodes if node.kind == "fact" and node.state == "open"} <= questions


def test_a_subject_has_its_own_graph_alone(answer: Answer, release: Release) -> None:
    suggestion = answer("seed_003_urgent_matter")
    both = build_graph(suggestion, release)
    assert both.subjects == ("procurer", "colleague")
    assert {node.group for node in both.nodes} == {"", "procurer", "colleague"}
    assert {node.pointer.split("/")[1] for node in both.nodes if not node.group and node.pointer} <= {
        "case",
        "incident",
    }
    one = build_graph(suggestion, release, "colleague")
    assert {node.group for node in one.nodes} == {"colleague"}
    assert not any(node.id.startswith("/subjects/0") for node in one.nodes)
    with pytest.raises(LookupError, match="nobody"):
        build_graph(suggestion, release, "nobody")


def test_tolerance_practice_and_exceptions_are_told_apart(answer: Answer, release: Release) -> None:
    urgent = build_graph(answer("seed_003_urgent_matter"), release)
    kinds = {(edge.source.rpartition("#")[2], edge.target, edge.kind) for edge in urgent.edges}
    assert ("tolerance.urgent", "/subjects/0#track:party", "spares") in kinds
    assert ("tolerance.excluded", "/subjects/0/conducts/0#tolerance.urgent", "defeats") in kinds
    assert ("tolerance.excluded", "/subjects/1#form", "refuses") in kinds
    assert ("practice.member_duty", "/subjects/1#form", "practice") in kinds
    approved = build_graph(answer("seed_003_approved_tolerance"), release, "procurer")
    assert [edge.target for edge in approved.edges if edge.kind == "spares"] == ["/subjects/0#form"]
    assert not any(node.kind == "track" for node in approved.nodes)


def test_circumstances_move_the_range(answer: Answer, release: Release) -> None:
    graph = build_graph(answer("seed_000_dereliction"), release)
    moving = {graph.by_id[edge.source].layer for edge in graph.edges if edge.kind == "moves"}
    assert moving == {"circumstances"}
    track = next(node for node in graph.nodes if node.id.endswith("track:party"))
    assert len(track.hint.splitlines()) == 3  # as the provisions give it, and two moves


def test_a_question_that_settles_no_rule_alone_is_there_all_the_same(
    answer: Answer, release: Release
) -> None:
    suggestion = answer("nothing_known")
    graph = build_graph(suggestion, release)
    (fact,) = decisive(suggestion.subjects[0])
    assert [node.id for node in graph.nodes] == [fact, "/subjects/0#form"]
    assert graph.edges == (GraphEdge(fact, "/subjects/0#form", "could_change"),)


def test_each_member_of_a_set_is_a_fact_of_its_own(answer: Answer, release: Release) -> None:
    graph = build_graph(answer("seed_000_dereliction"), release, "officer", complete=True)
    members = [node for node in graph.nodes if node.pointer == "/subjects/0/conducts/0/manner"]
    assert len({node.title for node in members}) == len(members) > 2
    assert {node.details for node in members} >= {("是",), ("不明",)}


def test_several_conducts_are_told_apart(answer: Answer, release: Release) -> None:
    graph = build_graph(answer("moves_two_counts"), release, "merged", complete=True)
    numbers = {
        node.details[0].partition(" · ")[0] for node in graph.nodes if "/conducts/" in node.id and node.rule
    }
    assert numbers == {"行为1", "行为2"}


def test_answers_are_in_their_language(answer: Answer, release: Release) -> None:
    graph = build_graph(answer("seed_000_complacency", "en"), release, "deputy_head")
    text = "\n".join("\n".join((node.title, *node.details, node.hint)) for node in graph.nodes)
    assert "Form: second form" in text
    assert not any(mark in text for mark in "：；（）〔〕、")


def answered(document: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    """A case document with one fact set."""
    *path, key = pointer.split("/")[1:]
    changed = {**document}
    place: Any = changed
    for step in path:
        index = int(step) if step.isdigit() else step
        below = place[index] if isinstance(place, list) else place.get(index, {})
        place[index] = list(below) if isinstance(below, list) else dict(below)
        place = place[index]
    place[key] = {**place.get(key, {}), **value} if isinstance(value, dict) else value
    return changed


def test_no_rule_that_one_answer_settles_is_left_out(alone: Evaluator, release: Release) -> None:
    """Every outlook of every question is tried: what applies then and did not before was said to be near."""
    path = default_folder() / "scenarios" / "cases" / "seed_000_dereliction_manner_unknown.yaml"
    document = read_scenario(read_file(path)).case

    def established(case: Case) -> set[str]:
        nodes = alone.evaluate(case).trace.nodes
        return {node.id for node in nodes if isinstance(node, TraceRule) and node.established}

    before = alone.read(document)
    suggestion = alone.evaluate(before)
    rules = {node.id: node for node in suggestion.trace.nodes if isinstance(node, TraceRule)}
    now, tried = established(before), 0
    for question in suggestion.subjects[0].open_questions:
        near = NearRules(rules, (question.fact,))
        for outlook in question.outlooks:
            changed = answered(document.value, question.fact, outlook.value)
            for node in established(alone.read(Document(changed, "case"))) - now:
                assert near.settling(rules[node]) == (question.fact,), (node, question.fact)
                tried += 1
    assert tried > 20


@pytest.mark.parametrize("complete", [False, True])
def test_what_was_answered_in_chinese_is_drawn_in_english_as_if_it_had_been_asked_so(
    answer: Answer, release: Release, complete: bool
) -> None:
    for scenario in ("seed_003_urgent_matter", "organization", "seed_000_dereliction_manner_unknown"):
        recorded, asked = answer(scenario), answer(scenario, "en")
        assert build_graph(recorded, release, None, complete, "en") == build_graph(
            asked, release, None, complete
        )
        assert build_graph(asked, release, None, complete, "zh") == build_graph(
            recorded, release, None, complete
        )
