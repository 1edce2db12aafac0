"""The figures, worked out on paper for a few subjects and held to sense on the release's own notices."""

from __future__ import annotations

import pytest

from tests.practice.conftest import outcome
from zhunsheng.engine.release import Release
from zhunsheng.practice.agreement import Agreement, agreement
from zhunsheng.practice.outcomes import Practice
from zhunsheng.practice.report import render_agreement
from zhunsheng.practice.scores import Scores


@pytest.fixture
def figures(release: Release) -> Agreement:
    """Four subjects: inside and equal, inside and not equal, outside below, outside above."""
    outcomes = (
        outcome(
            "b", 2, span=(1, 2), recommended=2, categories=("complacency", "tendency"), deciding=("r.one",)
        ),
        outcome(
            "b", 1, span=(1, 2), recommended=2, subject="S2", categories=("complacency",), deciding=("r.two",)
        ),
        outcome("a", 1, span=(2, 2), recommended=2, categories=("complacency",)),
        outcome("c", 4, span=(0, 0), recommended=0),
    )
    return agreement(Practice(release, outcomes, 3, 2))


def test_the_whole(figures: Agreement) -> None:
    assert (figures.notices, figures.skipped, figures.subjects, figures.nothing_established) == (3, 2, 4, 1)
    assert (figures.inside, figures.possible, figures.mean_width) == (0.5, 1.0, 1.5)
    assert figures.recommended_equals == 0.25
    # Form 2: one hit of one published and three recommended; 0, 1 and 4: no hit; 3 occurs nowhere and does not count.
    assert figures.macro_f1 == round((0 + 0 + 2 / 4 + 0) / 4, 4)
    assert figures.cross_validated is None


def test_by_form(figures: Agreement) -> None:
    assert list(figures.by_form) == ["0", "1", "2", "4"]
    assert figures.by_form["1"].model_dump() == {
        "subjects": 2, "inside": 0.5, "recommended_equals": 0.0, "precision": None, "recall": 0.0, "f1": 0.0,
    }  # fmt: skip
    assert figures.by_form["2"].model_dump() == {
        "subjects": 1, "inside": 1.0, "recommended_equals": 1.0, "precision": 0.3333, "recall": 1.0, "f1": 0.5,
    }  # fmt: skip
    assert figures.by_form["0"].model_dump() == {
        "subjects": 0, "inside": None, "recommended_equals": None, "precision": 0.0, "recall": None, "f1": 0.0,
    }  # fmt: skip


def test_by_category(figures: Agreement) -> None:
    """A subject with two findings counts for both; those without any come last."""
    assert list(figures.by_category) == ["complacency", "tendency", "none"]
    assert [group.subjects for group in figures.by_category.values()] == [3, 1, 1]
    assert [group.inside for group in figures.by_category.values()] == [0.6667, 1.0, 0.0]


def test_confusion(figures: Agreement) -> None:
    assert sum(number for row in figures.confusion.values() for number in row.values()) == 4
    assert (figures.confusion["1"]["2"], figures.confusion["2"]["2"], figures.confusion["4"]["0"]) == (
        2,
        1,
        1,
    )
    assert all(list(row) == ["0", "1", "2", "3", "4"] for row in figures.confusion.values())


def test_disagreements(figures: Agreement) -> None:
    """Those outside the range first, then those that only differ from the recommendation; who agrees is not listed."""
    listed = [(item.scenario, item.subject, item.inside) for item in figures.disagreements]
    assert listed == [("a", "S1", False), ("c", "S1", False), ("b", "S2", True)]
    assert figures.disagreements[2].deciding == ("r.two",)


def test_the_release_is_beside_other_ways_to_answer(practice: Practice, release: Release) -> None:
    found = agreement(practice)
    assert found.subjects == len(practice.outcomes) == sum(group.subjects for group in found.by_form.values())
    assert found.release.digest == release.digest
    assert found.recommended_equals <= found.inside <= found.possible
    assert found.tree is not None
    assert 1 <= found.mean_width <= 5
    most_frequent = max(figures.subjects for figures in found.by_form.values())
    assert found.majority.accuracy == pytest.approx(most_frequent / found.subjects, abs=1e-4)
    equal = {
        (item.suggested.incident, item.suggested.subject)
        for item in practice.outcomes
        if item.inside and item.equal
    }
    assert len(equal) + len(found.disagreements) == found.subjects
    known = set(release.rules)
    assert all(set(item.deciding) <= known for item in found.disagreements)


@pytest.mark.parametrize(("language", "words"), [
    ("zh", ["第二种形态：1 个对象，幅度内 100.0%", "麻痹大意：3 个对象", "无成立的类别：1 个对象",
            "✘ a/S1：公布 1，幅度 2，建议 2", "○ b/S2：公布 1，幅度 1–2，建议 2", "依据 r.two",
            "没有成立的依据", "另有 2 个情景", "只有一个事件", "0.77  拟合"]),
    ("en", ["second form: 1 subjects, within the range 100.0%", "no finding established: 1 subjects",
            "✘ a/S1: published 1, range 2, recommended 2", "by r.two",
            "(2 scenarios", "one incident", "0.77  the fitted part"]),
])  # fmt: skip
def test_the_text_has_the_figures(
    figures: Agreement, release: Release, language: str, words: list[str]
) -> None:
    lone = figures.model_copy(
        update={
            "tree": None,
            "tree_left_out": "one_incident",
            "cross_validated": Scores(accuracy=0.5, macro_f1=0.77),
        }
    )
    text = render_agreement(lone, release.vocabulary, language)
    for word in words:
        assert word in text
    if language == "en":
        assert not any(
            "\u4e00" <= character <= "\u9fff" for line in text.splitlines()[2:] for character in line
        )
