"""One verdict or none: what an evaluation says when the engines agree, differ, or one of them is gone."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import signal

import pytest

from tests.second_engines import Saying
from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.client import Absence, ReteClient
from zhunsheng.engine.engines.verdict import RuleVerdict, Verdict
from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scenarios import load_scenarios

DURABLE_RULES = importlib.util.find_spec("durable_rules_engine") is not None


@dataclasses.dataclass
class Contrary:
    """A second engine that turns one rule round, on every conduct."""

    evaluator: Evaluator
    rule: str

    def evaluate(self, case: Case) -> Verdict:
        verdict = self.evaluator.bits.evaluate(case)
        subjects = {}
        for key, subject in verdict.subjects.items():
            conducts = {
                conduct: {**rules, self.rule: RuleVerdict(not rules[self.rule].established, Truth.TRUE)}
                for conduct, rules in subject.conducts.items()
            }
            subjects[key] = dataclasses.replace(subject, conducts=conducts)
        return Verdict(verdict.rules, subjects)

    @property
    def running(self) -> bool:
        return True

    def ready(self) -> None:
        """Is there."""

    def close(self) -> None:
        """Holds nothing."""


@pytest.fixture
def case(evaluator: Evaluator) -> Case:
    folder = default_release().folder / "scenarios" / "cases"
    scenario = next(item for item in load_scenarios(folder) if item.id == "cases.seed_000_complacency")
    return evaluator.read(scenario.case)


def test_where_the_engines_differ_there_is_no_answer(evaluator: Evaluator, case: Case) -> None:
    differing = Evaluator(default_release(), second=Contrary(evaluator, "shanxi.complacency"))
    with pytest.raises(EnginesDiffer) as caught:
        differing.evaluate(case)
    assert caught.value.where == ("shanxi.complacency",)
    assert caught.value.case_id == "case-complacency"


@pytest.mark.parametrize(
    ("language", "note"),
    [("zh", "仅由一个引擎核对：gone fishing"), ("en", "checked by one engine: gone fishing")],
)
def test_with_one_engine_the_answer_says_so(case: Case, language: str, note: str) -> None:
    alone = Evaluator(default_release(), second=Saying(Absence("gone fishing")))
    suggestion = alone.evaluate(case, "en" if language == "en" else "zh")
    assert suggestion.engines.ran == ("bits",)
    assert suggestion.engines.agreed is None
    assert suggestion.engines.note == note
    assert suggestion.subjects[0].form.recommended == 2


def test_a_dead_worker_costs_one_opinion_and_is_replaced(case: Case) -> None:
    """Or, where durable-rules is not installed, its absence is said at once."""
    with Evaluator(default_release()) as evaluator:
        first = evaluator.evaluate(case)
        if not DURABLE_RULES:
            assert first.engines.note is not None
            assert "durable-rules is not installed" in first.engines.note
            return
        assert first.engines.agreed is True
        second = evaluator.second
        assert isinstance(second, ReteClient)
        assert second.pid is not None
        os.kill(second.pid, signal.SIGSTOP)
        second._deadline = 0.5
        hung = evaluator.evaluate(case)
        assert hung.engines.agreed is None
        assert hung.subjects == first.subjects
        second._deadline = 20.0
        assert evaluator.evaluate(case) == first


def test_the_same_case_gives_the_same_answer(evaluator: Evaluator, case: Case) -> None:
    assert evaluator.evaluate(case).model_dump_json() == evaluator.evaluate(case).model_dump_json()


def test_without_its_trace_an_answer_is_the_same(evaluator: Evaluator) -> None:
    for scenario in load_scenarios(default_release().folder / "scenarios" / "cases")[::20]:
        read = evaluator.read(scenario.case)
        whole, untraced = evaluator.evaluate(read), evaluator.evaluate(read, traced=False)
        assert untraced.trace.nodes == ()
        assert whole.trace.nodes
        assert untraced.model_copy(update={"trace": whole.trace}) == whole


def test_the_engines_differ_on_an_answer_without_a_trace_too(evaluator: Evaluator, case: Case) -> None:
    differing = Evaluator(default_release(), second=Contrary(evaluator, "shanxi.complacency"))
    with pytest.raises(EnginesDiffer):
        differing.evaluate(case, traced=False)
