"""Runs a program as machine code: one function, compiled once, that walks the steps of any program over blocks of words.

The function is a small machine. It fetches a step, and does it for a whole block of words at once, so that the cost of fetching
is spread over thousands of rows, and the inner loops are what a compiler turns into vector instructions. (The other way, a
function compiled for each ruleset, takes minutes to compile and is slower: straight-line code of ten thousand operations does
not fit the instruction cache.)

A comparison takes 64 values at once. Processors have an instruction for exactly that, which gives one bit for each value;
LLVM finds it when a comparison of 64 lanes is written down as such (`_comparison`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from zhunsheng.engine.batch.rail_program import (
    AND,
    AND_NOT,
    AT_LEAST,
    EQUAL,
    READ,
    WRITE,
    RailProgram,
    fill_constants,
)
from zhunsheng.engine.batch.words import STRIDE, Words

#: The registers of a block are to stay in the second-level cache: so many words of them, and no more in one register.
CACHE, LONGEST = 96 * 1024, 128


def _comparison(sign: str, width: int) -> Any:
    """The function (target, address, number) that compares 64 signed numbers and puts the 64 bits at a target."""

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target, address, number = arguments
        lane, lanes = ir.IntType(width), ir.VectorType(ir.IntType(width), 64)
        values = builder.load(builder.inttoptr(address, lanes.as_pointer()), typ=lanes, align=1)
        constant = number if width == 64 else builder.trunc(number, lane)
        one = builder.insert_element(ir.Constant(lanes, ir.Undefined), constant, ir.IntType(32)(0))
        every = builder.shuffle_vector(
            one, ir.Constant(lanes, ir.Undefined), ir.Constant(ir.VectorType(ir.IntType(32), 64), [0] * 64)
        )
        word = builder.bitcast(builder.icmp_signed(sign, values, every), ir.IntType(64))
        builder.store(word, builder.inttoptr(target, ir.IntType(64).as_pointer()), align=8)
        return context.get_dummy_value()

    def compare(typing_context: Any, target: Any, address: Any, number: Any) -> Any:
        return types.none(types.int64, types.int64, types.int64), lower

    return intrinsic(compare)


_equal_8, _equal_16, _equal_32, _equal_64 = (_comparison("==", width) for width in (8, 16, 32, 64))
_least_8, _least_16, _least_32, _least_64 = (_comparison(">=", width) for width in (8, 16, 32, 64))


def _step(gate: str) -> Any:
    """The function (target, first, second) that does a gate for `STRIDE` words at three addresses, in vector registers."""

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        lanes = ir.VectorType(ir.IntType(64), STRIDE)

        def at(address: Any) -> Any:
            return builder.inttoptr(address, lanes.as_pointer())

        target, one, other = arguments
        first = builder.load(at(one), typ=lanes, align=8)
        second = builder.load(at(other), typ=lanes, align=8)
        match gate:
            case "and":
                value = builder.and_(first, second)
            case "and not":
                value = builder.and_(first, builder.not_(second))
            case _:
                value = builder.not_(builder.or_(first, second))
        builder.store(value, at(target), align=8)
        return context.get_dummy_value()

    def step(typing_context: Any, target: Any, first: Any, second: Any) -> Any:
        return types.none(types.int64, types.int64, types.int64), lower

    return intrinsic(step)


_and, _and_not, _nor = _step("and"), _step("and not"), _step("nor")


@numba.njit(nogil=True, cache=False)
def _compare(equal, width, address, number, words, target):  # type: ignore[no-untyped-def]  # numba types it
    """Compares 64 values for each of some words."""
    if width == 1:
        for i in range(words):
            if equal:
                _equal_8(target + 8 * i, address + 64 * i, number)
            else:
                _least_8(target + 8 * i, address + 64 * i, number)
    elif width == 2:
        for i in range(words):
            if equal:
                _equal_16(target + 8 * i, address + 128 * i, number)
            else:
                _least_16(target + 8 * i, address + 128 * i, number)
    elif width == 4:
        for i in range(words):
            if equal:
                _equal_32(target + 8 * i, address + 256 * i, number)
            else:
                _least_32(target + 8 * i, address + 256 * i, number)
    else:
        for i in range(words):
            if equal:
                _equal_64(target + 8 * i, address + 512 * i, number)
            else:
                _least_64(target + 8 * i, address + 512 * i, number)


@numba.njit(nogil=True, cache=False)
def _machine(steps, bits, columns, widths, registers, block, out, out_row, width):  # type: ignore[no-untyped-def]  # numba types it
    """Does all steps for one block after the other. Registers and rows are addresses."""
    stride = 8 * STRIDE
    for start in range(0, width, block):
        words = min(block, width - start)
        for step in range(steps.shape[0]):
            does, place, first, second = steps[step, 0], steps[step, 1], steps[step, 2], steps[step, 3]
            if EQUAL <= does <= AT_LEAST:
                size = widths[first]
                at = columns[first] + 64 * size * start
                _compare(does == EQUAL, size, at, second, words, registers + 8 * block * place)
                continue
            one, other = registers + 8 * block * first, registers + 8 * block * second
            target = registers + 8 * block * place
            if does == READ:
                one = other = bits[first] + 8 * start
            elif does >= WRITE:
                target = out + out_row * place + 8 * start
                other = one
            if does in (AND, READ, WRITE):
                for i in range(0, words * 8, stride):
                    _and(target + i, one + i, other + i)
            elif does == AND_NOT:
                for i in range(0, words * 8, stride):
                    _and_not(target + i, one + i, other + i)
            else:
                for i in range(0, words * 8, stride):
                    _nor(target + i, one + i, other + i)


def run(
    program: RailProgram, bits: Sequence[Words], columns: Sequence[npt.NDArray[np.signedinteger]], out: Words
) -> None:
    """Runs a program; as `numpy_kernel.run`. Other Python threads go on meanwhile."""
    fill_constants(program, out)
    block = max(STRIDE, min(LONGEST, CACHE // max(program.registers, 1)) // STRIDE * STRIDE)
    registers = np.empty(max(program.registers, 1) * block, dtype=np.uint64)
    _machine(
        program.steps,
        np.array([_address(row) for row in bits], dtype=np.int64),
        np.array([_address(column) for column in columns], dtype=np.int64),
        np.array([column.itemsize for column in columns], dtype=np.int64),
        registers.ctypes.data,
        block,
        out.ctypes.data,
        out.strides[0],
        out.shape[1],
    )


def _address(values: npt.NDArray[np.generic]) -> int:
    address: int = values.__array_interface__["data"][0]
    return address
