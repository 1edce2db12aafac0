"""Which comparisons stand between a rule and its being established: the nearest, not everything that does not hold."""

from __future__ import annotations

import pytest

from tests.engine.small import case, fact, rule, small_release
from tests.properties.small_laws import judges
from zhunsheng.engine.case import instances
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.nearest_conditions import NearestConditions
from zhunsheng.engine.explain.supposed import suppose
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import AllOf, AnyOf, AtLeast, Condition, FactTest, Not
from zhunsheng.engine.proof.reasons import RuleTarget, lack
from zhunsheng.engine.variants.slots import Slots

A, B, C, D = (fact(f"c.{letter}") for letter in "abcd")

#: Small letters are known to be true, large ones to be false, and the rest is unknown.
CASES = [
    (AllOf((A, B, C)), "aB", "B?C"),
    (AnyOf((AllOf((A, B)), C)), "", "?C"),
    (AnyOf((AllOf((A, B)), C)), "aC", "?B"),
    (AllOf((A, AnyOf((B, C)))), "aBC", "B"),
    (Not(AnyOf((A, B))), "aB", "A"),
    (Not(AllOf((A, B))), "ab", "A"),
    (AtLeast(2, (A, B, C, D)), "aBC", "?D"),
    (Not(AtLeast(2, (A, B, C))), "abC", "A"),
    (AllOf((A, Not(B))), "aB", ""),
]


@pytest.mark.parametrize(("condition", "known", "expected"), CASES)
def test_the_nearest_comparisons(condition: Condition, known: str, expected: str) -> None:
    """`expected` names each comparison by its letter, after a question mark where it is unknown."""
    release = small_release([rule(condition, "provision:p", 0, 1, id="p")])
    engine = BitsEngine(release.circuits(), release.vocabulary, release.scale)
    judged = judges(release).judge(instances(case(known)))
    explained = Explained(release, case(known), judges(release).verdict(judged), judged.chosen.instance)
    (subject,) = explained.top.parts
    (conduct,) = subject.parts
    missing = lack(Slots(release), release.circuits(), subject, RuleTarget("p", conduct))
    then = suppose(engine, explained, subject, missing or ())
    assert then.explained.rule(then.place(conduct), "p").established
    nearest = NearestConditions(explained, then)
    shown = ""
    for found in nearest.of(condition, conduct):
        assert isinstance(found.condition, FactTest)
        assert explained.value(found.whole, conduct, Reading.ESTABLISHED) is not Truth.TRUE
        shown += "?" * nearest.is_unknown(found) + found.condition.fact.fact.upper()
    assert shown == expected
