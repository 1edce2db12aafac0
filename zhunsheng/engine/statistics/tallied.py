"""Counts of what somebody else has tallied: a database that groups its rows, or a few hundred notices in memory.

A tally is so many subjects that stand between the same forms. Those of all subjects and those of each grouping come from
questions of their own, so that groups can be held against the whole as they are in a batch (`tables`): a row that the one
question counts and the other loses is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from zhunsheng.engine.statistics.counting import CELLS, OPEN, Counts, empty
from zhunsheng.engine.statistics.groupings import SEVERAL, UNKNOWN, Grouping, GroupKey


@dataclass(frozen=True)
class Tally:
    """So many subjects that are alike.

    Attributes:
        recommended: The form that counts: suggested, published or decided, 0 to 4.
        at_least, at_most: Between which forms it was chosen; the same twice where no range is known.
        still_open: Whether something unknown can still change that range.
    """

    recommended: int
    at_least: int
    at_most: int
    still_open: bool = False
    number: int = 1

    @property
    def cell(self) -> int:
        """Where it is counted (`counting`)."""
        return self.recommended + OPEN * self.still_open


#: A group of a grouping (None: its value is not known), and some of the subjects in it.
Grouped = tuple[str | None, Tally]


def tallied(everybody: Iterable[Tally], by: Mapping[Grouping, Iterable[Grouped]]) -> Counts:
    """The tallies as counts.

    Args:
        by: Groupings by which each subject is in one group.

    Raises:
        ValueError: a grouping is one by which a subject can be in several.
    """
    if several := [grouping for grouping in by if grouping in SEVERAL]:
        raise ValueError(f"tallies cannot say how often subjects are counted again by {several}")
    counts = empty(by)
    for tally in everybody:
        counts.rows += tally.number
        counts.cells[tally.cell] += tally.number
        counts.ranges[tally.recommended, tally.at_least, tally.at_most] += tally.number
    if counts.rows:
        counts.rulesets[""] = counts.rows
    for grouping, tallies in by.items():
        groups = counts.groups[grouping]
        for value, tally in tallies:
            key = GroupKey("group", value) if value else UNKNOWN
            groups.setdefault(key, np.zeros(CELLS, dtype=np.int64))[tally.cell] += tally.number
    return counts
