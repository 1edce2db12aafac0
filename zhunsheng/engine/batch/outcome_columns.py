"""From rows of bits to the columns of the answer: forms, findings, deciding rules, recommended measures.

A form is a row of bits ("form k or heavier", for each k), so the form of a subject is how many of them are set. Rules are
rare: few of hundreds are established on any subject, so for each rule the subjects are listed on which it is, and the lists are
then turned over. Which measures are recommended follows from where the tracks stand (`outcome.recommended_steps`); millions of
subjects stand in few ways, so it is worked out once for each way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhunsheng.engine.batch.outputs import FormRail, MatchingRail, StepRail, UsualRail, Written
from zhunsheng.engine.batch.words import Words, truths_of
from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.outcome import recommended_steps
from zhunsheng.engine.scale import FORMS, Scale

Forms = npt.NDArray[np.int8]


def forms(written: Written, rows: int, end: str) -> Forms:
    """The form that an end reaches in each row."""
    found = np.zeros(rows, dtype=np.int8)
    for form in FORMS:
        found += truths_of(written[FormRail(end, form)], rows).view(np.int8)  # type: ignore[arg-type]  # one of its ends
    return len(FORMS) - found if end == "not_highest" else found


def listed(rows_of: Mapping[str, Words], rows: int) -> pa.ListArray:
    """For each row, the names whose bits are set in it, in the order of the names."""
    names = sorted(rows_of)
    found = [np.flatnonzero(truths_of(rows_of[name], rows)) for name in names]
    where = np.concatenate([*found, np.empty(0, dtype=np.intp)])
    which = np.repeat(np.arange(len(names), dtype=np.int32), [len(of_name) for of_name in found])
    # Places below 65,536 are sorted by radix, which takes a tenth of the time.
    order = np.argsort(where.astype(np.uint16) if rows <= 1 << 16 else where, kind="stable")
    offsets = np.zeros(rows + 1, dtype=np.int32)
    np.cumsum(np.bincount(where, minlength=rows), out=offsets[1:])
    return pa.ListArray.from_arrays(offsets, pa.array(names, pa.string()).take(pa.array(which[order])))


@dataclass(frozen=True)
class _Digit:
    """A number from 0 up that a row of bits for each step counts."""

    names: tuple[object, ...]

    def read(self, written: Written, rows: int) -> npt.NDArray[np.int64]:
        found = np.zeros(rows, dtype=np.int64)
        for name in self.names:
            found += truths_of(written[name], rows)
        return found


#: Digits are put together to a number as long as it stays below this.
_ROOM = 1 << 62


def _told_apart(
    ways: Sequence[tuple[int, ...]], numbers: npt.NDArray[np.int64], digits: Sequence[_Digit]
) -> tuple[list[tuple[int, ...]], npt.NDArray[np.int64]]:
    """The ways to stand that some row does, and for each row which of them it is.

    Args:
        ways: Those before these digits.
        numbers: Of each row, the number of its way before them, and then the digits.
    """
    encoded = pa.array(numbers).dictionary_encode()
    found = []
    for number in encoded.dictionary.to_pylist():
        before, last = number, list[int]()
        for digit in reversed(digits):
            before, of_digit = divmod(before, len(digit.names) + 1)
            last.append(of_digit)
        found.append((*ways[before], *reversed(last)))
    return found, encoded.indices.to_numpy().astype(np.int64)


@dataclass(frozen=True)
class Measures:
    """Finds the recommended measures of millions of subjects, by working out once what follows for each way to stand."""

    scale: Scale

    def of(self, written: Written, rows: int) -> pa.ListArray:
        """The keys of the recommended measures of each row, in the order of the scale."""
        ways, which = self._ways(written, rows)
        lists = [self._recommended(way) for way in ways]
        return pa.array(lists, pa.list_(pa.string())).take(pa.array(which))

    def _ways(self, written: Written, rows: int) -> tuple[Sequence[tuple[int, ...]], npt.NDArray[np.int32]]:
        """The different ways to stand, each as its digits, and which of them each row does."""
        numbers = np.zeros(rows, dtype=np.int64)
        ways: Sequence[tuple[int, ...]] = [()]
        waiting: list[_Digit] = []
        room = 1
        for digit in self._digits:
            if room * (len(digit.names) + 1) > _ROOM:
                ways, numbers = _told_apart(ways, numbers, waiting)
                room, waiting = len(ways), []
            room *= len(digit.names) + 1
            waiting.append(digit)
            numbers = numbers * (len(digit.names) + 1) + digit.read(written, rows)
        ways, numbers = _told_apart(ways, numbers, waiting)
        return ways, numbers.astype(np.int32)

    @cached_property
    def _digits(self) -> tuple[_Digit, ...]:
        ends = (
            _Digit(tuple(StepRail(track.key, end, step) for step in range(1, len(track.steps) + 1)))
            for track in self.scale.tracks
            for end in ("start", "high")
        )
        others: tuple[object, ...] = (
            *(UsualRail(usual.form) for usual in self.scale.practice.forms),
            *(MatchingRail(number) for number in range(len(self.scale.matching))),
        )
        return (*ends, *(_Digit((name,)) for name in others))

    @cached_property
    def _kept(self) -> dict[tuple[int, ...], tuple[str, ...]]:
        return {}

    def _recommended(self, way: tuple[int, ...]) -> tuple[str, ...]:
        """The measures for one way to stand."""
        if way not in self._kept:
            self._kept[way] = self._worked_out(way)
        return self._kept[way]

    def _worked_out(self, way: tuple[int, ...]) -> tuple[str, ...]:
        scale = self.scale
        starts, highs = way[0 : 2 * len(scale.tracks) : 2], way[1 : 2 * len(scale.tracks) : 2]
        others = way[2 * len(scale.tracks) :]
        practice = scale.practice.forms
        usual = max((of.form for of, said in zip(practice, others, strict=False) if said), default=0)
        asked = others[len(practice) :]
        # The start already is the end from which a recommendation starts, so no circumstance moves it again.
        tracks = {
            track.key: TrackVerdict(start, start, high, start, high, heavier=False, lighter=False)
            for track, start, high in zip(scale.tracks, starts, highs, strict=True)
        }
        matching = [of for of, is_asked in zip(scale.matching, asked, strict=True) if is_asked]
        steps = recommended_steps(tracks, scale, usual, matching)
        return tuple(track.steps[steps[track.key] - 1].key for track in scale.tracks if steps[track.key])
