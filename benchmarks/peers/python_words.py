"""Comparisons in Python, for both of the contestants that are Python: what is known to hold, known not to, and not known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.peers.conditions import Kind, Test
from benchmarks.peers.ruleset import EPOCH

_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}


class Constants:
    """Sets and dates that comparisons name: made once, not at every comparison."""

    def __init__(self) -> None:
        self.scope: dict[str, Any] = {}
        self._names: dict[Any, str] = {}

    def name(self, value: Any) -> str:
        """The name of a constant."""
        if value not in self._names:
            self._names[value] = f"CONSTANT_{len(self._names)}"
            self.scope[self._names[value]] = value
        return self._names[value]


def holds(test: Test, value: str, constants: Constants) -> str:
    """That a comparison holds, where the fact is known."""
    match test.field.kind:
        case Kind.FLAG:
            return value
        case Kind.ENUM:
            words = frozenset(test.field.values[operand] for operand in test.operands)
            return f"{value} in {constants.name(words)}"
        case _:
            return f"{value} {test.operator} {_operand(test, constants)}"


def known_true(test: Test, value: str, constants: Constants) -> str:
    """That a comparison is known to hold; None is in no set, and no flag."""
    said = holds(test, value, constants)
    return said if test.field.kind in (Kind.FLAG, Kind.ENUM) else f"({value} is not None and {said})"


def known_false(test: Test, value: str, constants: Constants) -> str:
    """That a comparison is known not to hold."""
    match test.field.kind:
        case Kind.FLAG:
            return f"{value} is False"
        case Kind.ENUM:
            rest = frozenset(
                word for place, word in enumerate(test.field.values) if place not in test.operands
            )
            return f"{value} in {constants.name(rest)}"
        case _:
            opposite = f"{value} {_OPPOSITE[test.operator]} {_operand(test, constants)}"
            return f"({value} is not None and {opposite})"


def _operand(test: Test, constants: Constants) -> str:
    if test.field.kind is Kind.DAY:
        return constants.name(EPOCH + timedelta(days=test.operands[0]))
    return str(test.operands[0])


def compiled(lines: list[str], scope: dict[str, Any], name: str) -> dict[str, Any]:
    """A text of our own making as Python: the names that it defines."""
    exec(compile("\n".join(lines), f"<{name}>", "exec"), scope)
    return scope
