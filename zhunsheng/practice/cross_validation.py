"""Cross-validation by incident: what is fitted on some notices is judged on others.

The subjects of one notice share an incident, and often the deciding organ's view of it. A subject predicted from its own
neighbours would look better than it is, so a notice is never split: it is in one fold with all of its subjects.

Notices are dealt to the folds from the largest to the smallest (of one size in the order of their ids), each to the fold with the
fewest subjects so far. It is the scheme of scikit-learn's ``GroupKFold``, written out so that it needs no library and nothing is
drawn at random: the same notices, the same folds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from zhunsheng.practice.outcomes import Outcome, Suggested
from zhunsheng.practice.scores import Scores, scores

FOLDS = 5

#: From the facts of a subject, and what the law leaves open for it, to a form. It never sees what was published.
Predictor = Callable[[Suggested], int]
#: From notices to learn from to a predictor.
Fit = Callable[[Sequence[Outcome]], Predictor]


def cross_validate(outcomes: Sequence[Outcome], fit: Fit, folds: int = FOLDS) -> Scores | None:
    """How well `fit` does on notices that it was not fitted on.

    Every subject is predicted once, by what was fitted on the other folds; accuracy and macro F1 are taken over all of these
    predictions together. With fewer incidents than folds, each incident is a fold.

    Returns:
        None where there are fewer than two incidents, and so nothing to learn from.
    """
    fold_of = fold_by_incident(outcomes, folds)
    used = sorted(set(fold_of.values()))
    if len(used) < 2:
        return None
    pairs = []
    for fold in used:
        predict = fit([outcome for outcome in outcomes if fold_of[outcome.suggested.incident] != fold])
        held_out = [outcome for outcome in outcomes if fold_of[outcome.suggested.incident] == fold]
        pairs += [(outcome.published, predict(outcome.suggested)) for outcome in held_out]
    return scores(pairs)


def fold_by_incident(outcomes: Sequence[Outcome], folds: int = FOLDS) -> dict[str, int]:
    """The number of the fold of each incident, from 0."""
    sizes = Counter(outcome.suggested.incident for outcome in outcomes)
    filled = [0] * folds
    found: dict[str, int] = {}
    for incident, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        lightest = filled.index(min(filled))
        filled[lightest] += size
        found[incident] = lightest
    return found
