"""Runs a program as machine code: one function, compiled once, that walks the steps of any program over blocks of words.

The function is a small machine. It fetches a step, and does it for a whole block of words at once, so that the cost of fetching
is spread over thousands of rows. (The other way, a function compiled for each ruleset, takes minutes to compile and is slower:
straight-line code of ten thousand operations does not fit the instruction cache.)

The inner steps are written as vector instructions (`_gate`, `_comparison`, `_narrowing`), because a compiler that finds loops
over memory must first prove, or check at every step, that they do not overlap. A comparison takes 64 numbers at once:
processors have an instruction for exactly that, which gives one bit for each number.
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

from zhunsheng.engine.batch.rail_program import COPY, EQUAL, NARROW, RailProgram, fill_constants
from zhunsheng.engine.batch.words import STRIDE, Words

#: So many words of registers a block has, and so many in one register at most: longer ones are far from the processor, shorter
#: ones make the machine fetch its steps too often.
CACHE, LONGEST = 512 * 1024, 512

_OCTETS = 8 * STRIDE


def _gate(parts: int, negated: int, inverted: bool) -> Any:
    """The function (target, parts …) that does a conjunction, of which the last so many parts are negated, for one stride."""

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        lanes = ir.VectorType(ir.IntType(64), STRIDE)

        def at(address: Any) -> Any:
            return builder.inttoptr(address, lanes.as_pointer())

        target, *places = arguments
        found = None
        for number, place in enumerate(places[:parts]):
            part = builder.load(at(place), typ=lanes, align=8)
            part = builder.not_(part) if number >= parts - negated else part
            found = part if found is None else builder.and_(found, part)
        builder.store(builder.not_(found) if inverted else found, at(target), align=8)
        return context.get_dummy_value()

    def gate(typing_context: Any, target: Any, one: Any, two: Any, three: Any, four: Any) -> Any:
        return types.none(*[types.int64] * 5), lower

    return intrinsic(gate)


def _comparison(sign: str, width: int) -> Any:
    """The function (target, address, number) that compares 64 signed numbers and puts the 64 bits at a target."""

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target, address, number = arguments
        lane, lanes = ir.IntType(width), ir.VectorType(ir.IntType(width), 64)
        values = builder.load(builder.inttoptr(address, lanes.as_pointer()), typ=lanes, align=1)
        constant = number if width == 64 else builder.trunc(number, lane)
        bits = builder.icmp_signed(sign, values, _every(builder, constant, lanes))
        word = builder.bitcast(bits, ir.IntType(64))
        builder.store(word, builder.inttoptr(target, ir.IntType(64).as_pointer()), align=8)
        return context.get_dummy_value()

    def compare(typing_context: Any, target: Any, address: Any, number: Any) -> Any:
        return types.none(*[types.int64] * 3), lower

    return intrinsic(compare)


def _narrowing(width: int, narrow: int) -> Any:
    """The function (target, address, known) that copies 64 signed numbers with fewer bits.

    Those beyond the range of these bits are put at its ends, and those that are not known at its lower end.
    """

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target, address, known = arguments
        wide, lanes = (ir.VectorType(ir.IntType(bits), 64) for bits in (width, narrow))
        values = builder.load(builder.inttoptr(address, wide.as_pointer()), typ=wide, align=1)
        if narrow < width:
            edge = 1 << (narrow - 1)
            for sign, limit in (("<", edge - 1), (">", -edge)):
                ends = ir.Constant(wide, [limit] * 64)
                values = builder.select(builder.icmp_signed(sign, values, ends), values, ends)
            values = builder.trunc(values, lanes)
        lowest = ir.Constant(lanes, [-(1 << (narrow - 1))] * 64)
        values = builder.select(builder.bitcast(known, ir.VectorType(ir.IntType(1), 64)), values, lowest)
        builder.store(values, builder.inttoptr(target, lanes.as_pointer()), align=1)
        return context.get_dummy_value()

    def narrowed(typing_context: Any, target: Any, address: Any, known: Any) -> Any:
        return types.none(*[types.int64] * 3), lower

    return intrinsic(narrowed)


@intrinsic
def _word(typing_context: Any, address: Any) -> Any:
    """The 64 bits at an address."""

    def lower(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = ir.IntType(64)
        return builder.load(builder.inttoptr(arguments[0], word.as_pointer()), typ=word, align=8)

    return types.int64(types.int64), lower


def _every(builder: Any, number: Any, lanes: Any) -> Any:
    """A number in all lanes."""
    nothing = ir.Constant(lanes, ir.Undefined)
    one = builder.insert_element(nothing, number, ir.IntType(32)(0))
    return builder.shuffle_vector(one, nothing, ir.Constant(ir.VectorType(ir.IntType(32), 64), [0] * 64))


_equal_8, _equal_16, _equal_32, _equal_64 = (_comparison("==", width) for width in (8, 16, 32, 64))
_least_8, _least_16, _least_32, _least_64 = (_comparison(">=", width) for width in (8, 16, 32, 64))
_8_to_8 = _narrowing(8, 8)
_16_to_8 = _narrowing(16, 8)
_32_to_8 = _narrowing(32, 8)
_64_to_8 = _narrowing(64, 8)
_16_to_16 = _narrowing(16, 16)
_32_to_16 = _narrowing(32, 16)
_64_to_16 = _narrowing(64, 16)
_32_to_32 = _narrowing(32, 32)
_64_to_32 = _narrowing(64, 32)
_64_to_64 = _narrowing(64, 64)
_two, _two_one, _two_none = (_gate(2, negated, False) for negated in range(3))
_not_two, _not_two_one, _not_two_none = (_gate(2, negated, True) for negated in range(3))
_three, _three_one, _three_two, _three_none = (_gate(3, negated, False) for negated in range(4))
_not_three, _not_three_one, _not_three_two, _not_three_none = (
    _gate(3, negated, True) for negated in range(4)
)
_four, _four_one, _four_two, _four_three, _four_none = (_gate(4, negated, False) for negated in range(5))
_not_four, _not_four_one, _not_four_two, _not_four_three, _not_four_none = (
    _gate(4, negated, True) for negated in range(5)
)


@numba.njit(nogil=True)
def _gates(code, words, target, one, two, three, four):  # type: ignore[no-untyped-def]  # numba types it
    """Does a gate for some words (`rail_program.gate_code`)."""
    if code == 0:
        for i in range(0, words * 8, _OCTETS):
            _two(target + i, one + i, two + i, three + i, four + i)
    elif code == 1:
        for i in range(0, words * 8, _OCTETS):
            _two_one(target + i, one + i, two + i, three + i, four + i)
    elif code == 2:
        for i in range(0, words * 8, _OCTETS):
            _two_none(target + i, one + i, two + i, three + i, four + i)
    elif code == 3:
        for i in range(0, words * 8, _OCTETS):
            _not_two(target + i, one + i, two + i, three + i, four + i)
    elif code == 4:
        for i in range(0, words * 8, _OCTETS):
            _not_two_one(target + i, one + i, two + i, three + i, four + i)
    elif code == 5:
        for i in range(0, words * 8, _OCTETS):
            _not_two_none(target + i, one + i, two + i, three + i, four + i)
    elif code == 6:
        for i in range(0, words * 8, _OCTETS):
            _three(target + i, one + i, two + i, three + i, four + i)
    elif code == 7:
        for i in range(0, words * 8, _OCTETS):
            _three_one(target + i, one + i, two + i, three + i, four + i)
    elif code == 8:
        for i in range(0, words * 8, _OCTETS):
            _three_two(target + i, one + i, two + i, three + i, four + i)
    elif code == 9:
        for i in range(0, words * 8, _OCTETS):
            _three_none(target + i, one + i, two + i, three + i, four + i)
    elif code == 10:
        for i in range(0, words * 8, _OCTETS):
            _not_three(target + i, one + i, two + i, three + i, four + i)
    elif code == 11:
        for i in range(0, words * 8, _OCTETS):
            _not_three_one(target + i, one + i, two + i, three + i, four + i)
    elif code == 12:
        for i in range(0, words * 8, _OCTETS):
            _not_three_two(target + i, one + i, two + i, three + i, four + i)
    elif code == 13:
        for i in range(0, words * 8, _OCTETS):
            _not_three_none(target + i, one + i, two + i, three + i, four + i)
    elif code == 14:
        for i in range(0, words * 8, _OCTETS):
            _four(target + i, one + i, two + i, three + i, four + i)
    elif code == 15:
        for i in range(0, words * 8, _OCTETS):
            _four_one(target + i, one + i, two + i, three + i, four + i)
    elif code == 16:
        for i in range(0, words * 8, _OCTETS):
            _four_two(target + i, one + i, two + i, three + i, four + i)
    elif code == 17:
        for i in range(0, words * 8, _OCTETS):
            _four_three(target + i, one + i, two + i, three + i, four + i)
    elif code == 18:
        for i in range(0, words * 8, _OCTETS):
            _four_none(target + i, one + i, two + i, three + i, four + i)
    elif code == 19:
        for i in range(0, words * 8, _OCTETS):
            _not_four(target + i, one + i, two + i, three + i, four + i)
    elif code == 20:
        for i in range(0, words * 8, _OCTETS):
            _not_four_one(target + i, one + i, two + i, three + i, four + i)
    elif code == 21:
        for i in range(0, words * 8, _OCTETS):
            _not_four_two(target + i, one + i, two + i, three + i, four + i)
    elif code == 22:
        for i in range(0, words * 8, _OCTETS):
            _not_four_three(target + i, one + i, two + i, three + i, four + i)
    else:
        for i in range(0, words * 8, _OCTETS):
            _not_four_none(target + i, one + i, two + i, three + i, four + i)


@numba.njit(nogil=True)
def _compare(equal, width, address, number, words, target):  # type: ignore[no-untyped-def]  # numba types it
    """Compares 64 numbers for each of some words."""
    if width == 8:
        for i in range(words):
            if equal:
                _equal_8(target + 8 * i, address + 64 * i, number)
            else:
                _least_8(target + 8 * i, address + 64 * i, number)
    elif width == 16:
        for i in range(words):
            if equal:
                _equal_16(target + 8 * i, address + 128 * i, number)
            else:
                _least_16(target + 8 * i, address + 128 * i, number)
    elif width == 32:
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


@numba.njit(nogil=True)
def _narrow(width, narrow, address, known, words, target):  # type: ignore[no-untyped-def]  # numba types it
    """Narrows 64 numbers for each of some words; where they are known is at an address, or everywhere (0)."""
    for i in range(words):
        where = _word(known + 8 * i) if known else -1  # type: ignore[call-arg]  # numba passes the context
        to, of = target + 8 * narrow * i, address + 8 * width * i
        if narrow == 8:
            if width == 8:
                _8_to_8(to, of, where)
            elif width == 16:
                _16_to_8(to, of, where)
            elif width == 32:
                _32_to_8(to, of, where)
            else:
                _64_to_8(to, of, where)
        elif narrow == 16:
            if width == 16:
                _16_to_16(to, of, where)
            elif width == 32:
                _32_to_16(to, of, where)
            else:
                _64_to_16(to, of, where)
        elif narrow == 32:
            if width == 32:
                _32_to_32(to, of, where)
            else:
                _64_to_32(to, of, where)
        else:
            _64_to_64(to, of, where)


@numba.njit(nogil=True)
def _machine(steps, rows, columns, widths, registers, number, scratch, places, block, width):  # type: ignore[no-untyped-def]  # numba types it
    """Does all steps for one block after the other. Rows, columns, registers and scratch are addresses."""
    for register in range(number):
        places[register] = registers + 8 * block * register
    for start in range(0, width, block):
        words = min(block, width - start)
        for row in range(rows.shape[0]):
            places[number + row] = rows[row] + 8 * start
        column, held = 0, 0
        for step in range(steps.shape[0]):
            code, first = steps[step, 0], steps[step, 2]
            if code < COPY:
                one, two = places[first], places[steps[step, 3]]
                three, four = places[steps[step, 4]], places[steps[step, 5]]
                _gates(code, words, places[steps[step, 1]], one, two, three, four)
            elif code >= EQUAL:
                _compare(code == EQUAL, held, column, first, words, places[steps[step, 1]])
            elif code == NARROW:
                stored, held = widths[first], steps[step, 3]
                column = columns[first] + 8 * stored * start
                held = min(held, stored)
                known = places[steps[step, 4]] if steps[step, 4] >= 0 else 0
                if held < stored or known:
                    _narrow(stored, held, column, known, words, scratch)
                    column = scratch
            else:
                one = places[first]
                _gates(0 if code == COPY else 3, words, places[steps[step, 1]], one, one, one, one)


def run(
    program: RailProgram, bits: Sequence[Words], columns: Sequence[npt.NDArray[np.signedinteger]], out: Words
) -> None:
    """Runs a program; as `numpy_kernel.run`. Other Python threads go on meanwhile."""
    fill_constants(program, out)
    block = max(STRIDE, min(LONGEST, CACHE // max(program.registers, 1)) // STRIDE * STRIDE)
    try:
        registers = program.spare.pop()
    except IndexError:  # the first run, or another thread has them
        registers = np.empty((max(program.registers, 1) + 64) * block, dtype=np.uint64)
    read = np.array([_address(row) for row in bits], dtype=np.int64)
    rows = np.concatenate((read, _address(out) + out.strides[0] * np.arange(len(out))))
    _machine(
        program.steps,
        rows,
        np.array([_address(column) for column in columns], dtype=np.int64),
        np.array([column.itemsize * 8 for column in columns], dtype=np.int64),
        _address(registers),
        program.registers,
        # Beyond the registers there is room for a column that was narrowed: 64 numbers a word.
        _address(registers[program.registers * block :]),
        np.empty(program.registers + len(rows) + 1, dtype=np.int64),
        block,
        out.shape[1],
    )
    program.spare.append(registers)


def _address(values: npt.NDArray[np.generic]) -> int:
    address: int = values.__array_interface__["data"][0]
    return address
