"""Our own scenarios: facts, and what must come of them by the law. A lawyer can read and correct these without Python."""

from __future__ import annotations

import pytest

from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_folder, default_release
from zhunsheng.engine.scenario_checks import scenario_problems
from zhunsheng.engine.scenario_results import unmet
from zhunsheng.engine.scenarios import Scenario, load_scenarios

SCENARIOS = load_scenarios(default_folder() / "scenarios" / "cases")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_expectations_are_met(scenario: Scenario, evaluator: Evaluator) -> None:
    suggestion = evaluator.evaluate(evaluator.read(scenario.case))
    assert list(unmet(scenario, suggestion)) == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_scenarios_name_what_exists_and_expect_something(scenario: Scenario) -> None:
    release = default_release()
    assert list(scenario_problems(scenario, release.rules, release.scale)) == []
    assert scenario.expect


def test_ids_are_unique_and_follow_the_file() -> None:
    ids = [scenario.id for scenario in SCENARIOS]
    assert len(ids) == len(set(ids))
    assert all(scenario.file.endswith(f"{scenario.id.removeprefix('cases.')}.yaml") for scenario in SCENARIOS)


def test_every_seed_has_a_scenario() -> None:
    """The instruments the project starts from: the four categories, the prohibitions, urgent matters, objective causes."""
    for seed in ("seed_000", "seed_001", "seed_003", "seed_004"):
        assert any(seed in scenario.id for scenario in SCENARIOS), seed
