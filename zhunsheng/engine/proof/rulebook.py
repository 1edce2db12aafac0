"""What proofs look up in a release once, for all subjects: which nodes have a say, which hang on the law, which days count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import And, Atom, Circuit, Known, Negation, Or, Parts, needed
from zhunsheng.engine.circuit.outputs import (
    ContradictionOutput,
    FormOutput,
    Reading,
    RecommendedOutput,
    RuleOutput,
)
from zhunsheng.engine.compared_laws import ComparedLaws
from zhunsheng.engine.language.conditions import LawDateTest
from zhunsheng.engine.law_dates import DATES
from zhunsheng.engine.proof.law_choice import LawChooser
from zhunsheng.engine.variants.slots import Slots


@dataclass(frozen=True)
class Rulebook:
    """A release, made ready for proofs."""

    slots: Slots
    circuits: Circuits
    laws: LawChooser

    @staticmethod
    def of(slots: Slots, circuits: Circuits) -> Rulebook:
        """The rulebook of a release."""
        return Rulebook(slots, circuits, LawChooser(ComparedLaws.of(slots.release)))

    @cached_property
    def ends(self) -> Mapping[FormOutput | RecommendedOutput, int]:
        """The nodes of a subject's circuit that say where it ends, in the established reading."""
        return {
            output: node
            for output, node in self.circuits.subject.outputs.items()
            if isinstance(output, FormOutput | RecommendedOutput) and output.reading is Reading.ESTABLISHED
        }

    @cached_property
    def applying(self) -> Mapping[str, int]:
        """By the id of a rule that has a say in the choice between two laws: the node "it applies"."""
        outputs = self.circuits.conduct.outputs
        return {
            key: outputs[RuleOutput(key, Reading.ESTABLISHED)] for key in self.laws.compared.consequences.ids
        }

    @cached_property
    def contradictions(self) -> tuple[Sequence[int], Sequence[int]]:
        """The nodes that say that facts of a conduct, and of a subject, cannot hold at once."""
        return _contradictions(self.circuits.conduct), _contradictions(self.circuits.subject)

    @cached_property
    def of_subject(self) -> Sequence[int]:
        """The nodes of a subject's circuit that are needed, parts before wholes."""
        return needed(self.circuits.subject, (*self.ends.values(), *self.contradictions[1]))

    @cached_property
    def asked(self) -> Sequence[int]:
        """The nodes of a conduct's circuit that its subject asks about, and its contradictions."""
        nodes = self.circuits.subject.nodes
        parts = (nodes[number] for number in self.of_subject)
        return sorted({part.node for part in parts if isinstance(part, Parts)} | {*self.contradictions[0]})

    @cached_property
    def of_conduct(self) -> Sequence[int]:
        """The nodes of a conduct's circuit that are needed."""
        return needed(self.circuits.conduct, self.asked)

    @cached_property
    def choosing(self) -> Sequence[int]:
        """Those, and the nodes that are needed for a choice between two laws."""
        return needed(self.circuits.conduct, (*self.asked, *self.applying.values()))

    @cached_property
    def by_law(self) -> Sequence[int]:
        """Of those, the ones that hang on the law of the act."""
        found: set[int] = set()
        for number in self.choosing:
            match self.circuits.conduct.nodes[number]:
                case Atom(LawDateTest("act")):
                    found.add(number)
                case And(parts) | Or(parts) if not found.isdisjoint(parts):
                    found.add(number)
                case Negation(part) | Known(part) if part in found:
                    found.add(number)
                case _:
                    pass
        return sorted(found)

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day on which a law, a comparison with one of the three dates, or the record of the law changes."""
        periods = self.laws.compared.periods.first_days.values()
        compared = (self.slots.first_days(ref) for ref in DATES)
        return frozenset(day for days in (*periods, *compared, self.laws.record.days) for day in days)


def _contradictions(circuit: Circuit) -> Sequence[int]:
    return [node for output, node in circuit.outputs.items() if isinstance(output, ContradictionOutput)]
