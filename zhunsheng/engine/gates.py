"""Gates over literals: what is written in them serves a solver (`proof.clauses`) and millions of rows (`batch.rail_graph`).

A literal is a whole number; its negation is the negative number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeAlias, TypeVar

Literal: TypeAlias = int

Day = TypeVar("Day", contravariant=True)


class Gates(Protocol):
    """Makes gates.

    Attributes:
        true: The literal that always holds.
    """

    true: Literal

    def all_of(self, parts: Iterable[Literal]) -> Literal:
        """True where all parts are."""

    def any_of(self, parts: Iterable[Literal]) -> Literal:
        """True where one of the parts is, or more."""


class GatesOverDays(Protocol[Day]):
    """Makes gates over days, in whatever form a day is there."""

    @property
    def clauses(self) -> Gates:
        """What makes the gates."""

    def within(self, row: Day, first: date | None, last: date | None) -> Literal:
        """Whether a day lies from one day to another for certain, both included; None is no limit."""
