"""What goes into a circuit for several whole cases of one shape: the rails of each comparison, and of each question about parts.

For thousands of variants of one case that differ in a fact or two, `column_inputs` is the shorter way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.nodes import Circuit, Parts
from zhunsheng.engine.engines.bits.generation import Rail, Rails
from zhunsheng.engine.engines.bits.value_tables import ValueTables


def compared(tables: ValueTables, variants: Sequence[Instance]) -> Mapping[int, Rails]:
    """The rails of every comparison; bit i belongs to variant i."""
    rails = {number: (0, 0) for group in tables.groups for number in group}
    for bit, variant in enumerate(variants):
        for numbers, of_group in zip(tables.groups, tables.rails(variant), strict=True):
            for number, t, f in zip(numbers, of_group[::2], of_group[1::2], strict=True):
                true, false = rails[number]
                rails[number] = (true | t << bit, false | f << bit)
    return rails


def asked(
    circuit: Circuit, questions: Iterable[int], parts: Sequence[Mapping[int, Rails]], full: Rail
) -> tuple[Rails, ...]:
    """The rails of some questions about parts.

    Args:
        parts: The rails of the level below, one mapping a part.
    """
    found = []
    for number in questions:
        node = circuit.nodes[number]
        if not isinstance(node, Parts):
            raise TypeError(f"{node} is no question about parts")
        found.append(combined(node, [part[node.node] for part in parts], full))
    return tuple(found)


def combined(node: Parts, rails: Sequence[Rails], full: Rail) -> Rails:
    """The rails of a question about parts, from those of the node that it asks about."""
    number = {"any": 1, "all": len(rails), "count": node.number}[node.quantifier]
    return (
        _threshold([t for t, _ in rails], number, full),
        _threshold([f for _, f in rails], len(rails) - number + 1, full),
    )


def _threshold(rails: Sequence[Rail], number: int, full: Rail) -> Rail:
    """Where at least `number` of the rails are set."""
    if number <= 0:
        return full
    reached = [full] + [0] * number
    for rail in rails:
        for k in range(number, 0, -1):
            reached[k] |= reached[k - 1] & rail
    return reached[number]
