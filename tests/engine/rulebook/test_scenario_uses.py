"""What is counted of the scenarios is what answers say, rule by rule."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from pydantic import BaseModel

from tests.second_engines import nobody
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.scenario_uses import ScenarioUses, scenario_uses
from zhunsheng.engine.scenarios import load_scenarios


@pytest.fixture(scope="module")
def uses(release: Release, case_document: type[BaseModel]) -> ScenarioUses:
    return scenario_uses(CompiledRelease.of(release), case_document)


def test_statuses_are_those_of_the_answers(release: Release, uses: ScenarioUses) -> None:
    evaluator = Evaluator(release, second=nobody())
    for scenario in load_scenarios(release.folder / "scenarios" / "cases")[::16]:
        answer = evaluator.evaluate(evaluator.read(scenario.case), every_rule=True)
        expected: dict[str, str] = {}
        for node in answer.trace.nodes:
            if node.kind == "rule" and node.established:
                expected[node.rule] = "established"
            elif node.kind == "rule" and node.possible != "false":
                expected.setdefault(node.rule, "contingent")
        assert _statuses(uses, scenario.id) == expected


def test_expected_statuses_are_found(release: Release, uses: ScenarioUses) -> None:
    for scenario in load_scenarios(release.folder / "scenarios" / "cases"):
        found = _statuses(uses, scenario.id)
        for expectation in scenario.expect.values():
            for rule, status in expectation.rules.items():
                if status == "established":
                    assert found[rule] == "established"


def test_counts_are_of_a_kind_and_what_is_established_comes_first(
    release: Release, uses: ScenarioUses
) -> None:
    assert uses.scenarios["case"] == len(load_scenarios(release.folder / "scenarios" / "cases"))
    for rule in release.rules:
        shown = [use.status for use in uses.of(rule)]
        assert shown == sorted(shown, reverse=True)
        counts = [uses.count(rule, kind) for kind in ("case", "published")]
        assert sum(count.established + count.contingent for count in counts) == len(shown)


def _statuses(uses: ScenarioUses, scenario: str) -> Mapping[str, str]:
    return {
        rule: use.status
        for rule, found in uses.by_rule.items()
        for use in found
        if use.scenario.id == scenario
    }
