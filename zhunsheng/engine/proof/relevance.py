"""Which unknown facts can come to matter at all, and with how few others known.

A fact matters where there is a state of knowledge that the case can still come to in which an answer to it alters what is shown.
Single answers and pairs are tried outright (`explain.relevance`); a fact that none of these shows may still matter together with
two others or more, and "it never matters" is a claim about all states. So two copies of the case go to a solver: they share
every fact but this one, which one copy does not know and the other does. A state in which the copies differ is a witness, and
the solver is asked for one that knows the fewest other facts. Where there is none, the fact is proved not to matter.

The law has to be settled: where two laws compete, an answer can also change which one is the lighter, and no clause says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pysat.solvers import Solver

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.proof.clauses import Clauses, Literal
from zhunsheng.engine.proof.influence import Influence
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.proof.refusal import refuse_contradictions
from zhunsheng.engine.proof.shown_outputs import shown
from zhunsheng.engine.variants.columns import Variant
from zhunsheng.engine.variants.slots import Slot, Slots, SlotValue
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactType


class Relevance:
    """Answers, for one subject under a settled law, with which fewest others a fact matters."""

    def __init__(self, slots: Slots, circuits: Circuits, influence: Influence, subject: Instance) -> None:
        """Makes the copy that does not know the fact.

        Args:
            subject: Under the law that was applied; no other can apply.
        """
        self._slots = slots
        self._circuits = circuits
        self._influence = influence
        self._subject = subject
        self._rails = Rails(slots.release.vocabulary, circuits, subject, self._answers)
        self._shown = tuple(shown(circuits, self._rails))
        self._behind = self._rails.clauses.behind(self._shown)
        refuse_contradictions(slots.release, self._rails, circuits, subject)

    def companions(self, wanted: Sequence[Slot], least: int = 0) -> Mapping[Slot, Variant]:
        """For each of these unknown slots that can matter, the fewest other answers with which it does.

        Args:
            least: With fewer than so many none of them matters, as is known already.
        """
        clauses = self._rails.clauses
        base = tuple(clauses.asserted)
        found: dict[Slot, Variant] = {}
        for slot in wanted:
            made = len(clauses.asserted)
            assumed = self._differing(slot)
            if assumed is not None:
                asserted = [*base, *clauses.asserted[made:], *([literal] for literal in assumed)]
                state = self._fewest(clauses.about((), asserted), least)
                if state is not None:
                    found[slot] = state
        return found

    def _fewest(self, formula: Sequence[Sequence[Literal]], least: int) -> Variant | None:
        """A state with the fewest answers in which a formula holds; None where there is none.

        The bound on the number of answers is loosened one by one.
        """
        known = self._rails.known()
        if not _solved(formula, known, len(known)):
            return None
        bounds = range(least, len(known) + 1)
        model = next(found for bound in bounds if (found := _solved(formula, known, bound)))
        return tuple(change for change, literal in self._rails.changes.items() if literal in model)

    def _answers(self, slot: Slot, holder: Instance) -> Sequence[SlotValue | None]:
        """What can still be answered. A day is left as it is: on it hangs which law applies."""
        is_date = self._slots.release.vocabulary.fact(slot.ref).type is FactType.DATE
        known = slot.known(holder)
        if is_date or (known is not None and not isinstance(known, PartialDate)):
            return ()
        return self._slots.values(slot, holder)

    def _differing(self, slot: Slot) -> list[Literal] | None:
        """The literals "one copy does not know the slot, the other does, and something shown differs"; None where none can."""
        unknown = self._rails.choice(slot, None)
        if unknown is None or self._behind.isdisjoint(self._rails.literals(slot)):
            return None
        twin = self._rails.twin(slot, self._influence.of(slot.ref))
        other = tuple(shown(self._circuits, twin))
        if other == self._shown:
            return None
        clauses = self._rails.clauses
        asked = clauses.fresh()
        refuse_contradictions(self._slots.release, twin, self._circuits, self._subject, unless=-asked)
        still_unknown = twin.choice(slot, None)
        if still_unknown is None:
            return None
        differs = clauses.any_of(
            _differ(clauses, one, its) for one, its in zip(self._shown, other, strict=True) if one != its
        )
        return [asked, unknown, -still_unknown, differs]


def _differ(clauses: Clauses, one: Literal, other: Literal) -> Literal:
    return clauses.any_of((clauses.all_of((one, -other)), clauses.all_of((-one, other))))


def _solved(
    formula: Sequence[Sequence[Literal]], known: Sequence[Literal], most: int
) -> frozenset[Literal] | None:
    """What holds in some assignment in which at most so many slots are known; None where there is none."""
    # MiniCard (Liffiton, Maglalang 2012) knows "at most so many" without a clause for it.
    with Solver(name="minicard", bootstrap_with=formula) as solver:
        if most < len(known):
            solver.add_atmost(known, most)
        return frozenset(solver.get_model()) if solver.solve() else None
