"""The ends of a range of measures, each known only to lie between two steps.

A range on a ladder of measures has a low and a high end. Under unknown facts an end is not one step but
some steps between a least and a most, and every operation says what becomes of both:

- the heavier of several: the heaviest least and the heaviest most;
- a change that is made (one step up, off to none, not above a cap): made to both;
- a change that may or may not be made: the bounds then hold the result of making it *and* of not making it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from zhunsheng.engine.kleene import Truth


@dataclass(frozen=True)
class Bounds:
    """A step of a ladder that is known to lie between two, both included; 0 is none."""

    least: int
    most: int

    def changed(self, when: Truth, change: Callable[[int], int]) -> Bounds:
        """After a change that is made, or not, or perhaps; under a change, heavier must stay heavier."""
        after = Bounds(change(self.least), change(self.most))
        if when is Truth.TRUE:
            return after
        if when is Truth.FALSE:
            return self
        return Bounds(min(self.least, after.least), max(self.most, after.most))

    def reaches(self, step: int) -> Truth:
        """Whether it is this step or a heavier one."""
        if self.least >= step:
            return Truth.TRUE
        return Truth.FALSE if self.most < step else Truth.UNKNOWN


NONE = Bounds(0, 0)


@dataclass(frozen=True)
class Ends:
    """A range on one track.

    Attributes:
        wish: The low end without the clauses that say "may": where a recommendation starts.
    """

    low: Bounds = NONE
    wish: Bounds = NONE
    high: Bounds = NONE

    def each(self) -> tuple[Bounds, Bounds, Bounds]:
        """The three ends."""
        return self.low, self.wish, self.high


def to_none(_: int) -> int:
    """The change that leaves nothing."""
    return 0


def heaviest(ends: Iterable[Bounds]) -> Bounds:
    """The heaviest of several ends; of none, none."""
    found = tuple(ends)
    return Bounds(max((end.least for end in found), default=0), max((end.most for end in found), default=0))


def heavier_of(ranges: Sequence[Ends]) -> Ends:
    """The heavier of several ranges, end by end."""
    return Ends(
        heaviest(one.low for one in ranges),
        heaviest(one.wish for one in ranges),
        heaviest(one.high for one in ranges),
    )
