"""What the published notices of a release say was done, counted by subject."""

from __future__ import annotations

from zhunsheng.engine.law_dates import DECISION_DATE
from zhunsheng.engine.precedents import Precedent, Precedents
from zhunsheng.engine.statistics.counting import Counts
from zhunsheng.engine.statistics.groupings import Grouping
from zhunsheng.engine.statistics.narrowing import Narrowing
from zhunsheng.engine.statistics.tallied import Tally, tallied
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef

#: By what they can be counted. Findings and rules are suggested and not published.
PUBLISHED_GROUPINGS: tuple[Grouping, ...] = ("category", "province", "level", "month")


def count_published(precedents: Precedents, narrowing: Narrowing) -> Counts:
    """Counts the published forms of the subjects that are asked for."""
    chosen = [
        (known, Tally(form, form, form))
        for notice in precedents.precedents
        if narrowing.takes(known := where_and_who(notice))
        for form in (notice.outcome.form,)
    ]
    return tallied(
        [tally for _, tally in chosen],
        {grouping: [(known[grouping], tally) for known, tally in chosen] for grouping in PUBLISHED_GROUPINGS},
    )


def where_and_who(notice: Precedent) -> dict[Grouping, str | None]:
    """What is known of a subject by which it is counted; None where it is not."""
    facts = notice.subject.facts
    category, level = facts.get(FactRef("subject", "category")), facts.get(FactRef("subject", "level"))
    return {
        "category": _key(category),
        "province": _key(facts.get(FactRef("case", "province"))),
        "level": _key(level),
        "month": _month(facts.get(DECISION_DATE)),
    }


def _key(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _month(value: object) -> str | None:
    """The month of a date, where it is known to the month."""
    if not isinstance(value, PartialDate):
        return None
    first, last = value.earliest, value.latest
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.year:04d}-{first.month:02d}" if same else None
