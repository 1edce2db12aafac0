"""A subject's circuits as clauses, over everything that its unknown facts can still be.

Each assignment of the clauses is one way of filling in all that is unknown (a *completion*). With nothing unknown both readings
of a rule are one, so the operator `Known` is the identity here, and each node is one literal.

An unknown slot becomes a choice among the values that rules tell apart, and the three dates that the law hangs on become rows of
days (`open_days`). Where the law changed between the act and the decision, a conduct is translated under either law; gates choose
the lighter one (`law_choice`), and its nodes are then those of the one law or of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from zhunsheng.engine.atoms import truth_of, truth_of_fact
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.nodes import And, Atom, Circuit, Constant, Known, Negation, Or, Parts
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.law_dates import DATES
from zhunsheng.engine.proof.calendar import FIRST_DAY, LAST_DAY
from zhunsheng.engine.proof.clauses import Clauses, Literal
from zhunsheng.engine.proof.law_choice import UnderLaw
from zhunsheng.engine.proof.open_days import Clocks, OpenDays
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.variants.columns import Change, Variant
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactType


class Completions:
    """The clauses of one subject.

    Attributes:
        exact: Whether every assignment is a completion; else some are not, because dates would have to be chosen together.
        unrecorded: The literal "which law governs some conduct stays open, because it is not on record".
        ends: The literal of each node that says where the subject ends.
    """

    def __init__(self, rulebook: Rulebook, subject: Instance) -> None:
        """Translates the circuits.

        Args:
            subject: Its facts; a law that its conducts were given has no say.
        """
        self.clauses = Clauses()
        self.exact = True
        self._rulebook = rulebook
        self._vocabulary = rulebook.slots.release.vocabulary
        self._values: dict[Slot, Mapping[SlotValue, Literal]] = {}
        self._days = OpenDays(self.clauses, self._vocabulary, subject, rulebook.days)
        self._open: list[Literal] = []
        conducts = [self._conduct(part) for part in subject.parts]
        clocks = self._days.clocks(subject)
        found = self._level(rulebook.circuits.subject, rulebook.of_subject, subject, clocks, conducts)
        self.ends = {output: found[node] for output, node in rulebook.ends.items()}
        self.unrecorded = self.clauses.any_of(self._open)
        of_conduct, of_subject = rulebook.contradictions
        for level in conducts:
            self._refuse_contradictions(level[node] for node in of_conduct)
        self._refuse_contradictions(found[node] for node in of_subject)

    def completion(self, assignment: Iterable[Literal]) -> Variant:
        """What an assignment fills in: a value for every unknown slot that has a say."""
        holds = frozenset(assignment)
        chosen = (
            Change(slot, value)
            for slot, values in self._values.items()
            for value, literal in values.items()
            if literal in holds
        )
        return (*self._days.changes(holds), *chosen)

    def _refuse_contradictions(self, literals: Iterable[Literal]) -> None:
        """No completion holds what cannot hold at once, unless the case as stated does so already."""
        for literal in literals:
            if literal != self.clauses.true:
                self.clauses.add([-literal])

    def _conduct(self, conduct: Instance) -> Mapping[int, Literal]:
        """The literals of the nodes that the subject asks a conduct about, under the lighter of two laws."""
        book, circuit, calendar = self._rulebook, self._rulebook.circuits.conduct, self._days.calendar
        clocks = self._days.clocks(conduct)
        if clocks.act is None or clocks.compared is None:
            raise ValueError(f"'{conduct.id}' is no conduct")
        differ = book.laws.differ(calendar, clocks.act, clocks.compared)
        if differ == -self.clauses.true:
            return self._level(circuit, book.of_conduct, conduct, clocks)
        act = self._level(circuit, book.choosing, conduct, clocks)
        by_decision = replace(clocks, act=clocks.compared)
        decision = self._level(circuit, book.by_law, conduct, by_decision, known=act)
        old, new = ({key: law[node] for key, node in book.applying.items()} for law in (act, decision))
        choice = book.laws.choice(calendar, differ, UnderLaw(clocks.act, old), UnderLaw(clocks.compared, new))
        self._open.append(choice.unrecorded)
        return {
            node: self.clauses.either(choice.by_decision, decision[node], act[node]) for node in book.asked
        }

    def _level(
        self,
        circuit: Circuit,
        order: Sequence[int],
        instance: Instance,
        clocks: Clocks,
        parts: Sequence[Mapping[int, Literal]] = (),
        known: Mapping[int, Literal] | None = None,
    ) -> Mapping[int, Literal]:
        """The literal of each of these nodes of a level, parts before wholes; and of those that are known."""
        found = dict(known or {})
        for number in order:
            node = circuit.nodes[number]
            match node:
                case Constant(value):
                    literal = self.clauses.constant(value)
                case Atom(test):
                    literal = self._atom(test, instance, clocks)
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

    def _atom(self, test: FactTest | MonthsTest | LawDateTest, instance: Instance, clocks: Clocks) -> Literal:
        if isinstance(test, LawDateTest):
            return self._law(test, clocks)
        value = truth_of(test, instance, self._vocabulary)
        if value is not Truth.UNKNOWN:
            return self.clauses.constant(value is Truth.TRUE)
        if isinstance(test, MonthsTest):
            self.exact = False  # two dates would have to be chosen together
            return self.clauses.fresh()
        return self._days.fact(test, instance) if test.fact in DATES else self._fact(test, instance)

    def _law(self, test: LawDateTest, clocks: Clocks) -> Literal:
        day = clocks.on(test.clock)
        if day is None:
            self.exact = False  # a subject has no act of its own, so nobody can say which law that would be
            return self.clauses.fresh()
        return self._days.calendar.within(day, test.start, test.end)

    def _fact(self, test: FactTest, instance: Instance) -> Literal:
        member = str(test.operands[0]) if test.operator == "has" else None
        slot = Slot(instance.pointer(test.fact), test.fact, member)
        if self._vocabulary.fact(test.fact).type in (FactType.BOOL, FactType.SET):
            return self._choice(slot, (True, False))[True]
        chosen = self._choice(slot, self._cells(slot, instance))
        return self.clauses.any_of(
            literal
            for value, literal in chosen.items()
            if truth_of_fact(test, value, self._vocabulary) is Truth.TRUE
        )

    def _cells(self, slot: Slot, instance: Instance) -> Sequence[SlotValue]:
        """A value of every set of values that rules do not tell apart."""
        if self._vocabulary.fact(slot.ref).type is not FactType.DATE:
            return self._rulebook.slots.values(slot, instance)
        known = slot.known(instance)
        first, last = (
            (known.earliest, known.latest) if isinstance(known, PartialDate) else (FIRST_DAY, LAST_DAY)
        )
        days = {first, *self._rulebook.slots.first_days(slot.ref)}
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
