"""What the suggestions are measured against: always the most frequent form, and a decision tree on the same facts.

The first says how much agreement costs nothing. It is taken on the very notices that it is judged on, which flatters it. The
second says how much of practice a few questions on the stated facts can explain, with no law at all; it is judged on incidents
that it has not seen. Neither knows why, so neither can be followed; both are here for comparison and decide nothing.

The tree is scikit-learn's, an optional dependency (``pip install zhunsheng[practice]``); everything else works without it.
"""

from __future__ import annotations

import functools
import importlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.practice.cross_validation import Predictor, cross_validate
from zhunsheng.practice.features import Feature, features
from zhunsheng.practice.outcomes import Outcome, Suggested
from zhunsheng.practice.scores import Frozen, Scores, scores

#: A tree that a person could still read, with no leaf for fewer than three subjects. The seed only orders ties.
DEPTH = 4
LEAF = 3
SEED = 0

#: Why there is no tree: the library is not installed, or the notices are of one incident only.
LeftOut: TypeAlias = Literal["scikit_learn_missing", "one_incident"]


class Majority(Frozen):
    """Always the same form."""

    form: int
    accuracy: float
    macro_f1: float


def majority(outcomes: Sequence[Outcome]) -> Majority:
    """Always the most frequent published form; of equally frequent ones the lightest."""
    counts = Counter(outcome.published for outcome in outcomes)
    form = min(counts, key=lambda form: (-counts[form], form))
    found = scores((outcome.published, form) for outcome in outcomes)
    return Majority(form=form, accuracy=found.accuracy, macro_f1=found.macro_f1)


def tree(outcomes: Sequence[Outcome], vocabulary: Vocabulary) -> Scores | LeftOut:
    """A decision tree on the stated facts, cross-validated by incident; or why there is none."""
    try:
        library = importlib.import_module("sklearn.tree")
    except ImportError:
        return "scikit_learn_missing"
    return cross_validate(outcomes, functools.partial(_fit, library, vocabulary)) or "one_incident"


def _fit(library: Any, vocabulary: Vocabulary, outcomes: Sequence[Outcome]) -> Predictor:
    """A tree on one-hot features; a feature that no notice to learn from has is not seen."""
    rows = [features(outcome.suggested.facts, vocabulary) for outcome in outcomes]
    columns = sorted(frozenset[Feature]().union(*rows))
    model = library.DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=LEAF, random_state=SEED)
    model.fit(
        [[column in row for column in columns] for row in rows], [outcome.published for outcome in outcomes]
    )

    def predict(suggested: Suggested) -> int:
        row = features(suggested.facts, vocabulary)
        return int(model.predict([[column in row for column in columns]])[0])

    return predict
