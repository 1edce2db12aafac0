"""Scores are what they are by the usual definitions, and what scikit-learn says they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support

from zhunsheng.practice.scores import form_scores, scores

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)


def test_scores_worked_out_on_paper() -> None:
    """Form 1: 2 hits, 3 published, 2 predicted; form 2: 1 hit, 1 published, 2 predicted."""
    pairs = [(1, 1), (1, 1), (1, 2), (2, 2)]
    found = scores(pairs)
    assert found.accuracy == 0.75
    assert found.macro_f1 == round((4 / 5 + 2 / 3) / 2, 4)
    assert form_scores(pairs)[1].model_dump() == {"precision": 1.0, "recall": 0.6667, "f1": 0.8}
    assert form_scores(pairs)[2].model_dump() == {"precision": 0.5, "recall": 1.0, "f1": 0.6667}


def test_a_form_that_occurs_nowhere_is_left_out_and_one_that_is_only_predicted_is_not() -> None:
    found = form_scores([(1, 1), (1, 3)])
    assert set(found) == {1, 3}
    assert found[3].model_dump() == {"precision": 0.0, "recall": None, "f1": 0.0}
    assert scores([(1, 1), (1, 3)]).macro_f1 == round((2 / 3 + 0) / 2, 4)


@given(PAIRS)
def test_scores_are_those_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    published, predicted = zip(*pairs, strict=True)
    found = scores(pairs)
    assert found.accuracy == pytest.approx(accuracy_score(published, predicted), abs=1e-4)
    theirs: Any = f1_score(published, predicted, average="macro", zero_division=0)
    assert found.macro_f1 == pytest.approx(theirs, abs=1e-4)
    forms = sorted({*published, *predicted})
    precision, recall, f1, _ = precision_recall_fscore_support(
        published, predicted, labels=forms, zero_division=0
    )
    for form, *expected in zip(forms, precision, recall, f1, strict=True):
        ours = form_scores(pairs)[form]
        assert [ours.precision or 0, ours.recall or 0, ours.f1] == pytest.approx(expected, abs=1e-4)
