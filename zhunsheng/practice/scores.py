"""How well predicted forms agree with published ones: accuracy, and precision, recall and F1 of each form.

For each form, with *hits* where it was predicted and published:

    precision = hits / predicted        recall = hits / published        F1 = 2·hits / (predicted + published)

The macro F1 is the plain mean of F1 over the forms, so that a rare form counts as much as a frequent one. A form that occurs
neither among the published nor among the predicted ones has no F1 and is left out of the mean.

Source: the usual definitions (van Rijsbergen, *Information Retrieval*, 1979, ch. 7; scikit-learn's ``f1_score`` with
``average="macro"``, with which a test compares).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

#: Not held accountable, and the four forms.
FORMS = (0, 1, 2, 3, 4)

#: So many digits are reported.
DIGITS = 4

Pair = tuple[int, int]


class Frozen(BaseModel):
    """A part of a report."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Scores(Frozen):
    """How well a way to answer does over all subjects."""

    accuracy: float
    macro_f1: float


class FormScores(Frozen):
    """How well it does for one form. Null where nothing was predicted (precision) or published (recall)."""

    precision: float | None
    recall: float | None
    f1: float


def share(part: int, whole: int) -> float:
    """A share, rounded as reports show it."""
    return round(part / whole, DIGITS)


def mean(values: Iterable[float]) -> float:
    """The mean of one or more numbers, rounded as reports show it."""
    found = tuple(values)
    return round(sum(found) / len(found), DIGITS)


def scores(pairs: Iterable[Pair]) -> Scores:
    """Accuracy and macro F1 of pairs of a published and a predicted form; there must be at least one pair."""
    found = tuple(pairs)
    return Scores(
        accuracy=share(sum(published == predicted for published, predicted in found), len(found)),
        macro_f1=mean(_f1(Counter(found), form) for form in occurring(found)),
    )


def form_scores(pairs: Iterable[Pair]) -> Mapping[int, FormScores]:
    """Precision, recall and F1 of each form that occurs."""
    found = tuple(pairs)
    counts = Counter(found)
    made: dict[int, FormScores] = {}
    for form in occurring(found):
        hits = counts[form, form]
        published = sum(pair[0] == form for pair in found)
        predicted = sum(pair[1] == form for pair in found)
        made[form] = FormScores(
            precision=share(hits, predicted) if predicted else None,
            recall=share(hits, published) if published else None,
            f1=round(_f1(counts, form), DIGITS),
        )
    return made


def occurring(pairs: Iterable[Pair]) -> tuple[int, ...]:
    """The forms that are published or predicted, in order."""
    return tuple(sorted({form for pair in pairs for form in pair}))


def _f1(counts: Counter[Pair], form: int) -> float:
    named = sum(
        n * ((published == form) + (predicted == form)) for (published, predicted), n in counts.items()
    )
    return 2 * counts[form, form] / named
