"""What goes into a circuit: the rails of each comparison, and of each question about parts.

Most variants of a case answer most comparisons alike, so a comparison is made for the first variant and only for those that can
differ from it: those that change a fact which it reads, or that stand under another law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.engines.bits.generation import Rail, Rails
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest, facts_of
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.vocabulary.facts import FactRef, Vocabulary

_RAILS: Mapping[Truth, tuple[bool, bool]] = {
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
        changed: The variants that differ from the first in a fact, by fact; None where that is not known.
        laws: The variants by the law that they stand under: one of each, with a rail of all of them.
        known: Inputs that need not be found again, where they do not ask for the law.
    """

    variants: Sequence[Instance]
    full: Rail
    parts: Sequence[Mapping[int, Rails]]
    vocabulary: Vocabulary
    changed: Mapping[FactRef, Sequence[int]] | None
    laws: Sequence[tuple[Instance, Rail]]
    known: Mapping[int, Rails]

    def rails(self, circuit: Circuit, number: int) -> Rails:
        """The rails of one input."""
        node = circuit.nodes[number]
        if isinstance(node, Parts):
            return _combined(node, [part[node.node] for part in self.parts], self.full)
        if not isinstance(node, Atom):
            raise TypeError(f"{node} is no input")
        if isinstance(node.test, LawDateTest):
            return self._of_law(node.test)
        return self.known.get(number) or self._of_facts(node.test)

    def _of_law(self, test: LawDateTest) -> Rails:
        true = false = 0
        for instance, rail in self.laws:
            t, f = _RAILS[truth_of(test, instance, self.vocabulary)]
            true |= rail * t
            false |= rail * f
        return true, false

    def _of_facts(self, test: FactTest | MonthsTest) -> Rails:
        first = self.variants[0]
        true, false = (self.full * rail for rail in _RAILS[truth_of(test, first, self.vocabulary)])
        differing: Sequence[int] = range(1, len(self.variants))
        if self.changed is not None:
            differing = [bit for ref in facts_of(test) for bit in self.changed.get(ref, ())]
        for bit in differing:
            if self.variants[bit] is not first:
                t, f = _RAILS[truth_of(test, self.variants[bit], self.vocabulary)]
                true = true & ~(1 << bit) | t << bit
                false = false & ~(1 << bit) | f << bit
        return true, false


def by_fact(changed: Sequence[FactRef | None]) -> Mapping[FactRef, Sequence[int]]:
    """The variants that change a fact, by fact."""
    found: dict[FactRef, list[int]] = {}
    for bit, ref in enumerate(changed):
        if ref is not None:
            found.setdefault(ref, []).append(bit)
    return found


def by_law(variants: Sequence[Instance]) -> Sequence[tuple[Instance, Rail]]:
    """The variants by the law that they stand under: one of each law, with a rail of all that stand under it."""
    found: dict[LawDates, tuple[Instance, Rail]] = {}
    for bit, variant in enumerate(variants):
        one, rail = found.get(variant.law_dates, (variant, 0))
        found[variant.law_dates] = (one, rail | 1 << bit)
    return tuple(found.values())


def _combined(node: Parts, rails: Sequence[Rails], full: Rail) -> Rails:
    """The rails of a question about parts."""
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
