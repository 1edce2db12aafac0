"""Runs a program as machine code: one function, compiled once, that walks the steps of any program over blocks of words.

The function is a small machine. It fetches a step, and does it for a whole block of words at once (`vector_steps`), so that the
cost of fetching is spread over thousands of rows. (The other way, a function compiled for each ruleset, takes long to compile and
is slower: docs/decisions/0021.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numba
import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.rail_program import (
    COPY,
    COPYING,
    EQUAL,
    INVERTING,
    NARROW,
    RailProgram,
    fill_constants,
)
from zhunsheng.engine.batch.vector_steps import compare, gates, narrow
from zhunsheng.engine.batch.words import ONES, STRIDE, Words

#: So many words of registers a block has, and so many in one register at most: longer ones are far from the processor, shorter
#: ones make the machine fetch its steps too often.
CACHE, LONGEST = 512 * 1024, 512


@numba.njit(nogil=True)
def _machine(steps, rows, columns, widths, registers, number, everywhere, narrowed, places, block, width):  # type: ignore[no-untyped-def]  # numba types it
    """Does all steps for one block after the other. Rows, columns and registers are addresses.

    So are `everywhere`, a row of ones, and `narrowed`, the room for a column that was narrowed.
    """
    for register in range(number):
        places[register] = registers + 8 * block * register
    for start in range(0, width, block):
        words = min(block, width - start)
        for row in range(rows.shape[0]):
            places[number + row] = rows[row] + 8 * start
        column, held = 0, 0
        for step in range(steps.shape[0]):
            code, first, second, third = steps[step, 0], steps[step, 2], steps[step, 3], steps[step, 4]
            target = places[steps[step, 1]]
            if code < COPY:
                two, three, four = places[second], places[third], places[steps[step, 5]]
                gates(code, words, target, places[first], two, three, four)
            elif code >= EQUAL:
                compare(code == EQUAL, held, first, words, target, column)
            elif code == NARROW:
                stored = widths[first]
                held = min(second, stored)
                column = columns[first] + 8 * stored * start
                if held < stored or third >= 0:
                    known = places[third] if third >= 0 else everywhere
                    narrow(stored, held, words, narrowed, column, known)
                    column = narrowed
            else:
                one = places[first]
                gates(COPYING if code == COPY else INVERTING, words, target, one, one, one, one)


def run(
    program: RailProgram, bits: Sequence[Words], columns: Sequence[npt.NDArray[np.signedinteger]], out: Words
) -> None:
    """Runs a program; as `numpy_kernel.run`. Other Python threads go on meanwhile."""
    fill_constants(program, out)
    block = max(STRIDE, min(LONGEST, CACHE // max(program.registers, 1)) // STRIDE * STRIDE)
    try:
        memory = program.spare.pop()
    except IndexError:  # the first run, or another thread has it
        # Registers; a row of ones; and a column that was narrowed, 64 numbers of at most 64 bits a word.
        memory = np.empty((program.registers + 1 + 64, block), dtype=np.uint64)
        memory[program.registers] = ONES
    read = np.array([_address(row) for row in bits], dtype=np.int64)
    rows = np.concatenate((read, _address(out) + out.strides[0] * np.arange(len(out))))
    _machine(
        program.steps,
        rows,
        np.array([_address(column) for column in columns], dtype=np.int64),
        np.array([column.itemsize * 8 for column in columns], dtype=np.int64),
        _address(memory),
        program.registers,
        _address(memory[program.registers]),
        _address(memory[program.registers + 1]),
        np.empty(program.registers + len(rows) + 1, dtype=np.int64),
        block,
        out.shape[1],
    )
    program.spare.append(memory)


def _address(values: npt.NDArray[np.generic]) -> int:
    address: int = values.__array_interface__["data"][0]
    return address
