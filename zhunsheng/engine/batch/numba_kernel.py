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
from zhunsheng.engine.batch.vector_steps import copy, walk
from zhunsheng.engine.batch.word_shares import in_shares
from zhunsheng.engine.batch.words import ONES, STRIDE, Words, on_lines

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


@numba.njit(nogil=True)
def _copy_last(places, further, rows, room):  # type: ignore[no-untyped-def]  # numba types it
    """Moves places to where so many rows have been copied, and as many zeros that a stride is full.

    An input may end with its last row; a step always does a whole stride.
    """
    for place in range(places.shape[0]):
        copy(room.ctypes.data, places[place], (rows * further[place] + 63) // 64)
        places[place] = room.ctypes.data
        room = room[STRIDE * further[place] :]
    return room


def run(
    program: RailProgram,
    bits: Sequence[Words],
    columns: Sequence[npt.NDArray[np.signedinteger]],
    rows: int,
    out: Words,
    threads: int = 1,
) -> None:
    """Runs a program; as `numpy_kernel.run`. Other Python threads go on meanwhile."""
    fill_constants(program, out)
    # Where each place is in the first block, registers left open, and by how many octets it is further on with each word.
    registers = np.zeros(program.registers, np.int64)
    places = np.concatenate((registers, _addresses(bits), _row_addresses(out), _addresses(columns), [0]))
    widths = tuple(column.itemsize * 8 for column in columns)
    first_column, ones = len(places) - 1 - len(columns), len(places) - 1
    further = np.full(len(places), 8)
    further[: len(registers)] = further[ones] = 0
    further[first_column:ones] = [8 * width for width in widths]
    steps = sized(program, widths, first_column, ones)
    inputs = (slice(len(registers), len(registers) + len(bits)), slice(first_column, ones))

    def share(first: int, end: int) -> None:
        memory = _memory(program)
        own = _row_addresses(memory[: program.registers + 2])
        here = places + first * further
        here[: program.registers], here[ones] = own[:-2], own[-2]
        whole = min(end, rows // (STRIDE * 64) * STRIDE)
        _machine(steps, here, further, whole - first, own[-1])
        if whole < end:
            room = np.zeros(STRIDE * int(further.sum()), np.uint8)
            for read in inputs:
                room = _copy_last(here[read], further[read], rows - whole * 64, room)
            _machine(steps, here, further, end - whole, own[-1])
        program.spare.append(memory)

    in_shares(out.shape[1], threads, share)


def _memory(program: RailProgram) -> Words:
    """The registers; a row of ones; and room for a narrowed column, 64 numbers of at most 64 bits a word."""
    try:
        return program.spare.pop()
    except IndexError:  # the first run, or another thread has it
        memory = on_lines(program.registers + 1 + 64, BLOCK)
        memory[program.registers] = ONES
        return memory


def _addresses(arrays: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.int64]:
    return np.array([array.__array_interface__["data"][0] for array in arrays], np.int64)


def _row_addresses(rows: Words) -> npt.NDArray[np.int64]:
    return _addresses([rows]) + rows.strides[0] * np.arange(len(rows))
