"""By what subjects are counted: six columns of a result, of which two hold several values for one subject.

No row is ever left out. A row whose value is not known is in the group `unknown`, and a subject on which nothing is established
(an empty list of findings or rules) is in the group `none`; the two are not the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Grouping: TypeAlias = Literal["category", "province", "level", "month", "finding", "rule"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)

#: The column of a result (`batch.results.SCHEMA`) that a grouping reads.
COLUMNS: Mapping[Grouping, str] = {
    "category": "category",
    "province": "province",
    "level": "level",
    "month": "month",
    "finding": "findings",
    "rule": "rules",
}

#: The groupings by which one subject can be in several groups.
SEVERAL: tuple[Grouping, ...] = ("finding", "rule")

GroupKind: TypeAlias = Literal["group", "none", "unknown"]


@dataclass(frozen=True, order=True)
class GroupKey:
    """Which group: one with a value, or one of the two that have none."""

    kind: GroupKind
    value: str = ""


NONE, UNKNOWN = GroupKey("none"), GroupKey("unknown")
