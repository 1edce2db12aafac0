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
from zhunsheng.engine.batch.word_shares import in_shares
from zhunsheng.engine.batch.words import Truths, Value, Words, packed, padded, words_for

#: Words of a register: enough that numpy's own cost of a call (half a microsecond) is small beside the work.
BLOCK = 2048


def run(
    program: RailProgram,
    bits: Sequence[Words],
    columns: Sequence[npt.NDArray[np.signedinteger]],
    rows: int,
    out: Words,
    threads: int = 1,
) -> None:
    """Runs a program.

    Args:
        bits: As `RailProgram.bits`, each with a bit for each row at least.
        columns: As `RailProgram.columns`, each with a number for each row at least.
        out: A row of words for each output, `words_for(rows)` long. What it says beyond the rows does not matter.
        threads: So many share the rows.
    """
    fill_constants(program, out)
    steps = program.steps.tolist()
    in_shares(
        words_for(rows), threads, lambda first, end: _run(program, steps, bits, columns, out, first, end)
    )


def _run(
    program: RailProgram,
    steps: Sequence[Sequence[int]],
    bits: Sequence[Words],
    columns: Sequence[npt.NDArray[np.signedinteger]],
    out: Words,
    first: int,
    end_of_share: int,
) -> None:
    """Runs its steps for the words from one to before another."""
    longest = min(BLOCK, end_of_share - first)
    registers = np.empty((program.registers, longest), dtype=np.uint64)
    spare, truths = np.empty(longest, dtype=np.uint64), np.empty(longest * 64, dtype=np.bool_)
    for start in range(first, end_of_share, BLOCK):
        end = min(start + BLOCK, end_of_share)
        places = [row[: end - start] for row in registers]
        places += [_from(words, start, end - start) for words in bits]
        places += [row[start:end] for row in out]
        column, known = np.empty(0, dtype=np.int8), None
        for code, target, *operands in steps:
            if code in GATES:
                parts, negated, inverted = GATES[code]
                read = [places[part] for part in operands[:parts]]
                _gate(read, negated, inverted, places[target], spare[: end - start])
            elif code == NARROW:
                # numpy compares any width as it is.
                number, _, where = operands[:3]
                column = _from(columns[number], start * 64, (end - start) * 64)
                known = None if where < 0 else places[where]
            elif code in (COPY, INVERT):
                source = places[operands[0]]
                places[target][:] = source if code == COPY else ~source
            elif code in (EQUAL, AT_LEAST):
                _compare(column, code == EQUAL, operands[0], places[target], truths)
                if known is not None:
                    places[target] &= known


def _from(values: npt.NDArray[Value], start: int, number: int) -> npt.NDArray[Value]:
    """So many values; with zeros where there are no more."""
    found = values[start : start + number]
    return found if len(found) == number else padded(found, number)


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
