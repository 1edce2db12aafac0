"""A graph of gates as a list of steps for a machine with a few hundred registers, each a run of words.

One program serves every block of rows: a step reads one or two registers and writes one. A register is used again as soon as
nobody reads it any more, so that what a block needs stays in the processor's cache; the order of steps is the depth-first
order of the outputs, and an input is read where it is first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.rail_graph import Bits, Compared, Input, Literal, RailGraph
from zhunsheng.engine.batch.words import ONES, Words

#: What a step does with `first` and `second`: registers, but for READ (input), EQUAL and AT_LEAST (input and number).
AND, AND_NOT, NOR, READ, EQUAL, AT_LEAST, WRITE, WRITE_NOT = range(8)

Steps = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RailProgram:
    """The steps, and what they read and write.

    Attributes:
        bits: The names of the inputs that are bits, by their number.
        columns: Those of the columns that are compared.
        steps: One row a step: what it does, target register (or number of the output), first, second.
        registers: How many.
        outputs: How many rows of words are written.
        constant: The outputs that are the same for every row.
    """

    bits: tuple[object, ...]
    columns: tuple[object, ...]
    steps: Steps
    registers: int
    outputs: int
    constant: tuple[tuple[int, bool], ...]


def program(graph: RailGraph, outputs: Sequence[Literal]) -> RailProgram:
    """The steps that write these literals, in their order."""
    order = graph.needed(outputs)
    last_use = _last_uses(graph, order)
    wanted: dict[int, list[tuple[int, Literal]]] = {}
    for number, literal in enumerate(outputs):
        wanted.setdefault(abs(literal), []).append((number, literal))
    names = _Names()
    registers = _Registers()
    steps: list[tuple[int, int, int, int]] = []
    for place, variable in enumerate(order):
        parts = graph.gates.get(variable, ())
        read = [registers.of[abs(part)] for part in parts]
        for part in {abs(part) for part in parts}:
            if last_use[part] == place:
                registers.free(part)
        target = registers.take(variable)
        steps.append(_gate(target, parts, read) if parts else names.step(target, graph.inputs[variable]))
        for number, literal in wanted.get(variable, ()):
            steps.append((WRITE if literal > 0 else WRITE_NOT, number, target, 0))
        if last_use[variable] == place:
            registers.free(variable)
    table = np.array(steps, dtype=np.int64).reshape(-1, 4)
    constant = tuple((number, literal > 0) for number, literal in wanted.get(graph.true, ()))
    return RailProgram(
        tuple(names.bits), tuple(names.columns), table, registers.number, len(outputs), constant
    )


def fill_constants(of: RailProgram, out: Words) -> None:
    """Writes the outputs that are the same for every row, for which there are no steps."""
    for number, value in of.constant:
        out[number] = ONES if value else 0


def _last_uses(graph: RailGraph, order: Sequence[int]) -> dict[int, int]:
    """By variable, the place in the order at which it is read last; its own, where only outputs ask for it."""
    found = {variable: place for place, variable in enumerate(order)}
    for place, variable in enumerate(order):
        for part in graph.gates.get(variable, ()):
            found[abs(part)] = place
    return found


def _gate(target: int, parts: tuple[Literal, ...], read: Sequence[int]) -> tuple[int, int, int, int]:
    (one, other), (first, second) = parts, read
    if one > 0 and other > 0:
        return AND, target, first, second
    if one < 0 and other < 0:
        return NOR, target, first, second
    return (AND_NOT, target, first, second) if one > 0 else (AND_NOT, target, second, first)


class _Registers:
    """Gives out registers, the one that was freed last first: it is the likeliest to be in the cache."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}
        self.number = 0
        self._free: list[int] = []

    def take(self, variable: int) -> int:
        if not self._free:
            self._free.append(self.number)
            self.number += 1
        self.of[variable] = self._free.pop()
        return self.of[variable]

    def free(self, variable: int) -> None:
        self._free.append(self.of.pop(variable))


class _Names:
    """Numbers the columns that are read, in the order in which they are met."""

    def __init__(self) -> None:
        self.bits: dict[object, int] = {}
        self.columns: dict[object, int] = {}

    def step(self, target: int, of: Input) -> tuple[int, int, int, int]:
        match of:
            case Bits(name):
                return READ, target, self.bits.setdefault(name, len(self.bits)), 0
            case Compared(name, sign, number):
                column = self.columns.setdefault(name, len(self.columns))
                return EQUAL if sign == "==" else AT_LEAST, target, column, number
