"""An evaluator without the second engine: pictures are of answers, and who checked an answer changes none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.second_engines import nobody
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.release import Release, default_folder
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.suggestion import Suggestion

Answer = Callable[..., Suggestion]


@pytest.fixture(scope="session")
def alone(release: Release) -> Evaluator:
    return Evaluator(release, second=nobody())


@pytest.fixture(scope="session")
def answer(alone: Evaluator) -> Answer:
    """The answer to a scenario of rulesets/scenarios/cases, by its file's name."""
    scenarios = {
        scenario.id: scenario for scenario in load_scenarios(default_folder() / "scenarios" / "cases")
    }

    def answer(name: str, language: Language = "zh") -> Suggestion:
        return alone.evaluate(alone.read(scenarios[f"cases.{name}"].case), language)

    return answer
