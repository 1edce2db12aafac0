"""What is searched for in the register, and how it is sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from zhunsheng.records.register.facets import Facet

Order = Literal["newest", "oldest"]


@dataclass(frozen=True)
class Criteria:
    """Which evaluations are searched for: those of which all of it is so.

    Attributes:
        case: How the id of the case begins.
        since: Made at this moment or later.
        until: Made before this moment.
        values: By what it is; an evaluation has a value if one of its subjects has it.
        newest: Only the last evaluation of each case.
        decided: Only those with a subject on whom the case was closed: with the opinion that is asked for, where one is.
    """

    case: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    values: Mapping[Facet, str] = field(default_factory=dict)
    newest: bool = False
    decided: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return self != Criteria()

    def without(self, facet: Facet) -> Criteria:
        """The same, whatever the value of one facet is."""
        return replace(self, values={of: value for of, value in self.values.items() if of is not facet})


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the time and the number of the evaluation that was the last on it."""

    at: str
    number: int

    @classmethod
    def read(cls, text: str) -> Cursor:
        """A cursor as it was written.

        Raises:
            ValueError: it is none.
        """
        at, _, number = text.rpartition("~")
        datetime.fromisoformat(at)
        return cls(at, int(number))

    def __str__(self) -> str:
        return f"{self.at}~{self.number}"


@dataclass(frozen=True)
class Wanted:
    """A page of what is searched for.

    Attributes:
        after: The cursor of the page before; None: the first page.
        limit: So many at most.
    """

    criteria: Criteria = field(default_factory=Criteria)
    order: Order = "newest"
    after: Cursor | None = None
    limit: int = 50
