"""Patterns of practice: counted right, fitted right, and shipped as fitted."""

from __future__ import annotations

import dataclasses

import pytest

from tests.golden.practice_page import counted, practice_files
from zhunsheng.engine.release import Release
from zhunsheng.practice.outcomes import Outcome, Practice
from zhunsheng.practice.patterns import Pattern, fitting, patterns


def test_every_shipped_pattern_names_the_form_most_often_published() -> None:
    release, found = counted()
    assert {pattern.rule for pattern in found} == {
        rule.id for rule in release.rules.values() if rule.kind == "practice"
    }
    assert [pattern.rule for pattern in found if pattern.usual != pattern.declared] == []


def test_the_counts_that_patterns_cite_are_those_of_the_notices() -> None:
    for path, text in practice_files():
        assert path.read_text(encoding="utf-8") == text, f"renew {path.name} with `make golden`"


@pytest.mark.parametrize(
    ("forms", "usual"),
    [({}, None), ({1: 2, 2: 3}, 2), ({1: 2, 3: 2}, 3), ({1: 2, 2: 2}, 1)],
    ids=["nothing counted", "most", "a tie goes to the declared", "a tie without it to the lighter"],
)
def test_the_usual_form(forms: dict[int, int], usual: int | None) -> None:
    assert Pattern("practice.any", 3, forms, 0).usual == usual


def _with(outcome: Outcome, at_least: int, at_most: int, published: int) -> Outcome:
    suggested = dataclasses.replace(
        outcome.suggested,
        at_least=at_least,
        at_most=at_most,
        without_practice=at_least,
        patterns=("practice.member_duty",),
    )
    return Outcome(suggested, published)


def test_a_prediction_stays_within_the_range(release: Release, practice: Practice) -> None:
    any_outcome = practice.outcomes[0]
    predict = fitting(release)([_with(any_outcome, 1, 3, 3)])
    assert predict(_with(any_outcome, 1, 3, 1).suggested) == 3
    assert predict(_with(any_outcome, 1, 2, 1).suggested) == 2
    assert predict(_with(any_outcome, 1, 1, 1).suggested) == 1


def test_only_where_the_law_left_a_choice_is_counted(release: Release, practice: Practice) -> None:
    any_outcome = practice.outcomes[0]
    (pattern,) = patterns(
        [_with(any_outcome, 2, 2, 2), _with(any_outcome, 1, 2, 1), _with(any_outcome, 1, 2, 1)], release
    )
    assert (pattern.forms, pattern.fixed, pattern.usual) == ({1: 2}, 1, 1)
