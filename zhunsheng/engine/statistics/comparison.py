"""A batch beside a published total: shares of forms, their difference, and how coarse the batch's own share is.

A publication seldom says how many came to each form. It says "sanctioned", which is the second form or the third. So forms
that it does not tell apart are put together, and the batch is counted the same way. Compared are persons dealt with on the
one side, and on the other the subjects that are to be held accountable (forms 1 to 4), with how many of them are still open.

There is no test of significance: the two are not samples of one thing. The interval (`wilson`) only says how coarse a share
is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.wrapping import wrapped
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.statistics.published_totals import PublishedTotal
from zhunsheng.engine.statistics.tables import Statistics
from zhunsheng.engine.statistics.wilson import wilson_interval
from zhunsheng.engine.statistics.words import WORDS
from zhunsheng.engine.vocabulary.facts import Text

_HELD = (1, 2, 3, 4)
_DIGITS = 6


@dataclass(frozen=True)
class ComparedForms:
    """Forms that the publication does not tell apart.

    Attributes:
        count: Subjects of the batch; `share` is of all that are compared, `low` and `high` its interval.
        published: Persons, and `published_share`; None where the publication has no such part.
        points: By how many percentage points the batch's share is the higher one.
    """

    forms: tuple[int, ...]
    count: int
    share: float
    low: float
    high: float
    published: int | None
    published_share: float | None
    points: float | None


@dataclass(frozen=True)
class Comparison:
    """A batch beside a published total.

    Attributes:
        total: Key of the published total; `note` is what it does not say.
        batch: How many subjects are compared, of whom `still_open` are open, with how many persons `published`.
    """

    total: str
    name: Text
    source: Text
    note: Text
    batch: int
    still_open: int
    published: int
    rows: tuple[ComparedForms, ...]


def compare(found: Statistics, total: PublishedTotal, scale: Scale) -> Comparison:
    """Sets a batch beside a total that counts persons.

    Raises:
        InputError: the batch has nobody to compare.
    """
    parts = [part for part in total.whole.leaves() if not part.still_open]
    classes = _together([part.forms(scale) for part in parts])
    batch = sum(found.total.forms[form] for form in _HELD)
    published = sum(part.count for part in parts)
    if not batch:
        raise InputError([_nobody()])
    rows = []
    for forms in classes:
        count = sum(found.total.forms[form] for form in forms)
        of_parts = [part.count for part in parts if set(part.forms(scale)) & set(forms)]
        share, (low, high) = count / batch, wilson_interval(count, batch)
        other = sum(of_parts) / published if of_parts else None
        rows.append(
            ComparedForms(
                forms,
                count,
                round(share, _DIGITS),
                round(low, _DIGITS),
                round(high, _DIGITS),
                sum(of_parts) if of_parts else None,
                None if other is None else round(other, _DIGITS),
                None if other is None else round(100 * (share - other), _DIGITS - 2),
            )
        )
    return Comparison(
        total.key,
        total.name,
        total.source,
        total.note,
        batch,
        sum(found.total.still_open[1:]),
        published,
        tuple(rows),
    )


def _together(sets: Iterable[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    """All forms in classes, so that no set lies in two of them."""
    classes = [{form} for form in _HELD]
    for forms in sets:
        touched = [one for one in classes if one & set(forms)]
        classes = [one for one in classes if one not in touched] + [set().union(*touched)]
    return tuple(sorted(tuple(sorted(one)) for one in classes if one))


def comparison_text(found: Comparison, language: str) -> Iterator[str]:
    """The comparison in words."""
    say = WORDS[language]
    head = say["compared"].format(name=found.name.get(language), source=found.source.get(language))
    yield from wrapped(head, 100)
    yield from wrapped(
        say["compared_base"].format(
            batch=f"{found.batch:,}", still_open=f"{found.still_open:,}", published=f"{found.published:,}"
        ),
        100,
    )
    for row in found.rows:
        yield from _indented(_sentence(row, language))
    yield from wrapped(found.note.get(language), 100)
    yield from wrapped(say["compared_note"], 100)


def _sentence(row: ComparedForms, language: str) -> str:
    say = WORDS[language]
    numbers = {
        "forms": say["or"].join(PHRASES[language][str(form)] for form in row.forms),
        "count": f"{row.count:,}",
        "share": f"{row.share:.1%}",
        "low": f"{row.low:.1%}",
        "high": f"{row.high:.1%}",
    }
    if row.published is None or row.published_share is None or row.points is None:
        return say["compared_none"].format(**numbers)
    if abs(row.points) < 0.05:
        difference = say["compared_same"]
    else:
        more = say["compared_more" if row.points > 0 else "compared_less"]
        difference = more.format(points=f"{abs(row.points):.1f}")
    return say["compared_row"].format(
        **numbers,
        published=f"{row.published:,}",
        published_share=f"{row.published_share:.1%}",
        difference=difference,
    )


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in wrapped(text, 98))


def _nobody() -> Problem:
    return Problem(
        "nobody_to_compare",
        "the batch has no subject that is to be held accountable",
        why="Shares of nobody cannot be compared.",
        mend="Leave --compare out.",
        pointer="--compare",
        zh=Chinese("本批没有建议问责的对象，无从比较", "请不用 --compare"),
    )
