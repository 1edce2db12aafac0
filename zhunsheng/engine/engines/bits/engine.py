"""Evaluates a case on its circuits, level by level, from the conducts up.

A subject's circuit asks about its conducts (`Parts`), so the conducts are evaluated first and their rails are combined:
*any* is an OR of the true rails and an AND of the false ones, *all* the reverse, *count* builds "1, 2, … so far" part by part.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import Circuit, Parts
from zhunsheng.engine.engines.bits.generation import Function, Rail, Rails, generate, inputs
from zhunsheng.engine.engines.bits.given import Given, by_fact, by_law
from zhunsheng.engine.engines.bits.readout import Readout, StageRange
from zhunsheng.engine.engines.verdict import FormVerdict, RuleVerdict, SubjectVerdict, TrackVerdict, Verdict
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.vocabulary.facts import FactRef, Vocabulary


@dataclass(frozen=True)
class Evaluated:
    """The rails of an instance's wanted nodes, by number, and of its parts.

    Attributes:
        instance: The first of the variants.
        full: A rail with the bit of every variant.
        given: The rails of the inputs, by number.
    """

    instance: Instance
    full: Rail
    given: Mapping[int, Rails]
    rails: Mapping[int, Rails]
    parts: tuple[Evaluated, ...]


@dataclass(frozen=True)
class _Program:
    """A level's generated function, with what it takes and gives."""

    circuit: Circuit
    inputs: tuple[int, ...]
    wanted: tuple[int, ...]
    function: Function


class BitsEngine:
    """The engine; make it once for a set of rules and use it for any number of cases, from any thread."""

    name = "bits"

    def __init__(self, circuits: Circuits, vocabulary: Vocabulary, scale: Scale) -> None:
        self._vocabulary = vocabulary
        self._readout = Readout.of(circuits, scale)
        asked = {"conduct": _asked(circuits.subject), "subject": _asked(circuits.case), "case": set[int]()}
        self._programs = {
            circuit.level: _program(circuit, asked[circuit.level])
            for circuit in (circuits.conduct, circuits.subject, circuits.case)
        }

    def evaluate(self, case: Case) -> Verdict:
        """The verdict on one case."""
        return self.verdict(self.run([instances(case)]), 0)

    def run(
        self,
        variants: Sequence[Instance],
        changed: Sequence[FactRef | None] | None = None,
        earlier: Evaluated | None = None,
    ) -> Evaluated:
        """Evaluates several variants of one case at once; bit i of every rail belongs to variant i.

        Args:
            variants: Instances of the same case: the same subjects with the same conducts, other facts.
            changed: For each variant the one fact in which it differs from the first, where that is so (None: in none).
                Comparisons that do not read it are then not made again; nor are those of an instance that a variant shares
                with the first.
            earlier: An earlier run of the same variants, with the same facts, under other laws. Its comparisons with facts
                are not made again.
        """
        full = (1 << len(variants)) - 1
        parts = tuple(
            self.run(
                [variant.parts[n] for variant in variants], changed, earlier.parts[n] if earlier else None
            )
            for n in range(len(variants[0].parts))
        )
        program = self._programs[variants[0].level]
        finder = Given(
            variants,
            full,
            [part.rails for part in parts],
            self._vocabulary,
            by_fact(changed) if changed is not None else None,
            by_law(variants),
            earlier.given if earlier else {},
        )
        given = [finder.rails(program.circuit, n) for n in program.inputs]
        rails = program.function(given, full)
        return Evaluated(
            variants[0],
            full,
            dict(zip(program.inputs, given, strict=True)),
            dict(zip(program.wanted, rails, strict=True)),
            parts,
        )

    # Reading the rails of one variant

    def verdict(self, evaluated: Evaluated, bit: int) -> Verdict:
        """The verdict on the variant of that bit."""
        return Verdict(
            self._readout.rule_verdicts("case", evaluated.rails, bit),
            {part.instance.id: self.subject(part, bit) for part in evaluated.parts},
        )

    def subject(self, evaluated: Evaluated, bit: int) -> SubjectVerdict:
        """The verdict on one subject."""
        return SubjectVerdict(
            self._readout.rule_verdicts("subject", evaluated.rails, bit),
            {
                part.instance.id: self._readout.rule_verdicts("conduct", part.rails, bit)
                for part in evaluated.parts
            },
            self.tracks(evaluated, bit),
            self.forms(evaluated, bit),
        )

    def alike(self, evaluated: Evaluated, rules: Container[str]) -> tuple[Rail, ...]:
        """The groups of variants, as masks, between which none of some rules of the instance tells a difference."""
        return self._readout.alike(evaluated.instance.level, evaluated.rails, rules, evaluated.full)

    def rules(self, evaluated: Evaluated, bit: int) -> Mapping[str, RuleVerdict]:
        """The verdicts on the rules of one instance."""
        return self._readout.rule_verdicts(evaluated.instance.level, evaluated.rails, bit)

    def tracks(self, evaluated: Evaluated, bit: int) -> Mapping[str, TrackVerdict]:
        """Where a subject stands on each track."""
        return self._readout.track_verdicts(evaluated.rails, bit)

    def forms(self, evaluated: Evaluated, bit: int) -> FormVerdict:
        """Between which forms a subject stands."""
        return self._readout.form_verdict(evaluated.rails, bit)

    def stages(self, evaluated: Evaluated, bit: int) -> Mapping[str, tuple[StageRange, ...]]:
        """How the established range of each track of a subject came about, stage by stage."""
        return self._readout.stage_ranges(evaluated.rails, bit)


def _asked(circuit: Circuit) -> set[int]:
    """The nodes of the level below that a circuit asks about."""
    return {node.node for node in circuit.nodes if isinstance(node, Parts)}


def _program(circuit: Circuit, asked: set[int]) -> _Program:
    wanted = tuple(sorted(asked | set(circuit.outputs.values())))
    return _Program(circuit, inputs(circuit, wanted), wanted, generate(circuit, wanted))
