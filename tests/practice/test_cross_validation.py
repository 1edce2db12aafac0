"""Cross-validation: a notice is never on both sides, and what is fitted on the others is what answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import GroupKFold

from tests.practice.conftest import outcome
from zhunsheng.practice.cross_validation import Predictor, cross_validate, fold_by_incident
from zhunsheng.practice.outcomes import Outcome, Suggested
from zhunsheng.practice.scores import Scores

INCIDENTS = [f"incident-{n}" for n in range(7)]


def always_most_frequent(learnt_from: Sequence[Outcome]) -> Predictor:
    """A trivial fit."""
    form = Counter(item.published for item in learnt_from).most_common(1)[0][0]
    return lambda suggested: form


def test_a_trivial_fit_is_judged_on_what_it_has_not_seen() -> None:
    """In each of the two folds the other fold's form is learnt, and it is the wrong one every time but once."""
    outcomes = [outcome("a", 1), outcome("a", 1), outcome("b", 2), outcome("b", 1)]
    assert cross_validate(outcomes, always_most_frequent, folds=2) == Scores(accuracy=0.25, macro_f1=0.2)


def test_each_incident_is_predicted_once_by_what_the_others_taught() -> None:
    outcomes = [outcome(incident, 1, subject=f"S{n}") for incident in INCIDENTS for n in range(3)]
    predicted: list[tuple[str, str]] = []

    def fit(learnt_from: Sequence[Outcome]) -> Predictor:
        known = {item.suggested.incident for item in learnt_from}

        def predict(suggested: Suggested) -> int:
            assert suggested.incident not in known
            predicted.append((suggested.incident, suggested.subject))
            return 1

        return predict

    assert cross_validate(outcomes, fit) == Scores(accuracy=1.0, macro_f1=1.0)
    assert sorted(predicted) == sorted((item.suggested.incident, item.suggested.subject) for item in outcomes)


def test_fewer_incidents_than_folds_make_fewer_folds() -> None:
    assert cross_validate([outcome("a", 1), outcome("b", 1)], always_most_frequent) is not None


def test_one_incident_teaches_nothing_about_itself() -> None:
    assert cross_validate([outcome("a", 1), outcome("a", 2)], always_most_frequent) is None


@given(st.lists(st.sampled_from(INCIDENTS), min_size=1), st.randoms(use_true_random=False))
def test_folds_do_not_hang_on_the_order_of_notices(incidents: list[str], random: object) -> None:
    outcomes = [outcome(incident, 1) for incident in incidents]
    mixed = list(outcomes)
    random.shuffle(mixed)
    assert fold_by_incident(outcomes, 5) == fold_by_incident(mixed, 5)


@given(st.lists(st.sampled_from(INCIDENTS), min_size=20))
def test_folds_are_as_even_as_those_of_scikit_learn(incidents: list[str]) -> None:
    if len(set(incidents)) < 5:
        return
    ours = fold_by_incident([outcome(incident, 1) for incident in incidents], 5)
    sizes = Counter(ours[incident] for incident in incidents)
    rows = np.zeros((len(incidents), 1))
    theirs = [len(test) for _, test in GroupKFold(5).split(rows, groups=incidents)]
    assert sorted(sizes.values()) == sorted(theirs)
