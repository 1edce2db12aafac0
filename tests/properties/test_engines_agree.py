"""Every way of computing a verdict gives the same one: on every rule, every range, in both readings.

`bits` is held against two others: the by-the-book evaluator of `reference.py`, always; and durable-rules, where that can be
imported. Where it cannot, the second test says so in its own name and holds `bits` to the definition of each condition instead.
"""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import HealthCheck, given, settings

from tests.properties.reference import Reference
from tests.strategies import cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.circuit.compiler import Reading
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import Verdict, differences
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.release import Release

HAS_DURABLE_RULES = importlib.util.find_spec("durable_rules_engine") is not None


@settings(max_examples=2_000)
@given(case=cases())
def test_bits_agrees_with_the_book(release: Release, bits: BitsEngine, case: Case) -> None:
    assert list(differences(bits.evaluate(case), Reference(release).verdict(case))) == []


if HAS_DURABLE_RULES:

    @pytest.fixture(scope="module")
    def rete(release: Release):  # noqa: ANN201 - its type cannot be imported where durable-rules is absent
        from zhunsheng.engine.engines.rete.engine import ReteEngine

        return ReteEngine(release)

    @pytest.mark.filterwarnings("ignore::DeprecationWarning")  # inside durable-rules, on Python 3.12
    @settings(max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
    @given(case=cases())
    def test_bits_agrees_with_durable_rules(bits: BitsEngine, rete, case: Case) -> None:
        assert list(differences(bits.evaluate(case), rete.evaluate(case))) == []

else:

    @settings(max_examples=2_000)
    @given(case=cases())
    def test_without_durable_rules_each_verdict_of_bits_is_what_its_premise_means(
            release: Release, bits: BitsEngine, case: Case) -> None:
        assert list(unexplained(release, case, bits.evaluate(case))) == []


def unexplained(release: Release, case: Case, verdict: Verdict) -> list[str]:
    """Rules whose possible verdict is not the value of their premise, given the verdicts on earlier rules and exceptions."""
    explained = Explained(release, case, verdict)
    meaning = explained.meaning(Reading.POSSIBLE)
    found = []
    for instance in explained.instances():
        for rule in release.rules.values():
            if rule.level == instance.level and not explained.overriding(rule.id):
                value = meaning.value(rule.premise, instance)
                if explained.rule(instance, rule.id).possible is not value:
                    found.append(f"{instance.id}: {rule.id}")
    return found


def test_the_evaluator_says_which_engines_ran(evaluator) -> None:
    """The second engine's absence is stated and never hidden."""
    engines = evaluator.evaluate(evaluator.read(document())).engines
    if HAS_DURABLE_RULES:
        assert (engines.ran, engines.agreed, engines.note) == (("bits", "rete"), True, None)
    else:
        assert (engines.ran, engines.agreed) == (("bits",), None)
        assert engines.note is not None
        assert "durable" in engines.note


def test_the_comparison_would_notice_a_difference(release: Release, bits: BitsEngine) -> None:
    """A rule whose verdict is turned round is named."""
