"""Runs a program as machine code: one function, compiled once, that walks the steps of any program over blocks of words.

The function is a small machine (`vector_steps`). It fetches a step, and does it for a whole block of words at once, so that the
cost of fetching is spread over thousands of rows. (The other way, a function compiled for each ruleset, takes long to compile and
is slower: docs/decisions/0021.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numba
import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.rail_program import RailProgram, fill_constants
from zhunsheng.engine.batch.sized_steps import sized
from zhunsheng.engine.batch.vector_steps import walk
from zhunsheng.engine.batch.words import ONES, Words, on_lines

#: Words of a block. With more, a few hundred registers are too far from the processor; with fewer, steps are fetched too often.
BLOCK = 160


@numba.njit(nogil=True)
def _machine(steps, places, further, words, narrowed):  # type: ignore[no-untyped-def]  # numba types it
    """Walks the steps for one block of words after the other; the places are moved on as it goes."""
    for start in range(0, words, BLOCK):
        block = min(BLOCK, words - start)
        walk(steps.ctypes.data, steps.shape[0], places.ctypes.data, block, narrowed)
        for place in range(places.shape[0]):
            places[place] += block * further[place]


def run(
    program: RailProgram, bits: Sequence[Words], columns: Sequence[npt.NDArray[np.signedinteger]], out: Words
) -> None:
    """Runs a program; as `numpy_kernel.run`. Other Python threads go on meanwhile."""
    fill_constants(program, out)
    try:
        memory = program.spare.pop()
    except IndexError:  # the first run, or another thread has it
        # Registers; a row of ones; and a column that was narrowed, 64 numbers of at most 64 bits a word.
        memory = on_lines(program.registers + 1 + 64, BLOCK)
        memory[program.registers] = ONES
    octets = memory.strides[0]
    registers = _address(memory) + octets * np.arange(program.registers)
    written = _address(out) + out.strides[0] * np.arange(len(out))
    ones = _address(memory) + octets * program.registers
    # Where each place is in the first block, and by how many octets it is further on with each word.
    places = np.array([*registers, *map(_address, bits), *written, *map(_address, columns), ones], np.int64)
    widths = tuple(column.itemsize * 8 for column in columns)
    rows = len(bits) + len(out)
    further = np.array([*[0] * len(registers), *[8] * rows, *[8 * width for width in widths], 0], np.int64)
    steps = sized(program, widths, len(registers) + rows, len(places) - 1)
    _machine(steps, places, further, out.shape[1], ones + octets)
    program.spare.append(memory)


def _address(values: npt.NDArray[np.generic]) -> int:
    address: int = values.__array_interface__["data"][0]
    return address
