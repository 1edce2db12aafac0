"""Why a thing is so and why another one is not: the fewest facts that carry it, and the fewest that it lacks.

What is asked about is a `Target`: that a rule is established, or an outcome (`outcome_reasons`). Both answers are smallest by
count, found by MaxSAT (RC2: Ignatiev, Morgado, Marques-Silva 2019) on the two-rail clauses of `rails`, under the law that was
applied. Of several that are equally small the solver's first is given; each is a reason, none is the only one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF
from pysat.solvers import Solver

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.outputs import Reading, RuleOutput
from zhunsheng.engine.proof.change_costs import cost_of
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.proof.refusal import refuse_contradictions
from zhunsheng.engine.variants.columns import Change
from zhunsheng.engine.variants.fixed_facts import is_fixed
from zhunsheng.engine.variants.slots import Slot, Slots, SlotValue


class Target(Protocol):
    """What is asked about."""

    def literals(self, rails: Rails, circuits: Circuits) -> Iterator[Literal]:
        """What must hold for it to be so: all of these literals."""


@dataclass(frozen=True)
class RuleTarget:
    """A rule is established on one place: the subject, or one of its conducts."""

    rule: str
    place: Instance

    def literals(self, rails: Rails, circuits: Circuits) -> Iterator[Literal]:
        """That the rule is established."""
        output = RuleOutput(self.rule, Reading.ESTABLISHED)
        if self.place.level == "subject":
            yield rails.of_subject(circuits.subject.outputs[output])[0]
        else:
            yield rails.of_conduct(self.place, circuits.conduct.outputs[output])[0]


def reason(slots: Slots, circuits: Circuits, subject: Instance, target: Target) -> tuple[Slot, ...] | None:
    """The fewest known facts under which a target is so while everything else is unknown; None where it is not so.

    Args:
        subject: Under the law that was applied.
    """

    def forgotten(slot: Slot, holder: Instance) -> Sequence[SlotValue | None]:
        return () if slot.known(holder) is None else (None,)

    rails = Rails(slots.release.vocabulary, circuits, subject, forgotten)
    _demand(rails, circuits, target)
    # Who forgets the fact behind an exception may find a rule established that is not.
    if not _holds_as_it_is(rails):
        return None
    # The fewest that stay are the most that are forgotten.
    made = _cheapest(rails, lambda _, literal: (literal, 1))
    if made is None:
        return None
    gone = {change.slot for change in made}
    return tuple(change.slot for change in rails.changes if change.slot not in gone)


def lack(slots: Slots, circuits: Circuits, subject: Instance, target: Target) -> tuple[Change, ...] | None:
    """The fewest facts that would have to be found, or to be otherwise, for a target to be so.

    Of equally few, those that are still unknown are preferred to those that would have to be otherwise. None where no change of
    facts that can be otherwise leads there: the law is not in force, say, or it is about others than this subject.
    """

    def others(slot: Slot, holder: Instance) -> Sequence[SlotValue | None]:
        known = slot.known(holder) is not None
        if known and is_fixed(slot.ref, slots.release.vocabulary.fact(slot.ref)):
            return ()
        return slots.values(slot, holder)

    rails = Rails(slots.release.vocabulary, circuits, subject, others)
    _demand(rails, circuits, target)
    refuse_contradictions(slots.release, rails, circuits, subject)

    def cost(change: Change, literal: Literal) -> tuple[Literal, int]:
        return -literal, cost_of(change, subject)

    return _cheapest(rails, cost)


def _demand(rails: Rails, circuits: Circuits, target: Target) -> None:
    for literal in target.literals(rails, circuits):
        rails.clauses.add([literal])


def _holds_as_it_is(rails: Rails) -> bool:
    with Solver(name="cadical153", bootstrap_with=rails.clauses.clauses) as solver:
        return bool(solver.solve(assumptions=[-literal for literal in rails.changes.values()]))


def _cheapest(
    rails: Rails, wish: Callable[[Change, Literal], tuple[Literal, int]]
) -> tuple[Change, ...] | None:
    """The changes that are made in the assignment that leaves the least weight of wishes unmet; None where there is none.

    Args:
        wish: For each change, the literal that is wished for, and its weight.
    """
    formula = WCNF()
    for clause in rails.clauses.clauses:
        formula.append(clause)
    for change, literal in rails.changes.items():
        wished, weight = wish(change, literal)
        formula.append([wished], weight=weight)
    with RC2(formula) as solver:
        model = solver.compute()
    if model is None:
        return None
    holds = {literal for literal in model if literal > 0}
    return tuple(change for change, literal in rails.changes.items() if literal in holds)
