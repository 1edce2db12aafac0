"""The steps of a program as vector instructions: gates, comparisons and narrowing, for so many words at given addresses.

They are written in LLVM's language, through numba, because a compiler that finds loops over memory must first prove, or check at
every step, that they do not overlap. Each step is a switch over its kinds, and each kind a loop of its own:

- A gate takes a *stride* of words at once, as many as two of the widest vector registers hold.
- A comparison takes 64 numbers at once: processors have an instruction for exactly that, which gives one bit for each number.
- Narrowing copies 64 numbers with fewer bits. Those beyond the range of these bits are put at its ends, and those that are not
  known at its lower end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from zhunsheng.engine.batch.rail_program import GATES
from zhunsheng.engine.batch.words import STRIDE

#: LLVM's builder, its values and types, and numba's context; their packages have no types.
Builder: TypeAlias = Any
Value: TypeAlias = Any

#: Bits in which numbers are stored.
WIDTHS = (8, 16, 32, 64)

_WORD = ir.IntType(64)


def _lanes(width: int, number: int = 64) -> Value:
    return ir.VectorType(ir.IntType(width), number)


def _at(builder: Builder, address: Value, kind: Value) -> Value:
    return builder.inttoptr(address, kind.as_pointer())


def _further(builder: Builder, address: Value, index: Value, octets: int) -> Value:
    return builder.add(address, builder.mul(index, _WORD(octets)))


def _each_kind(
    builder: Builder, kind: Value, count: Value, bodies: Mapping[int, Callable[[Value], None]]
) -> None:
    """A switch over kinds, each of which is a loop that runs so many times; its body is told the number of the round."""
    after = builder.append_basic_block("after")
    switch = builder.switch(kind, after)
    for number, body in bodies.items():
        block = builder.append_basic_block(f"kind_{number}")
        switch.add_case(_WORD(number), block)
        builder.position_at_end(block)
        with cgutils.for_range(builder, count) as loop:
            body(loop.index)
        builder.branch(after)
    builder.position_at_end(after)


def _gates(
    typing_context: Any, code: Any, words: Any, target: Any, one: Any, two: Any, three: Any, four: Any
) -> Any:
    """Does a conjunction (`rail_program.gate_code`) for so many words, a multiple of a stride; all but the two are addresses."""

    def lower(context: Any, builder: Builder, signature: Any, arguments: Any) -> Any:
        code, words, target, *places = arguments
        stride = _lanes(64, STRIDE)

        def body(parts: int, negated: int, inverted: bool) -> Callable[[Value], None]:
            def do(index: Value) -> None:
                found = None
                for number, place in enumerate(places[:parts]):
                    address = _further(builder, place, index, 8 * STRIDE)
                    part = builder.load(_at(builder, address, stride), typ=stride, align=8)
                    part = builder.not_(part) if number >= parts - negated else part
                    found = part if found is None else builder.and_(found, part)
                found = builder.not_(found) if inverted else found
                address = _further(builder, target, index, 8 * STRIDE)
                builder.store(found, _at(builder, address, stride), align=8)

            return do

        strides = builder.udiv(words, _WORD(STRIDE))
        _each_kind(builder, code, strides, {kind: body(*gate) for kind, gate in GATES.items()})
        return context.get_dummy_value()

    return types.none(*[types.int64] * 7), lower


def _compare(
    typing_context: Any, equal: Any, width: Any, number: Any, words: Any, target: Any, column: Any
) -> Any:
    """Compares 64 numbers of so many bits for each of some words: are they a number, or else at least that?"""

    def lower(context: Any, builder: Builder, signature: Any, arguments: Any) -> Any:
        equal, width, number, words, target, column = arguments

        def body(sign: str, width: int) -> Callable[[Value], None]:
            def do(index: Value) -> None:
                lanes = _lanes(width)
                address = _further(builder, column, index, 8 * width)
                values = builder.load(_at(builder, address, lanes), typ=lanes, align=1)
                constant = number if width == 64 else builder.trunc(number, ir.IntType(width))
                bits = builder.icmp_signed(sign, values, _in_all(builder, constant, lanes))
                word = _at(builder, _further(builder, target, index, 8), _WORD)
                builder.store(builder.bitcast(bits, _WORD), word, align=8)

            return do

        bodies = {width + (sign == "=="): body(sign, width) for width in WIDTHS for sign in ("==", ">=")}
        _each_kind(builder, builder.add(width, equal), words, bodies)
        return context.get_dummy_value()

    return types.none(*[types.int64] * 6), lower


def _narrow(
    typing_context: Any, width: Any, narrower: Any, words: Any, target: Any, column: Any, known: Any
) -> Any:
    """Narrows 64 numbers for each of some words; `known` is the address of the words that say where they are known."""

    def lower(context: Any, builder: Builder, signature: Any, arguments: Any) -> Any:
        width, narrower, words, target, column, known = arguments

        def body(width: int, narrower: int) -> Callable[[Value], None]:
            def do(index: Value) -> None:
                wide, lanes = _lanes(width), _lanes(narrower)
                address = _further(builder, column, index, 8 * width)
                values = builder.load(_at(builder, address, wide), typ=wide, align=1)
                edge = 1 << (narrower - 1)
                if narrower < width:
                    for sign, limit in (("<", edge - 1), (">", -edge)):
                        ends = ir.Constant(wide, [limit] * 64)
                        values = builder.select(builder.icmp_signed(sign, values, ends), values, ends)
                    values = builder.trunc(values, lanes)
                word = builder.load(
                    _at(builder, _further(builder, known, index, 8), _WORD), typ=_WORD, align=8
                )
                lowest = ir.Constant(lanes, [-edge] * 64)
                values = builder.select(builder.bitcast(word, _lanes(1)), values, lowest)
                address = _further(builder, target, index, 8 * narrower)
                builder.store(values, _at(builder, address, lanes), align=1)

            return do

        bodies = {
            64 * width + narrower: body(width, narrower)
            for narrower in WIDTHS
            for width in WIDTHS
            if narrower <= width
        }
        kind = builder.add(builder.mul(width, _WORD(64)), narrower)
        _each_kind(builder, kind, words, bodies)
        return context.get_dummy_value()

    return types.none(*[types.int64] * 6), lower


def _in_all(builder: Builder, number: Value, lanes: Value) -> Value:
    """A number in all lanes."""
    nothing = ir.Constant(lanes, ir.Undefined)
    one = builder.insert_element(nothing, number, ir.IntType(32)(0))
    return builder.shuffle_vector(one, nothing, ir.Constant(_lanes(32), [0] * 64))


#: To numba these are functions without the first parameter, which is its own.
gates: Any = intrinsic(_gates)
compare: Any = intrinsic(_compare)
narrow: Any = intrinsic(_narrow)
