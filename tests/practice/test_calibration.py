"""The bar that the rulesets must not fall below, on the project's own notices (docs/practice.md has the figures)."""

from __future__ import annotations

from zhunsheng.practice.agreement import agreement
from zhunsheng.practice.baselines import majority
from zhunsheng.practice.outcomes import Practice


def test_ranges_hold_what_was_published_and_still_say_something(practice: Practice) -> None:
    found = agreement(practice)
    assert found.subjects == 307
    assert found.possible == 1
    assert found.inside >= 0.97
    assert found.mean_width <= 1.7


def test_recommendations_agree_with_practice_better_than_any_constant_answer(practice: Practice) -> None:
    found = agreement(practice)
    assert found.recommended_equals >= 0.76 > majority(practice.outcomes).accuracy
    assert found.macro_f1 >= 0.70


def test_divided_practice_stays_visible_as_a_range(practice: Practice) -> None:
    """Subjects of one notice with the same facts and different outcomes have both within their range."""
    groups: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for outcome in practice.outcomes:
        suggested = outcome.suggested
        (conduct,) = suggested.facts.parts or (suggested.facts,)
        alike = repr(sorted((str(ref), repr(value)) for ref, value in conduct.facts.items()))
        groups.setdefault((suggested.incident, alike), []).append(
            (outcome.published, suggested.at_least, suggested.at_most)
        )
    divided = [group for group in groups.values() if len({published for published, _, _ in group}) > 1]
    assert divided
    for group in divided:
        assert all(least < most for _, least, most in group), group
