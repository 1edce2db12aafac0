"""A subject's circuits as clauses on two rails: known true, known false; over what is known, and over what could be otherwise.

The established reading stands on what is *known*, so a fact that nobody has found out is neither true nor false here. Each slot
is a choice among its values, and of being unknown; which of them are on offer is for the question that is asked:

- *why*: each known slot as it is, or unknown. The fewest that must stay known for a rule to be established are its reason.
- *why not*: each slot as it is, or another value. The fewest that must be otherwise are what it lacks.

The law is the one that was applied, and its days are no choice.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias, assert_never

from zhunsheng.engine.atoms import truth_of, truth_of_fact
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import And, Atom, Circuit, Constant, Known, Negation, Or, Parts, needed
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.proof.clauses import Clauses, Literal
from zhunsheng.engine.variants.columns import Change
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.facts import Vocabulary

#: The literals "known true" and "known false" of a node.
TwoRails: TypeAlias = tuple[Literal, Literal]


class Touched(Protocol):
    """The nodes of the two circuits that hang on something."""

    @property
    def conduct(self) -> Container[int]:
        """Those of the conduct's circuit."""

    @property
    def subject(self) -> Container[int]:
        """Those of the subject's circuit."""


#: The values that a slot may hold besides the one it has; None is unknown.
Offers: TypeAlias = Callable[[Slot, Instance], Sequence[SlotValue | None]]


class Rails:
    """The clauses of one subject under the law that was applied.

    Attributes:
        changes: The literal of each change on offer: true in an assignment that makes it.
    """

    def __init__(self, vocabulary: Vocabulary, circuits: Circuits, subject: Instance, offers: Offers) -> None:
        """Makes no clause yet; they are made for what is asked about.

        Args:
            subject: Under the law that was applied to each conduct.
        """
        self.clauses = Clauses()
        self.changes: dict[Change, Literal] = {}
        self._vocabulary = vocabulary
        self._circuits = circuits
        self._subject = subject
        self._offers = offers
        self._choices: dict[Slot, Sequence[tuple[SlotValue | None, Literal]]] = {}
        self._found: dict[int, dict[int, TwoRails]] = {}

    def twin(self, slot: Slot, touched: Touched) -> Rails:
        """The same subject with a slot of its own. All that does not hang on the slot is one and the same.

        Args:
            touched: The nodes of the two circuits that hang on the slot.
        """
        other = Rails(self._vocabulary, self._circuits, self._subject, self._offers)
        other.clauses = self.clauses
        other._choices = {of: choice for of, choice in self._choices.items() if of != slot}
        other._found = {
            place: {number: rails for number, rails in found.items() if number not in hanging}
            for place, found in self._found.items()
            for hanging in [touched.subject if place == id(self._subject) else touched.conduct]
        }
        return other

    def known(self) -> Sequence[Literal]:
        """For each slot that was unknown and may now hold a value: the literal "it is known"."""
        return [
            -literal
            for choice in self._choices.values()
            for held, literal in choice[:1]
            if held is None and choice[1:]
        ]

    def literals(self, slot: Slot) -> Sequence[Literal]:
        """The literals of the values of a slot, where it may hold several."""
        choice = self._choices.get(slot, ())
        return [literal for _, literal in choice] if len(choice) > 1 else []

    def choice(self, slot: Slot, value: SlotValue | None) -> Literal | None:
        """The literal "the slot holds this value"; None where no clause asks for the slot, or the value is not on offer."""
        return next((literal for held, literal in self._choices.get(slot, ()) if held == value), None)

    def of_subject(self, node: int) -> TwoRails:
        """The rails of a node of the subject's circuit."""
        return self._node(self._circuits.subject, self._subject, node)

    def of_conduct(self, conduct: Instance, node: int) -> TwoRails:
        """The rails of a node of a conduct's circuit."""
        return self._node(self._circuits.conduct, conduct, node)

    def _node(self, circuit: Circuit, instance: Instance, wanted: int) -> TwoRails:
        found = self._found.setdefault(id(instance), {})
        for number in needed(circuit, (wanted,), known=found):
            found[number] = self._rails(circuit, instance, number, found)
        return found[wanted]

    def _rails(
        self, circuit: Circuit, instance: Instance, number: int, found: Mapping[int, TwoRails]
    ) -> TwoRails:
        node, of = circuit.nodes[number], self.clauses
        match node:
            case Constant(value):
                return of.constant(value), of.constant(not value)
            case Atom(test):
                return self._atom(test, instance)
            case Parts(quantifier, inner, least):
                parts = [self.of_conduct(part, inner) for part in instance.parts]
                count = {"any": 1, "all": len(parts), "count": least}[quantifier]
                return (
                    of.at_least(count, [t for t, _ in parts]),
                    of.at_least(len(parts) - count + 1, [f for _, f in parts]),
                )
            case And(numbers):
                return of.all_of(found[n][0] for n in numbers), of.any_of(found[n][1] for n in numbers)
            case Or(numbers):
                return of.any_of(found[n][0] for n in numbers), of.all_of(found[n][1] for n in numbers)
            case Negation(inner):
                true, false = found[inner]
                return false, true
            case Known(inner):
                true = found[inner][0]
                return true, -true
            case _:
                assert_never(node)

    def _atom(self, test: FactTest | MonthsTest | LawDateTest, instance: Instance) -> TwoRails:
        if not isinstance(test, FactTest):
            return self._either([(truth_of(test, instance, self._vocabulary), self.clauses.true)])
        member = str(test.operands[0]) if test.operator == "has" else None
        slot = Slot(instance.pointer(test.fact), test.fact, member)

        def value_of(value: SlotValue | None) -> Truth:
            whole = {member: bool(value)} if member is not None and value is not None else value
            return truth_of_fact(test, whole, self._vocabulary)

        return self._either((value_of(value), literal) for value, literal in self._choice(slot, instance))

    def _either(self, cells: Iterable[tuple[Truth, Literal]]) -> TwoRails:
        known = tuple(cells)
        return (
            self.clauses.any_of(literal for truth, literal in known if truth is Truth.TRUE),
            self.clauses.any_of(literal for truth, literal in known if truth is Truth.FALSE),
        )

    def _choice(self, slot: Slot, instance: Instance) -> Sequence[tuple[SlotValue | None, Literal]]:
        """Each value that a slot may hold, with the literal "it holds this"; the one it has comes first."""
        if slot not in self._choices:
            now = slot.known(instance)
            others = [value for value in self._offers(slot, instance) if value != now]
            literals = [self.clauses.fresh() for _ in (now, *others)] if others else [self.clauses.true]
            if others:
                self.clauses.one_of(literals)
            self._choices[slot] = tuple(zip((now, *others), literals, strict=True))
            self.changes.update((Change(slot, value), literal) for value, literal in self._choices[slot][1:])
        return self._choices[slot]
