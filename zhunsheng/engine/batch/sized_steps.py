"""The steps of a program for columns of certain widths: which narrowing, and which comparisons, are then known by their code.

A program serves columns however they are stored. The machine would have to look at each step how wide the column is that it
compares; instead the steps are written out for the columns of a run, once.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from zhunsheng.engine.batch.rail_program import AT_LEAST, EQUAL, FETCH_COLUMN, NARROW, RailProgram, Steps

#: Bits in which numbers are stored.
WIDTHS = (8, 16, 32, 64)


class Narrowing(NamedTuple):
    """From how many bits to how many; as many, where only what is not known becomes the lowest number."""

    stored: int
    narrower: int


#: A column is compared as it is.
TAKE = NARROW
#: The other narrowings, and the comparisons with their sign and width, by their codes.
NARROWINGS: Mapping[int, Narrowing] = dict(
    enumerate(
        (Narrowing(stored, narrower) for stored in WIDTHS for narrower in WIDTHS if narrower <= stored),
        start=AT_LEAST + 1,
    )
)
COMPARISONS: Mapping[int, tuple[str, int]] = dict(
    enumerate(
        ((sign, width) for width in WIDTHS for sign in ("==", ">=")), start=AT_LEAST + 1 + len(NARROWINGS)
    )
)
_NARROWINGS = {of: code for code, of in NARROWINGS.items()}
_COMPARISONS = {of: code for code, of in COMPARISONS.items()}


@functools.lru_cache(maxsize=64)
def sized(program: RailProgram, widths: tuple[int, ...], columns: int, everywhere: int) -> Steps:
    """The steps for columns of these widths.

    Args:
        widths: Bits of each column.
        columns: The place of the first column.
        everywhere: The place of a row of ones, which says of a column that is known throughout where it is known.
    """
    steps = program.steps
    found = steps.copy()
    found[np.isin(steps[:, 0], (FETCH_COLUMN, NARROW)), 2] += columns
    held = 0
    for number in np.flatnonzero(steps[:, 0] >= NARROW).tolist():
        code, _, column, width, known, *_ = steps[number].tolist()
        if code != NARROW:
            found[number, 0] = _COMPARISONS["==" if code == EQUAL else ">=", held]
            continue
        held = min(width, widths[column])
        if held < widths[column] or known >= 0:
            found[number, 0] = _NARROWINGS[Narrowing(widths[column], held)]
            found[number, 4] = known if known >= 0 else everywhere
    return found
