"""Which subjects are counted: those of one category, place or level, decided between two months."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, get_args

from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest, refuse
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.groupings import Grouping
from zhunsheng.engine.statistics.tables import known_keys

#: The groupings by one value of which a count can be narrowed.
Narrowed: TypeAlias = Literal["category", "province", "level"]
NARROWED: tuple[Narrowed, ...] = get_args(Narrowed)

_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])\Z")


@dataclass(frozen=True)
class Narrowing:
    """What is asked of a subject to be counted; None asks nothing.

    Attributes:
        since, until: Months (``2021-08``), both included. A subject whose month is not known lies between no two.
    """

    category: str | None = None
    province: str | None = None
    level: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether it asks anything."""
        return any(getattr(self, field.name) is not None for field in fields(self))

    def takes(self, known: dict[Grouping, str | None]) -> bool:
        """Whether a subject of whom this is known is counted."""
        month = known["month"]
        return (
            all(getattr(self, key) in (None, known[key]) for key in NARROWED)
            and (self.since is None or (month is not None and month >= self.since))
            and (self.until is None or (month is not None and month <= self.until))
        )


def refuse_narrowing(asked: Narrowing, release: Release) -> None:
    """Asks whether the words of it are words of the vocabulary, and its months months.

    Raises:
        InputError: every one that is not, each at the field with its name.
    """
    refuse(
        (
            *(
                _no_value(key, value, release)
                for key in NARROWED
                if (value := getattr(asked, key)) is not None and value not in known_keys(key, release)
            ),
            *(
                _no_month(name, value)
                for name in ("since", "until")
                if (value := getattr(asked, name)) is not None and not _MONTH.match(value)
            ),
        )
    )
    if asked.since is not None and asked.until is not None and asked.since > asked.until:
        raise InputError([_backwards(asked.since, asked.until)])


def _no_value(key: Narrowed, value: str, release: Release) -> Problem:
    known = known_keys(key, release)
    return Problem(
        "unknown_value",
        f"'{value}' is no {key} of the vocabulary",
        mend=f"Use one of: {', '.join(known)}.",
        pointer=f"/{key}",
        near=nearest(value, known),
        zh=Chinese(f"词汇中没有“{value}”", f"可选：{'、'.join(known)}"),
    )


def _no_month(name: str, value: str) -> Problem:
    return Problem(
        "no_month",
        f"'{value}' is no month",
        mend="Write year and month as 2021-08.",
        pointer=f"/{name}",
        zh=Chinese(f"“{value}”不是月份", "请写成年和月，例如 2021-08"),
    )


def _backwards(since: str, until: str) -> Problem:
    return Problem(
        "backwards",
        f"{since} is after {until}",
        mend="Give the earlier month first.",
        pointer="/until",
        zh=Chinese(f"起始月份 {since} 晚于截止月份 {until}", "请把较早的月份填在前面"),
    )
