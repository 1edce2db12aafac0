"""Runs a program on numpy: block after block, each step a few calls on words that are used again and again.

The slower of two kernels, and the plainer one; it is there on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.rail_program import (
    AT_LEAST,
    COPY,
    EQUAL,
    GATES,
    INVERT,
    NARROW,
    RailProgram,
    fill_constants,
)
from zhunsheng.engine.batch.words import Truths, Words, packed

#: Words of a register: enough that numpy's own cost of a call (half a microsecond) is small beside the work.
BLOCK = 2048


def run(
    program: RailProgram, bits: Sequence[Words], columns: Sequence[npt.NDArray[np.signedinteger]], out: Words
) -> None:
    """Runs a program.

    Args:
        bits: As `RailProgram.bits`, each at least as many words as a row of `out`.
        columns: As `RailProgram.columns`, each 64 rows for each of these words.
        out: One row of words for each output.
    """
    fill_constants(program, out)
    width = out.shape[1]
    longest = min(BLOCK, width)
    registers = np.empty((program.registers, longest), dtype=np.uint64)
    spare, truths = np.empty(longest, dtype=np.uint64), np.empty(longest * 64, dtype=np.bool_)
    steps = program.steps.tolist()
    for start in range(0, width, BLOCK):
        end = min(start + BLOCK, width)
        places = [row[: end - start] for row in registers]
        places += [row[start:end] for row in (*bits, *out)]
        column, known = np.empty(0, dtype=np.int8), None
        for code, target, *operands in steps:
            if code in GATES:
                parts, negated, inverted = GATES[code]
                read = [places[part] for part in operands[:parts]]
                _gate(read, negated, inverted, places[target], spare[: end - start])
            elif code == NARROW:
                # numpy compares any width as it is.
                number, _, where = operands[:3]
                column = columns[number][start * 64 : end * 64]
                known = None if where < 0 else places[where]
            elif code in (COPY, INVERT):
                source = places[operands[0]]
                places[target][:] = source if code == COPY else ~source
            elif code in (EQUAL, AT_LEAST):
                _compare(column, code == EQUAL, operands[0], places[target], truths)
                if known is not None:
                    places[target] &= known


def _gate(parts: Sequence[Words], negated: int, inverted: bool, target: Words, spare: Words) -> None:
    """A conjunction of which the last so many parts are negated, or its negation."""
    positive, negative = parts[: len(parts) - negated], parts[len(parts) - negated :]
    # Nothing is written to the target before all parts have been read: it may be the register of one of them.
    if negative:
        np.bitwise_or(negative[0], negative[-1], out=spare)
        for part in negative[1:-1]:
            np.bitwise_or(spare, part, out=spare)
        np.invert(spare, out=spare)
    else:
        np.copyto(spare, positive[0])
    for part in positive:
        np.bitwise_and(spare, part, out=spare)
    if inverted:
        np.invert(spare, out=target)
    else:
        np.copyto(target, spare)


def _compare(
    column: npt.NDArray[np.signedinteger], equal: bool, number: int, target: Words, truths: Truths
) -> None:
    found = truths[: len(column)]
    (np.equal if equal else np.greater_equal)(column, number, out=found)
    np.copyto(target, packed(found))
