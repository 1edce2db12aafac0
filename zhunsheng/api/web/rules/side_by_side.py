"""Two texts side by side, line by line: what stands in both, what was taken out, and what was put in."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from zhunsheng.api.web.rules.shown import Shown


class LinePair(Shown):
    """A line before and the one after beside it; None where there is none on that side."""

    before: str | None
    after: str | None
    same: bool


def side_by_side(before: str | None, after: str | None) -> tuple[LinePair, ...]:
    """Two texts in pairs of lines; None is no text at all."""
    old, new = ([] if text is None else text.split("\n") for text in (before, after))
    return tuple(_pairs(old, new))


def _pairs(old: list[str], new: list[str]) -> Iterator[LinePair]:
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for line, other in zip_longest(old[start:end], new[new_start:new_end]):
            yield LinePair(before=line, after=other, same=kind == "equal")
