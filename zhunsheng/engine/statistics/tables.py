"""Counts in the order in which people read them, and the check without which none of them is shown.

Whoever hands on a table is asked first whether it adds up. So nothing is shown before these hold, form by form:

    groups - repeated = rows            of every table; `repeated` is 0 but where a subject can be in several groups
    settled + still open + errors = rows
    subjects by lightest form = subjects by heaviest form = subjects by recommended form = subjects by ruleset
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.counted import Counted
from zhunsheng.engine.statistics.counting import CELLS, ERROR, FORMS, OPEN, Counts, Numbers
from zhunsheng.engine.statistics.groupings import Grouping, GroupKey
from zhunsheng.engine.vocabulary.facts import FactRef


class DoesNotAddUp(Exception):
    """A table whose parts are not its whole: a fault of the program, which shows no table then."""


@dataclass(frozen=True)
class Count:
    """Some rows.

    Attributes:
        settled: Subjects by recommended form, 0 to 4, where nothing unknown can change between which forms they stand.
        still_open: The same where something can.
        errors: Rows without a result.
    """

    settled: tuple[int, ...]
    still_open: tuple[int, ...]
    errors: int

    @property
    def forms(self) -> tuple[int, ...]:
        """Subjects by recommended form, settled and still open together."""
        return tuple(settled + still for settled, still in zip(self.settled, self.still_open, strict=True))

    @property
    def subjects(self) -> int:
        """Rows with a result."""
        return sum(self.forms)

    @property
    def total(self) -> int:
        """All rows."""
        return self.subjects + self.errors


@dataclass(frozen=True)
class Group:
    """The rows with one value, or with none."""

    key: GroupKey
    count: Count


@dataclass(frozen=True)
class Table:
    """Rows by one grouping.

    Attributes:
        groups: In the order of the vocabulary (months: of time; rules: the most frequent first); those without a value last.
        repeated: How often subjects were counted in a group besides their first; to be taken off the sum of the groups.
        total: Every row once.
        counted: What the rows are.
    """

    grouping: Grouping
    groups: tuple[Group, ...]
    repeated: Count
    total: Count
    counted: Counted = "batch"


@dataclass(frozen=True)
class FormRange:
    """What the suggestions say of one form, in subjects.

    Attributes:
        recommended: For whom it is recommended to start from.
        at_least, at_most: For whom it is the lightest, the heaviest form of the range.
        only: For whom it is the only form of the range.
        within: For whom it lies in the range.
    """

    form: int
    recommended: int
    at_least: int
    at_most: int
    only: int
    within: int


@dataclass(frozen=True)
class Statistics:
    """What was counted, in full."""

    total: Count
    ranges: tuple[FormRange, ...]
    rulesets: Mapping[str, int]
    tables: tuple[Table, ...]
    counted: Counted = "batch"

    def table(self, grouping: Grouping) -> Table | None:
        """The table by a grouping, if it was counted."""
        return next((table for table in self.tables if table.grouping == grouping), None)


def statistics(counts: Counts, release: Release, counted: Counted = "batch") -> Statistics:
    """The counts as tables, in the order of a release's vocabulary.

    Raises:
        DoesNotAddUp: the parts of a table are not its whole.
    """
    _check(counts)
    total = _count(counts.cells)
    return Statistics(
        total,
        tuple(_form_range(counts.ranges, form) for form in range(FORMS)),
        dict(sorted((digest, number) for digest, number in counts.rulesets.items() if number)),
        tuple(
            Table(
                grouping,
                tuple(
                    Group(key, _count(numbers))
                    for key, numbers in sorted(groups.items(), key=_order(grouping, release))
                ),
                _count(counts.repeated[grouping]),
                total,
                counted,
            )
            for grouping, groups in counts.groups.items()
        ),
        counted,
    )


def _count(cells: Numbers) -> Count:
    numbers = [int(number) for number in cells]
    return Count(tuple(numbers[:OPEN]), tuple(numbers[OPEN:ERROR]), numbers[ERROR])


def _form_range(ranges: Numbers, form: int) -> FormRange:
    within = ranges[:, : form + 1, form:]
    return FormRange(
        form,
        recommended=int(ranges[form].sum()),
        at_least=int(ranges[:, form].sum()),
        at_most=int(ranges[:, :, form].sum()),
        only=int(ranges[:, form, form].sum()),
        within=int(within.sum()),
    )


def _order(
    grouping: Grouping, release: Release
) -> Callable[[tuple[GroupKey, Numbers]], tuple[int, int, str]]:
    """Groups without a value stand last, those that the vocabulary does not know before them."""
    places = {key: place for place, key in enumerate(known_keys(grouping, release))}

    def order(item: tuple[GroupKey, Numbers]) -> tuple[int, int, str]:
        key, numbers = item
        last = ("group", "none", "unknown").index(key.kind)
        by = -int(numbers.sum()) if grouping == "rule" else places.get(key.value, len(places))
        return last, by, key.value

    return order


def known_keys(grouping: Grouping, release: Release) -> tuple[str, ...]:
    """The values that a grouping can have, in order; of months none, since they order themselves."""
    vocabulary = release.vocabulary
    match grouping:
        case "category" | "level":
            return vocabulary.fact(FactRef("subject", grouping)).value_keys()
        case "province":
            return vocabulary.fact(FactRef("case", grouping)).value_keys()
        case "finding":
            return tuple(item.key for item in vocabulary.conclusions if item.kind == "finding")
        case "rule":
            return tuple(release.rules)
        case "month":
            return ()


def _check(counts: Counts) -> None:
    """Holds the counts to what the header says."""
    if counts.cells.sum() != counts.rows:
        raise DoesNotAddUp(f"{counts.cells.sum()} of {counts.rows} rows are counted")
    for grouping, groups in counts.groups.items():
        summed = sum(groups.values(), np.zeros(CELLS, dtype=np.int64)) - counts.repeated[grouping]
        if not np.array_equal(summed, counts.cells):
            raise DoesNotAddUp(
                f"by {grouping}: groups come to {summed.tolist()}, rows to {counts.cells.tolist()}"
            )
    forms = counts.cells[:OPEN] + counts.cells[OPEN:ERROR]
    if not np.array_equal(counts.ranges.sum(axis=(1, 2)), forms):
        raise DoesNotAddUp(f"ranges come to {counts.ranges.sum()} subjects, forms to {forms.sum()}")
    if sum(counts.rulesets.values()) != forms.sum():
        raise DoesNotAddUp(
            f"rulesets come to {sum(counts.rulesets.values())} subjects, forms to {forms.sum()}"
        )
