"""The two readings of a case, and how they lie to each other.

*Established* is what the facts show; *possible* is how the case can still end. What is suggested never lies outside of what is
possible, and with nothing unknown the two are one.
"""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from tests.samples import examples
from tests.strategies import cases
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import RuleVerdict, Verdict
from zhunsheng.engine.kleene import Truth, truth
from zhunsheng.engine.outcome import recommended_form, usual_form
from zhunsheng.engine.proof.horizon import horizon
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.release import Release


def rule_verdicts(verdict: Verdict) -> Iterator[RuleVerdict]:
    """The verdicts on every rule, of the case, its subjects and their conducts."""
    yield from verdict.rules.values()
    for subject in verdict.subjects.values():
        yield from subject.rules.values()
        for conduct in subject.conducts.values():
            yield from conduct.values()


@settings(max_examples=examples(300))
@given(case=cases())
def test_the_established_outcome_lies_within_the_possible_bounds(bits: BitsEngine, case: Case) -> None:
    for subject in bits.evaluate(case).subjects.values():
        for ends in (subject.forms, *subject.tracks.values()):
            assert ends.lowest <= ends.low <= ends.highest
            assert ends.lowest <= ends.high <= ends.highest


@settings(max_examples=examples(300))
@given(case=cases())
def test_a_rule_that_is_known_to_apply_or_not_does_so_in_both_readings(bits: BitsEngine, case: Case) -> None:
    for rule in rule_verdicts(bits.evaluate(case)):
        assert rule.possible in (Truth.UNKNOWN, truth(rule.established))


@settings(max_examples=examples(300))
@given(case=cases())
def test_the_recommended_form_lies_within_the_range(release: Release, bits: BitsEngine, case: Case) -> None:
    evaluated = bits.run([instances(case)])
    for part in evaluated.parts:
        subject = bits.subject(part, 0)
        usual = usual_form(release.rules, subject.rules, release.scale)
        recommended = recommended_form(subject.tracks, release.scale, usual)
        assert subject.forms.low <= recommended <= subject.forms.high
        assert bits.recommended(part, 0) == recommended  # the circuit comes to the same


@settings(max_examples=examples(300))
@given(case=cases("full"))
def test_with_nothing_unknown_both_readings_are_one(bits: BitsEngine, case: Case) -> None:
    verdict = bits.evaluate(case)
    for rule in rule_verdicts(verdict):
        assert rule.possible is truth(rule.established)
    for subject in verdict.subjects.values():
        for ends in (subject.forms, *subject.tracks.values()):
            assert (ends.lowest, ends.highest) == (ends.low, ends.high)


@settings(max_examples=40)
@given(case=cases())
def test_the_bounds_contain_the_exact_horizon(laws: BothLaws, rulebook: Rulebook, case: Case) -> None:
    """Kleene's bounds are sound: the solver finds no outcome beyond them, and the established outcome is one of its own."""
    judged = laws.judge(instances(case))
    verdict = laws.verdict(judged)
    for part in judged.horizon.instance.parts:
        forms = verdict.subjects[part.id].forms
        found = horizon(rulebook, part)
        if found is not None:
            assert forms.lowest <= found.lowest <= found.highest <= forms.highest
            assert found.recommended
            assert found.lowest <= found.recommended[0]
            assert found.recommended[-1] <= found.highest
