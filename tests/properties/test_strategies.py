"""The other properties are worth what their examples are worth: here is what the examples reach."""

from __future__ import annotations

from collections import Counter

from hypothesis import Phase, given, settings

from tests.samples import EVERYTHING
from tests.strategies import Plain, documents, read
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import Verdict
from zhunsheng.engine.release import Release

#: So many examples for each rule: how many rules are reached depends on how often each is a target.
EXAMPLES_PER_RULE = 8 if EVERYTHING else 2


def established(verdict: Verdict) -> set[str]:
    """The ids of the rules that are established somewhere in the case."""
    everywhere = [verdict.rules]
    for subject in verdict.subjects.values():
        everywhere += [subject.rules, *subject.conducts.values()]
    return {rule for rules in everywhere for rule, found in rules.items() if found.established}


def test_rules_fire_under_the_strategy(release: Release, bits: BitsEngine) -> None:
    examples = EXAMPLES_PER_RULE * len(release.rules)
    fired: Counter[str] = Counter()
    forms: Counter[int] = Counter()
    productive = 0

    @settings(max_examples=examples, phases=[Phase.generate])
    @given(document=documents())
    def count(document: Plain) -> None:
        nonlocal productive
        verdict = bits.evaluate(read(document))
        rules = established(verdict)
        fired.update(rules)
        forms.update(subject.forms.high for subject in verdict.subjects.values())
        productive += any(release.rules[rule].ranges for rule in rules)

    count()
    with_ranges = {rule.id for rule in release.rules.values() if rule.ranges}
    most = 0.9 if EVERYTHING else 0.8
    assert len(fired) >= most * len(release.rules), sorted(release.rules.keys() - fired.keys())
    assert len(with_ranges & fired.keys()) >= most * len(with_ranges), sorted(with_ranges - fired.keys())
    assert productive >= 0.4 * examples
    assert set(forms) == {0, 1, 2, 3, 4}
