"""A graph of gates as a list of steps for a machine with a few hundred registers, each a run of words.

One program serves every block of rows. What keeps it fast is that little is moved:

- A gate reads inputs where they lie, and one that is an output writes where its row is to be; only what lies between has a
  register, which is used again as soon as nobody reads it any more. So what a block needs stays in the processor's cache.
- A conjunction of three to five is one step where what it is made of is of no other use.
- A column of numbers is made narrow (eight bits, or sixteen) and compared with all its constants one after the other, while it is
  in the nearest cache. Numbers beyond the narrow range are clamped to its ends, which no constant asks about, and those that
  are not known become the lowest, of which no comparison is true: so "known, and at least so much" is one comparison.

The order of steps is depth-first, from one output to the next in the order in which their gates were made: both readings of a
rule one after the other, so that what they share is read while it is near and then given up. Wherever the rows of outputs are to
lie, which their caller decides, does not matter for that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.fetched_ahead import fetched_ahead
from zhunsheng.engine.batch.rail_graph import Bits, Compared, Literal, RailGraph, depth_first
from zhunsheng.engine.batch.wide_gates import wide_gates
from zhunsheng.engine.batch.words import ONES, Words

#: Parts of a conjunction that is one step.
MOST_PARTS = 5

#: Numbers that a step has: what it does, its target, and as many parts.
FIELDS = 2 + MOST_PARTS

#: What a step does, by its code, where it is a gate: a conjunction of so many parts, of which the last so many are negated, and
#: whether the whole is.
GATES: Mapping[int, tuple[int, int, bool]] = dict(
    enumerate(
        (parts, negated, inverted)
        for parts in range(2, MOST_PARTS + 1)
        for inverted in (False, True)
        for negated in range(parts + 1)
    )
)
_CODES = {gate: code for code, gate in GATES.items()}

#: The codes of the other steps.
COPY, INVERT, FETCH, FETCH_COLUMN, NARROW, EQUAL, AT_LEAST = range(len(GATES), len(GATES) + 7)

#: The gates that copy a row, and its negation, where both parts are that row.
COPYING, INVERTING = _CODES[2, 0, False], _CODES[2, 0, True]

Steps = npt.NDArray[np.int64]
Step = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class RailProgram:
    """The steps, and what they read and write.

    Words have places: first the registers, then the rows of bits that are read, then the rows that are written.

    Attributes:
        bits: The names of the inputs that are bits, by their number.
        columns: Those of the columns that are compared.
        steps: One row a step: what it does, target, and of a gate its parts; of COPY and INVERT the place that is read; of
            NARROW the column, the bits it is narrowed to, and the place of the row that says where it is known, or -1 (its
            target is none); of a comparison (of the column that was narrowed last) the constant.
        registers: How many.
        outputs: How many rows of words are written.
        constant: The outputs that are the same for every row.
        spare: Registers of earlier runs, for the next one: memory that is asked for anew is slow to come by.
    """

    bits: tuple[object, ...]
    columns: tuple[object, ...]
    steps: Steps
    registers: int
    outputs: int
    constant: tuple[tuple[int, bool], ...]
    spare: deque[Words] = field(default_factory=deque, repr=False)


def program(graph: RailGraph, outputs: Sequence[Literal]) -> RailProgram:
    """The steps that write these literals, in their order."""
    return _Translation(graph, outputs).program()


def fill_constants(of: RailProgram, out: Words) -> None:
    """Writes the outputs that are the same for every row, for which there are no steps."""
    for number, value in of.constant:
        out[number] = ONES if value else 0


@dataclass(frozen=True)
class _Place:
    """Where the words of a variable are, and whether they are its negation.

    Attributes:
        kind: A register, a row that is read, or one that is written; numbered from 0 each.
    """

    kind: int
    number: int
    inverted: bool = False


_REGISTER, _READ, _WRITTEN = range(3)

#: A step while the places have no numbers yet: what it does, target, what it reads.
_Unnumbered: TypeAlias = tuple[int, _Place, tuple["_Place | int", ...]]


class _Translation:
    """Translates one graph."""

    def __init__(self, graph: RailGraph, outputs: Sequence[Literal]) -> None:
        self._graph = graph
        self._outputs = outputs
        self._parts = wide_gates(graph, outputs, MOST_PARTS)
        self._of_column: dict[tuple[object, object], list[tuple[int, Compared]]] = {}
        self._order = self._ordered()
        self._wanted: dict[int, list[tuple[int, bool]]] = {}
        for number, literal in enumerate(outputs):
            self._wanted.setdefault(abs(literal), []).append((number, literal < 0))
        self._bits: dict[object, int] = {}
        self._columns: dict[object, int] = {}
        self._places: dict[int, _Place] = {}
        self._free: list[int] = []
        self._registers = 0
        self._steps: list[_Unnumbered] = []

    def program(self) -> RailProgram:
        last_use = {part: n for n, (_, parts) in enumerate(self._order) for part in map(abs, parts)}
        for number, (variable, parts) in enumerate(self._order):
            places = [(self._places[abs(part)], part < 0) for part in parts]
            for part in {abs(part) for part in parts}:
                if last_use[part] == number and self._places[part].kind == _REGISTER:
                    self._free.append(self._places[part].number)
            if parts:
                self._gate(variable, places)
            elif variable not in self._places:
                self._input(variable)
            self._copies(variable)
        constant = tuple(
            (number, not inverted) for number, inverted in self._wanted.get(self._graph.true, ())
        )
        return RailProgram(
            tuple(self._bits),
            tuple(self._columns),
            np.array(list(self._numbered()), dtype=np.int64).reshape(-1, FIELDS),
            self._registers,
            len(self._outputs),
            constant,
        )

    def _ordered(self) -> list[tuple[int, tuple[Literal, ...]]]:
        """Each variable that is needed, after its parts; an input at its first use, with the others of its column."""
        found: dict[int, tuple[Literal, ...]] = {}
        order = depth_first(sorted(self._outputs, key=abs), self._parts)
        for variable in order:
            if isinstance(of := self._graph.inputs.get(variable), Compared):
                self._of_column.setdefault((of.name, of.known), []).append((variable, of))
        for variable in order:
            of = self._graph.inputs.get(variable)
            if isinstance(of, Compared):
                found.update((other, ()) for other, _ in self._of_column[of.name, of.known])
            elif variable != self._graph.true:
                found.setdefault(variable, self._parts.get(variable, ()))
        return list(found.items())

    def _gate(self, variable: int, places: Sequence[tuple[_Place, bool]]) -> None:
        parts = sorted(places, key=lambda part: part[1] != part[0].inverted)
        negated = sum(negative != place.inverted for place, negative in parts)
        target = self._target(variable)
        code = _CODES[len(parts), negated, target.inverted]
        self._steps.append((code, target, tuple(place for place, _ in parts)))

    def _input(self, variable: int) -> None:
        match self._graph.inputs[variable]:
            case Bits(name):
                self._places[variable] = _Place(_READ, self._bits.setdefault(name, len(self._bits)))
            case Compared(name, known=known):
                self._compared(name, known)

    def _compared(self, name: object, known: object) -> None:
        """Narrows a column and compares it with all constants that are asked for."""
        asked = self._of_column[name, known]
        column = self._columns.setdefault(name, len(self._columns))
        width = _width([of for _, of in asked])
        where = -1 if known is None else _Place(_READ, self._bits.setdefault(known, len(self._bits)))
        self._steps.append((NARROW, _Place(_REGISTER, 0), (column, width, where)))
        for variable, of in asked:
            code = EQUAL if of.sign == "==" else AT_LEAST
            target = self._target(variable, invertible=False)
            self._steps.append((code, target, (of.number,)))

    def _target(self, variable: int, *, invertible: bool = True) -> _Place:
        """Where a variable is written: at an output that wants it, else in a register."""
        wanted = self._wanted.get(variable, [])
        chosen = next((of for of in wanted if invertible or not of[1]), None)
        if chosen is not None:
            self._places[variable] = _Place(_WRITTEN, *chosen)
        else:
            if not self._free:
                self._free.append(self._registers)
                self._registers += 1
            self._places[variable] = _Place(_REGISTER, self._free.pop())
        return self._places[variable]

    def _copies(self, variable: int) -> None:
        """Other outputs that want the same variable, or its negation."""
        place = self._places[variable]
        for number, inverted in self._wanted.get(variable, ()):
            if (place.kind, place.number) != (_WRITTEN, number):
                code = INVERT if inverted != place.inverted else COPY
                self._steps.append((code, _Place(_WRITTEN, number), (place,)))

    def _numbered(self) -> Iterator[Step]:
        """The steps with their places as numbers."""
        first = {_REGISTER: 0, _READ: self._registers, _WRITTEN: self._registers + len(self._bits)}

        def number(of: _Place | int) -> int:
            return of if isinstance(of, int) else first[of.kind] + of.number

        for code, target, operands in fetched_ahead(self._steps, _fetches):
            read = [number(operand) for operand in operands]
            yield (code, number(target), *read, *[0] * (MOST_PARTS - len(read)))


def _fetches(step: _Unnumbered) -> Iterator[_Unnumbered]:
    """The steps that fetch what a step reads and writes outside the registers."""
    code, target, operands = step
    if code == NARROW:
        yield FETCH_COLUMN, _Place(_REGISTER, 0), operands[:1]
    for place in (*operands, target):
        if isinstance(place, _Place) and place.kind != _REGISTER:
            yield FETCH, _Place(place.kind, place.number), ()


def _width(compared: Sequence[Compared]) -> int:
    """The bits in which a column can be held so that clamped numbers compare as before with these constants."""
    limits = [of.number for of in compared]
    for width in (8, 16, 32):
        edge = 1 << (width - 1)
        if -edge < min(limits) and max(limits) < edge - 1:
            return width
    return 64
