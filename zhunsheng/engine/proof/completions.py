"""A subject's circuits as clauses, over everything that its unknown facts can still be.

Each assignment of the clauses is one way of filling in all that is unknown (a *completion*). With nothing unknown both readings
of a rule are one, so the operator `Known` is the identity here, and each node is one literal.

An unknown slot becomes a choice among the values that rules tell apart. The law is fixed where it is known; where the days, or
the choice between two laws, are open, each clock chooses among the periods that it can still come to. That allows more than can
really be (clocks hang together), so the answer is then an outer bound and says so (`exact`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import assert_never

from zhunsheng.engine.atoms import truth_of, truth_of_fact
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import And, Atom, Circuit, Constant, Known, Negation, Or, Parts, needed
from zhunsheng.engine.circuit.outputs import ContradictionOutput, FormOutput, Reading, RecommendedOutput
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.proof.clauses import Clauses, Literal
from zhunsheng.engine.variants.slots import Slot, Slots, SlotValue
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactType


class Completions:
    """The clauses of one subject.

    Attributes:
        exact: Whether every assignment is a completion; else some are not, because the law is open.
        outputs: The literal of each named node of the subject's circuit.
    """

    def __init__(self, slots: Slots, circuits: Circuits, subject: Instance) -> None:
        """Translates the circuits.

        Args:
            subject: Under all the law that can still govern its conducts (the horizon of `both_laws`).
        """
        self.clauses = Clauses()
        self.exact = True
        self._slots = slots
        self._values: dict[Slot, Mapping[SlotValue, Literal]] = {}
        self._periods: dict[tuple[str, str], Sequence[tuple[date, Literal]]] = {}
        own = _named(circuits.subject, (FormOutput, RecommendedOutput, ContradictionOutput))
        order = needed(circuits.subject, own.values())
        asked = {node.node for n in order if isinstance(node := circuits.subject.nodes[n], Parts)}
        of_conduct = _named(circuits.conduct, (ContradictionOutput,))
        conduct_order = needed(circuits.conduct, {*asked, *of_conduct.values()})
        conducts = [self._level(circuits.conduct, conduct_order, part, ()) for part in subject.parts]
        found = self._level(circuits.subject, order, subject, conducts)
        self.outputs: Mapping[object, Literal] = {output: found[node] for output, node in own.items()}
        for named, level in (*((of_conduct, of) for of in conducts), (own, found)):
            self._refuse_contradictions(level[n] for output, n in named.items() if _is_contradiction(output))

    def _refuse_contradictions(self, literals: Iterable[Literal]) -> None:
        """No completion holds what cannot hold at once, unless the case as stated does so already."""
        for literal in literals:
            if literal != self.clauses.true:
                self.clauses.add([-literal])

    def _level(
        self,
        circuit: Circuit,
        order: Sequence[int],
        instance: Instance,
        parts: Sequence[Mapping[int, Literal]],
    ) -> Mapping[int, Literal]:
        """The literal of each of these nodes of a level, parts before wholes."""
        found: dict[int, Literal] = {}
        for number in order:
            node = circuit.nodes[number]
            match node:
                case Constant(value):
                    literal = self.clauses.constant(value)
                case Atom(test):
                    literal = self._atom(test, instance)
                case Parts(quantifier, inner, least):
                    of_parts = [part[inner] for part in parts]
                    count = {"any": 1, "all": len(of_parts), "count": least}[quantifier]
                    literal = self.clauses.at_least(count, of_parts)
                case And(numbers):
                    literal = self.clauses.all_of(found[n] for n in numbers)
                case Or(numbers):
                    literal = self.clauses.any_of(found[n] for n in numbers)
                case Negation(inner):
                    literal = -found[inner]
                case Known(inner):
                    literal = found[inner]
                case _:
                    assert_never(node)
            found[number] = literal
        return found

    # Comparisons

    def _atom(self, test: FactTest | MonthsTest | LawDateTest, instance: Instance) -> Literal:
        value = truth_of(test, instance, self._slots.release.vocabulary)
        if value is not Truth.UNKNOWN:
            return self.clauses.constant(value is Truth.TRUE)
        match test:
            case FactTest():
                return self._fact(test, instance)
            case LawDateTest():
                self.exact = False
                return self._law(test, instance)
            case MonthsTest():
                self.exact = False  # two dates would have to be chosen together
                return self.clauses.fresh()

    def _fact(self, test: FactTest, instance: Instance) -> Literal:
        vocabulary = self._slots.release.vocabulary
        member = str(test.operands[0]) if test.operator == "has" else None
        slot = Slot(instance.pointer(test.fact), test.fact, member)
        if vocabulary.fact(test.fact).type in (FactType.BOOL, FactType.SET):
            return self._choice(slot, (True, False))[True]
        chosen = self._choice(slot, self._cells(slot, instance))
        return self.clauses.any_of(
            literal
            for value, literal in chosen.items()
            if truth_of_fact(test, value, vocabulary) is Truth.TRUE
        )

    def _cells(self, slot: Slot, instance: Instance) -> Sequence[SlotValue]:
        """A value of every set of values that rules do not tell apart."""
        if self._slots.release.vocabulary.fact(slot.ref).type is not FactType.DATE:
            return self._slots.values(slot, instance)
        known = slot.known(instance)
        first, last = (
            (known.earliest, known.latest) if isinstance(known, PartialDate) else (date.min, date.max)
        )
        days = {first, *self._slots.first_days(slot.ref)}
        return [PartialDate(day, day, day.isoformat()) for day in sorted(days) if first <= day <= last]

    def _choice(self, slot: Slot, values: Sequence[SlotValue]) -> Mapping[SlotValue, Literal]:
        """The literals "the slot holds this value", of which one is true."""
        if slot not in self._values:
            if len(values) == 2 and set(values) == {True, False}:
                literal = self.clauses.fresh()
                self._values[slot] = {True: literal, False: -literal}
            else:
                self._values[slot] = {value: self.clauses.fresh() for value in values}
                self.clauses.one_of(list(self._values[slot].values()))
        return self._values[slot]

    def _law(self, test: LawDateTest, instance: Instance) -> Literal:
        """The law of a clock may be that of any period that it can still come to."""
        key = (instance.pointers[instance.level], test.clock)
        if key not in self._periods:
            moment = instance.law_date(test.clock)
            first, last = (moment.earliest, moment.latest) if moment else (date.min, date.max)
            days = sorted({first, *(day for day in self._slots.law_days(test.clock) if first < day <= last)})
            self._periods[key] = [(day, self.clauses.fresh()) for day in days]
            self.clauses.one_of([literal for _, literal in self._periods[key]])
        start, end = test.start or date.min, test.end or date.max
        return self.clauses.any_of(literal for day, literal in self._periods[key] if start <= day <= end)


def _named(circuit: Circuit, kinds: tuple[type, ...]) -> Mapping[object, int]:
    """The nodes that say where a case can end in the established reading, and what contradicts itself."""
    return {
        output: node
        for output, node in circuit.outputs.items()
        if isinstance(output, kinds)
        and getattr(output, "reading", Reading.ESTABLISHED) is Reading.ESTABLISHED
    }


def _is_contradiction(output: object) -> bool:
    return isinstance(output, ContradictionOutput)
