"""The machine that walks the steps of a program, in LLVM's language: each step for so many words at once, as vector instructions.

It is written there, through numba, because a compiler that finds loops over memory must first prove, or check at every step, that
they do not overlap, and because a step is so short (some twenty nanoseconds) that each check around it counts. One switch over
what a step does, and behind it for each kind a loop of its own:

- A gate takes a *stride* of words at once, as many as two of the widest vector registers hold.
- A comparison takes 64 numbers at once: processors have an instruction for exactly that, which gives one bit for each number.
- Narrowing copies 64 numbers with fewer bits. Those beyond the range of these bits are put at its ends, and those that are not
  known at its lower end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from zhunsheng.engine.batch.rail_program import (
    COPY,
    COPYING,
    FETCH,
    FETCH_COLUMN,
    FIELDS,
    GATES,
    INVERT,
    INVERTING,
)
from zhunsheng.engine.batch.sized_steps import COMPARISONS, NARROWINGS, TAKE, Narrowing
from zhunsheng.engine.batch.words import LINE, STRIDE

#: LLVM's builder, its values and types, and numba's context; their packages have no types.
Builder: TypeAlias = Any
Value: TypeAlias = Any

_WORD = ir.IntType(64)
_OCTETS = ir.IntType(8).as_pointer()
#: Of a column so many octets are fetched: after that it is a long run, which the processor sees by itself.
_BEGINNING = 1024


@dataclass(frozen=True)
class _Machine:
    """Where the machine is: at a step, in a block.

    Attributes:
        step: The address of the step.
        places: The address of the addresses of the places.
        words: How many words a block has.
        narrowed: The address of the room for a narrowed column.
        column: Where the address of the column is kept that comparisons read.
    """

    builder: Builder
    step: Value
    places: Value
    words: Value
    narrowed: Value
    column: Value

    def number(self, field: int) -> Value:
        """A number of the step."""
        return self.builder.load(self.builder.gep(self.step, [_WORD(field)]), typ=_WORD)

    def place(self, field: int) -> Value:
        """The address of the place whose number the step has."""
        return self.builder.load(self.builder.gep(self.places, [self.number(field)]), typ=_WORD)

    @contextmanager
    def each(self, count: Value) -> Iterator[Value]:
        """A loop that runs so many times; gives the number of the round."""
        with cgutils.for_range(self.builder, count) as loop:
            yield loop.index

    def load(self, address: Value, index: Value, kind: Value, octets: int) -> Value:
        """One of many vectors that lie there one after the other, from any address on."""
        return self.builder.load(self._at(address, index, kind, octets), typ=kind, align=1)

    def store(self, value: Value, address: Value, index: Value, kind: Value, octets: int) -> None:
        """Writes one of many such vectors."""
        self.builder.store(value, self._at(address, index, kind, octets), align=1)

    def _at(self, address: Value, index: Value, kind: Value, octets: int) -> Value:
        further = self.builder.add(address, self.builder.mul(index, _WORD(octets)))
        return self.builder.inttoptr(further, kind.as_pointer())

    def gate(self, parts: int, negated: int, inverted: bool, same: bool = False) -> None:
        """A conjunction (`rail_program.GATES`); `same`: of one row with itself, which is a copy."""
        builder, stride, octets = self.builder, _lanes(64, STRIDE), 8 * STRIDE
        places = [self.place(2 + (0 if same else part)) for part in range(parts)]
        target = self.place(1)
        with self.each(builder.udiv(self.words, _WORD(STRIDE))) as index:
            found = None
            for number, place in enumerate(places):
                part = self.load(place, index, stride, octets)
                part = builder.not_(part) if number >= parts - negated else part
                found = part if found is None else builder.and_(found, part)
            self.store(builder.not_(found) if inverted else found, target, index, stride, octets)

    def fetch(self, address: Value, octets: Value) -> None:
        """Has so many octets fetched, which are read or written soon."""
        kind = ir.FunctionType(ir.VoidType(), [_OCTETS] + [ir.IntType(32)] * 3)
        prefetch = self.builder.module.declare_intrinsic("llvm.prefetch", [_OCTETS], kind)
        for_writing, keep, data = (ir.IntType(32)(number) for number in (1, 3, 1))
        with self.each(self.builder.udiv(octets, _WORD(LINE))) as index:
            line = self._at(address, index, ir.IntType(8), LINE)
            self.builder.call(prefetch, [line, for_writing, keep, data])

    def take(self, column: Value) -> None:
        """What is compared from now on."""
        self.builder.store(column, self.column)

    def compare(self, sign: str, width: int) -> None:
        """Compares 64 numbers of so many bits for each word with the constant of the step."""
        builder, lanes = self.builder, _lanes(width)
        number, target, column = self.number(2), self.place(1), builder.load(self.column, typ=_WORD)
        constant = number if width == 64 else builder.trunc(number, ir.IntType(width))
        constants = _in_all(builder, constant, lanes)
        with self.each(self.words) as index:
            values = self.load(column, index, lanes, 8 * width)
            bits = builder.icmp_signed(sign, values, constants)
            self.store(builder.bitcast(bits, _WORD), target, index, _WORD, 8)

    def narrow(self, of: Narrowing) -> None:
        """Narrows 64 numbers for each word, and takes them."""
        builder, wide, lanes = self.builder, _lanes(of.stored), _lanes(of.narrower)
        column, known = self.place(2), self.place(4)
        edge = 1 << (of.narrower - 1)
        with self.each(self.words) as index:
            values = self.load(column, index, wide, 8 * of.stored)
            if of.narrower < of.stored:
                for sign, limit in (("<", edge - 1), (">", -edge)):
                    ends = ir.Constant(wide, [limit] * 64)
                    values = builder.select(builder.icmp_signed(sign, values, ends), values, ends)
                values = builder.trunc(values, lanes)
            where = builder.bitcast(self.load(known, index, _WORD, 8), _lanes(1))
            values = builder.select(where, values, ir.Constant(lanes, [-edge] * 64))
            self.store(values, self.narrowed, index, lanes, 8 * of.narrower)
        self.take(self.narrowed)

    def kinds(self) -> Mapping[int, Callable[[], None]]:
        """What each kind of step does."""
        builder = self.builder
        found: dict[int, Callable[[], None]] = {
            kind: _bound(self.gate, *gate) for kind, gate in GATES.items()
        }
        found[COPY] = _bound(self.gate, *GATES[COPYING], True)
        found[INVERT] = _bound(self.gate, *GATES[INVERTING], True)
        found[FETCH] = lambda: self.fetch(self.place(1), builder.mul(self.words, _WORD(8)))
        found[FETCH_COLUMN] = lambda: self.fetch(self.place(2), _WORD(_BEGINNING))
        found[TAKE] = lambda: self.take(self.place(2))
        found.update({kind: _bound(self.compare, *of) for kind, of in COMPARISONS.items()})
        found.update({kind: _bound(self.narrow, of) for kind, of in NARROWINGS.items()})
        return found


def _walk(typing_context: Any, steps: Any, number: Any, places: Any, words: Any, narrowed: Any) -> Any:
    """Does so many steps for a block of so many words, a multiple of a stride. The others are addresses.

    Steps are those of `sized_steps`; places the addresses of their places in the block; narrowed is room for a column.
    """

    def lower(context: Any, builder: Builder, signature: Any, arguments: Any) -> Any:
        steps, number, places, words, narrowed = arguments
        column = cgutils.alloca_once_value(builder, _WORD(0))  # type: ignore[no-untyped-call]  # numba has no types
        numbers = _WORD.as_pointer()
        first, table = builder.inttoptr(steps, numbers), builder.inttoptr(places, numbers)
        with cgutils.for_range(builder, number) as loop:
            step = builder.gep(first, [builder.mul(loop.index, _WORD(FIELDS))])
            machine = _Machine(builder, step, table, words, narrowed, column)
            after = builder.append_basic_block("after")
            switch = builder.switch(machine.number(0), after)
            for kind, does in machine.kinds().items():
                block = builder.append_basic_block(f"kind_{kind}")
                switch.add_case(_WORD(kind), block)
                builder.position_at_end(block)
                does()
                builder.branch(after)
            builder.position_at_end(after)
        return context.get_dummy_value()

    return types.none(*[types.int64] * 5), lower


def _copy(typing_context: Any, target: Any, source: Any, octets: Any) -> Any:
    """Copies so many octets from one address to another."""

    def lower(context: Any, builder: Builder, signature: Any, arguments: Any) -> Any:
        target, source, octets = arguments
        pointers = [builder.inttoptr(address, _OCTETS) for address in (target, source)]
        cgutils.raw_memcpy(builder, pointers[0], pointers[1], octets, 1, align=1)  # type: ignore[no-untyped-call]  # numba has no types
        return context.get_dummy_value()

    return types.none(*[types.int64] * 3), lower


def _lanes(width: int, number: int = 64) -> Value:
    return ir.VectorType(ir.IntType(width), number)


def _bound(method: Callable[..., None], *arguments: Any) -> Callable[[], None]:
    return lambda: method(*arguments)


def _in_all(builder: Builder, number: Value, lanes: Value) -> Value:
    """A number in all lanes."""
    nothing = ir.Constant(lanes, ir.Undefined)
    one = builder.insert_element(nothing, number, ir.IntType(32)(0))
    return builder.shuffle_vector(one, nothing, ir.Constant(_lanes(32), [0] * 64))


#: To numba these are functions without the first parameter, which is its own.
walk: Any = intrinsic(_walk)
copy: Any = intrinsic(_copy)
