"""By what the register is searched and counted: for each, in which column it stands.

Those of an evaluation stand in its own row, once; those of subjects, rules, categories and reasons in rows of their own, and an
evaluation has a value if one of these has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table

from zhunsheng.records.storage import tables


@dataclass(frozen=True)
class Place:
    """Where a value stands. ``empty``: the value that stands for none, where none is a value as well."""

    table: Table
    column: str
    empty: str | None = None


class Facet(Enum):
    """Something that an evaluation has a value of."""

    STATE = "state"
    FOR_REVIEW = "for_review"
    OWNER = "owner"
    ACTOR = "actor"
    RELEASE = "release"
    LAW = "law"
    ENGINES = "engines"
    RECOMMENDED = "recommended"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    OPINION = "opinion"
    RULE = "rule"
    CATEGORY = "category"
    REASON = "reason"

    @property
    def topic(self) -> str:
        """The topic under which evaluations that have a value are tallied."""
        return f"register.{self.value}"

    @property
    def place(self) -> Place:
        """Where its values stand."""
        return _PLACES[self]

    @property
    def column(self) -> Column[Any]:
        """The column of its values."""
        found: Column[Any] = self.place.table.c[self.place.column]
        return found

    @property
    def of_evaluations(self) -> bool:
        """Whether every evaluation has one value of it, in its own row."""
        return self.place.table is tables.evaluations

    def said(self, value: Any) -> str | None:
        """A value of the column as people ask for it; None where there is nothing to ask for."""
        if isinstance(value, bool):
            return YES if value else NO
        return self.place.empty if value is None else str(value)

    def meant(self, value: str) -> str | int | bool:
        """What stands in the column for a value that people ask for.

        Raises:
            ValueError, KeyError: it is none of this facet.
        """
        if isinstance(self.column.type, Boolean):
            return {YES: True, NO: False}[value]
        return int(value) if isinstance(self.column.type, Integer) else value

    def values_in(self, rows: Mapping[Table, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[int, str]]:
        """The values in rows, each after the number of its evaluation."""
        for row in rows[self.place.table]:
            value = self.said(row[self.place.column])
            if value is not None:
                yield row["number"], value


#: What stands for it that there is no opinion.
NO_OPINION = "none"
#: What stands for it that something is so, and that it is not.
YES, NO = "true", "false"

_PLACES: Mapping[Facet, Place] = {
    Facet.STATE: Place(tables.evaluations, "state"),
    Facet.FOR_REVIEW: Place(tables.evaluations, "for_review"),
    Facet.OWNER: Place(tables.evaluations, "owner"),
    Facet.ACTOR: Place(tables.evaluations, "actor"),
    Facet.RELEASE: Place(tables.evaluations, "release"),
    Facet.LAW: Place(tables.evaluations, "law"),
    Facet.ENGINES: Place(tables.evaluations, "engines"),
    Facet.RECOMMENDED: Place(tables.evaluated_subjects, "recommended"),
    Facet.AT_LEAST: Place(tables.evaluated_subjects, "at_least"),
    Facet.AT_MOST: Place(tables.evaluated_subjects, "at_most"),
    Facet.OPINION: Place(tables.evaluated_subjects, "opinion", NO_OPINION),
    Facet.RULE: Place(tables.deciding_rules, "rule"),
    Facet.CATEGORY: Place(tables.finding_categories, "category"),
    Facet.REASON: Place(tables.override_reasons, "reason"),
}

FACETS = tuple(Facet)
