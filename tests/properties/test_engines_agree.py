"""Every way of computing a verdict gives the same one: on every rule, every range, in both readings.

`bits` is held against two others: the by-the-book evaluator of `reference.py`, always; and durable-rules, where that can be
imported. Where it cannot, the second comparison says so in its name and asks instead whether every verdict follows from the
verdicts that it rests on.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import os
from typing import Any

import pytest
from hypothesis import given, settings

from tests.properties.reference import Reference
from tests.strategies import Plain, cases, documents, read
from zhunsheng.engine.case import Case
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import RuleVerdict, Verdict, differences
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.kleene import Truth, conjunction, disjunction
from zhunsheng.engine.release import Release

#: How many cases each comparison draws. Four times the rules of the first release make each case four times the work, and the
#: suite is to stay under a quarter of an hour; `ZHUNSHENG_CASES=20000 pytest tests/properties/test_engines_agree.py` soaks them.
CASES = int(os.environ.get("ZHUNSHENG_CASES", "60"))

HAS_DURABLE_RULES = importlib.util.find_spec("durable_rules_engine") is not None


@pytest.fixture(scope="module")
def book(release: Release) -> Reference:
    return Reference(release)


@settings(max_examples=CASES)
@given(case=cases())
def test_bits_agrees_with_the_book(book: Reference, bits: BitsEngine, case: Case) -> None:
    assert list(differences(bits.evaluate(case), book.verdict(case))) == []


if HAS_DURABLE_RULES:

    @pytest.fixture(scope="module")
    def rete(release: Release) -> Any:
        from zhunsheng.engine.engines.rete.engine import ReteEngine

        return ReteEngine(release)

    @pytest.mark.filterwarnings("ignore::DeprecationWarning")  # inside durable-rules, on Python 3.12
    @settings(max_examples=CASES)
    @given(case=cases())
    def test_bits_agrees_with_durable_rules(bits: BitsEngine, rete: Any, case: Case) -> None:
        assert list(differences(bits.evaluate(case), rete.evaluate(case))) == []

else:

    @settings(max_examples=CASES)
    @given(case=cases())
    def test_without_durable_rules_every_verdict_of_bits_follows_from_others(
        release: Release, bits: BitsEngine, case: Case
    ) -> None:
        assert list(unexplained(release, case, bits.evaluate(case))) == []


def unexplained(release: Release, case: Case, verdict: Verdict) -> list[str]:
    """Rules whose verdict is not what their premise means, given the verdicts on earlier rules and on exceptions."""
    explained = Explained(release, case, verdict)
    found = []
    for instance in explained.instances():
        for rule in release.rules.values():
            if rule.level != instance.level:
                continue
            given_ = explained.rule(instance, rule.id)
            exceptions = [explained.rule(instance, other.id) for other in explained.overriding(rule.id)]
            displaced = disjunction(exception.possible for exception in exceptions)
            possible = explained.value(rule.premise, instance, Reading.POSSIBLE)
            established = explained.value(rule.premise, instance, Reading.ESTABLISHED)
            exempt = any(exception.established for exception in exceptions)
            follows = RuleVerdict(
                established is Truth.TRUE and not exempt, conjunction((possible, ~displaced))
            )
            if given_ != follows:
                found.append(f"{instance.id}: {rule.id}")
    return found


@settings(max_examples=40)
@given(case=cases())
def test_every_verdict_follows_from_those_it_rests_on(release: Release, bits: BitsEngine, case: Case) -> None:
    assert unexplained(release, case, bits.evaluate(case)) == []


@settings(max_examples=12)
@given(document=documents())
def test_the_evaluator_says_which_engines_ran(evaluator: Evaluator, document: Plain) -> None:
    """The absence of the second engine is stated, never hidden; and with both, the answer is that they agree."""
    engines = evaluator.evaluate(read(document)).engines
    if HAS_DURABLE_RULES:
        assert (engines.ran, engines.agreed, engines.note) == (("bits", "rete"), True, None)
    else:
        assert (engines.ran, engines.agreed) == (("bits",), None)
        assert "durable-rules" in str(engines.note)


@settings(max_examples=25)
@given(case=cases())
def test_a_single_different_rule_is_named(bits: BitsEngine, case: Case) -> None:
    """The comparison on which all of this rests sees one rule of one conduct, or one step of one track."""
    verdict = bits.evaluate(case)
    key, subject = next(iter(verdict.subjects.items()))
    rule, was = next(iter(subject.rules.items()))
    turned = RuleVerdict(not was.established, was.possible)
    other = dataclasses.replace(subject, rules={**subject.rules, rule: turned})
    assert list(differences(verdict, Verdict(verdict.rules, {**verdict.subjects, key: other}))) == [rule]
    track, stood = next(iter(subject.tracks.items()))
    moved = dataclasses.replace(stood, highest=stood.highest + 1)
    other = dataclasses.replace(subject, tracks={**subject.tracks, track: moved})
    assert list(differences(verdict, Verdict(verdict.rules, {**verdict.subjects, key: other}))) == [
        f"{key}: {track}"
    ]
