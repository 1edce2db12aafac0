"""What suggestions are measured against: the most frequent form, and a tree that finds what there is to find."""

from __future__ import annotations

import sys

import pytest

from tests.engine.builders import case, subject
from tests.practice.conftest import facts, outcome
from zhunsheng.engine.case import instances
from zhunsheng.engine.release import Release
from zhunsheng.practice.baselines import Majority, majority, tree
from zhunsheng.practice.features import UNKNOWN, features
from zhunsheng.practice.outcomes import Outcome
from zhunsheng.practice.scores import Scores

CONCEALED, OPEN, SILENT = facts({"concealed": True}), facts({"concealed": False}), facts({})


def separable() -> list[Outcome]:
    """Ten incidents in which the form follows from one fact: concealed, not concealed or not stated."""
    return [
        outcome(f"incident-{n}", form, known=known)
        for n in range(10)
        for form, known in ((3, CONCEALED), (1, OPEN), (2, SILENT))
    ]


def test_the_most_frequent_form_and_the_lightest_of_equally_frequent_ones() -> None:
    assert majority([outcome("a", form) for form in (2, 2, 1)]) == Majority(
        form=2, accuracy=0.6667, macro_f1=0.4
    )
    assert majority([outcome("a", form) for form in (3, 1)]).form == 1


def test_a_tree_finds_a_fact_that_decides_and_takes_unknown_for_a_value(release: Release) -> None:
    assert tree(separable(), release.vocabulary) == Scores(accuracy=1.0, macro_f1=1.0)


def test_a_tree_is_the_same_every_time(release: Release) -> None:
    mixed = [*separable(), *(outcome(f"incident-{n}", n % 4, known=CONCEALED) for n in range(10))]
    first = tree(mixed, release.vocabulary)
    assert isinstance(first, Scores)
    assert first.accuracy < 1
    assert tree(mixed, release.vocabulary) == first


def test_without_the_library_the_tree_is_left_out(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    assert tree(separable(), release.vocabulary) == "scikit_learn_missing"


def test_one_incident_is_no_ground_for_a_tree(release: Release) -> None:
    assert tree([outcome("a", 1), outcome("a", 2)], release.vocabulary) == "one_incident"


def test_features_of_stated_facts(release: Release) -> None:
    known = facts(
        {"type": "formalism", "led_to": {"disorder": True, "slow_progress": False}},
        {"type": "other", "date": "2021-10"},
    )
    found = {feature for feature in features(known, release.vocabulary) if feature[0] == "conduct"}
    assert {
        ("conduct", "type", "formalism"),
        ("conduct", "type", "other"),
        ("conduct", "date", "2021"),
    } <= found
    assert ("conduct", "type", UNKNOWN) not in found
    assert {("conduct", "led_to:disorder", "True"), ("conduct", "led_to:slow_progress", "False")} <= found
    assert {("conduct", "led_to:poor_handover", UNKNOWN), ("conduct", "intent", UNKNOWN)} <= found


@pytest.mark.parametrize(("number", "value"), [(0, "0"), (7, "1 digits"), (30, "2 digits")])
def test_numbers_count_by_their_digits(release: Release, number: int, value: str) -> None:
    known = instances(case(subject(), incident={"infected": number})).parts[0]
    assert ("incident", "infected", value) in features(known, release.vocabulary)
