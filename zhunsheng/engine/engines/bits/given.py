"""What goes into a circuit for several whole cases of one shape: the rails of each comparison, and of each question about parts.

Comparisons with the law are made once for each law that some case stands under. For thousands of variants of one case that differ
in a fact or two, `column_inputs` is the shorter way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.engines.bits.generation import Rail, Rails
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: The bits of a value on its two rails: known true, known false.
RAILS: Mapping[Truth, tuple[bool, bool]] = {
    Truth.TRUE: (True, False),
    Truth.FALSE: (False, True),
    Truth.UNKNOWN: (False, False),
}


@dataclass(frozen=True)
class Given:
    """Finds the rails of the inputs of one level.

    Attributes:
        full: A rail with the bit of every variant.
        parts: The rails of the level below, one mapping a part.
        laws: The variants by the law that they stand under: one of each, with a rail of all of them.
    """

    variants: Sequence[Instance]
    full: Rail
    parts: Sequence[Mapping[int, Rails]]
    vocabulary: Vocabulary
    laws: Sequence[tuple[Instance, Rail]]

    def rails(self, circuit: Circuit, number: int) -> Rails:
        """The rails of one input."""
        node = circuit.nodes[number]
        if isinstance(node, Parts):
            return combined(node, [part[node.node] for part in self.parts], self.full)
        if not isinstance(node, Atom):
            raise TypeError(f"{node} is no input")
        if isinstance(node.test, LawDateTest):
            return self._of_law(node.test)
        return self._of_facts(node.test)

    def _of_law(self, test: LawDateTest) -> Rails:
        true = false = 0
        for instance, rail in self.laws:
            t, f = RAILS[truth_of(test, instance, self.vocabulary)]
            true |= rail * t
            false |= rail * f
        return true, false

    def _of_facts(self, test: FactTest | MonthsTest) -> Rails:
        true = false = 0
        for bit, variant in enumerate(self.variants):
            t, f = RAILS[truth_of(test, variant, self.vocabulary)]
            true, false = true | t << bit, false | f << bit
        return true, false


def by_law(variants: Sequence[Instance]) -> Sequence[tuple[Instance, Rail]]:
    """The variants by the law that they stand under: one of each law, with a rail of all that stand under it."""
    found: dict[LawDates, tuple[Instance, Rail]] = {}
    for bit, variant in enumerate(variants):
        one, rail = found.get(variant.law_dates, (variant, 0))
        found[variant.law_dates] = (one, rail | 1 << bit)
    return tuple(found.values())


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
