"""Which entries of an export were there already, which are missing, and which stand in the wrong place.

Numbers count up by one. Where they do not, there are three reasons, and an auditor wants to know which: an entry is gone, stands
elsewhere, or stands twice. The same number with other bytes is the gravest: somebody told two stories. So of each entry the
beginning of its hash is kept, eight bytes; runs of numbers in order need no more than that, however long they are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right, insort
from collections.abc import Iterator
from enum import Enum

_KEPT = 8


class Place(Enum):
    """Where an entry stands."""

    NEXT = "next"
    AFTER_A_GAP = "after a gap"
    LATE = "late"
    REPEATED = "repeated"
    FORKED = "forked"


class EntryNumbers:
    """The numbers that were read so far."""

    def __init__(self) -> None:
        #: The number that comes next, if all goes well.
        self.next = 0
        self._runs: list[tuple[int, array[int]]] = []
        self._open: tuple[int, array[int]] | None = None

    def take(self, number: int, leaf: bytes) -> Place:
        """Where the entry with this number and leaf hash stands."""
        mark = int.from_bytes(leaf[:_KEPT])
        expected, self.next = self.next, number + 1
        before = self._mark_of(number)
        if before is not None:
            self._open = None
            return Place.REPEATED if before == mark else Place.FORKED
        self._add(number, mark)
        if number == expected:
            return Place.NEXT
        return Place.AFTER_A_GAP if number > expected else Place.LATE

    def missing(self, size: int) -> Iterator[range]:
        """The numbers that are missing up to the largest that was read, and up to `size`, in ranges."""
        start = 0
        for first, marks in self._runs:
            if first > start:
                yield range(start, first)
            start = first + len(marks)
        if size > start:
            yield range(start, size)

    def _mark_of(self, number: int) -> int | None:
        at = bisect_right(self._runs, number, key=_first) - 1
        if at < 0:
            return None
        first, marks = self._runs[at]
        return marks[number - first] if number - first < len(marks) else None

    def _add(self, number: int, mark: int) -> None:
        if self._open is None or self._open[0] + len(self._open[1]) != number:
            self._open = (number, array("Q"))
            insort(self._runs, self._open, key=_first)
        self._open[1].append(mark)


def _first(run: tuple[int, array[int]]) -> int:
    return run[0]
