"""What goes into a circuit for the variants of one subject: a comparison is made once for each value that some variant has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from zhunsheng.engine.atoms import truth_of, truth_of_fact
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.engines.bits.generation import Rail, Rails
from zhunsheng.engine.engines.bits.given import combined
from zhunsheng.engine.engines.bits.value_tables import RAILS
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.variants.columns import Columns
from zhunsheng.engine.variants.slots import Slot
from zhunsheng.engine.vocabulary.facts import Vocabulary


@dataclass(frozen=True)
class ColumnInputs:
    """Finds the rails of the inputs of one level.

    Attributes:
        instance: The subject, or one of its conducts, as it is.
        laws: The laws that variants stand under, each with a rail of those that do.
        parts: The rails of the level below, one mapping a part.
        known: Inputs that were found under other laws; they need not be found again where they do not ask for the law.
    """

    columns: Columns
    instance: Instance
    laws: Sequence[tuple[LawDates, Rail]]
    parts: Sequence[Mapping[int, Rails]]
    known: Mapping[int, Rails]
    vocabulary: Vocabulary

    @cached_property
    def _under(self) -> Sequence[tuple[Instance, Rail]]:
        return [(replace(self.instance, law=law), rail) for law, rail in self.laws]

    def rails(self, circuit: Circuit, number: int) -> Rails:
        """The rails of one input."""
        node = circuit.nodes[number]
        if isinstance(node, Parts):
            return combined(node, [part[node.node] for part in self.parts], self.columns.full)
        if not isinstance(node, Atom):
            raise TypeError(f"{node} is no input")
        match node.test:
            case LawDateTest():
                return self._of_law(node.test)
            case FactTest():
                return self.known.get(number) or self._of_fact(node.test)
            case MonthsTest():
                return self.known.get(number) or self._of_months(node.test)

    def _of_law(self, test: LawDateTest) -> Rails:
        true = false = 0
        for instance, rail in self._under:
            t, f = RAILS[truth_of(test, instance, self.vocabulary)]
            true, false = true | rail * t, false | rail * f
        return true, false

    def _of_fact(self, test: FactTest) -> Rails:
        member = str(test.operands[0]) if test.operator == "has" else None
        slot = Slot(self.instance.pointer(test.fact), test.fact, member)
        true = false = 0
        for value, rail in self.columns.values(slot, slot.known(self.instance)):
            whole = {member: bool(value)} if member is not None and value is not None else value
            t, f = RAILS[truth_of_fact(test, whole, self.vocabulary)]
            true, false = true | rail * t, false | rail * f
        return true, false

    def _of_months(self, test: MonthsTest) -> Rails:
        true = false = 0
        for facts, rail in self.columns.groups(self.instance, (test.start, test.end)):
            t, f = RAILS[truth_of(test, replace(self.instance, facts=facts), self.vocabulary)]
            true, false = true | rail * t, false | rail * f
        return true, false
