"""Evaluates a case on its circuits, level by level, from the conducts up.

A subject's circuit asks about its conducts (`Parts`), so the conducts are evaluated first and their rails are combined:
*any* is an OR of the true rails and an AND of the false ones, *all* the reverse, *count* builds "1, 2, … so far" part by part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.engines.bits.generation import Function, Rail, Rails, generate, inputs
from zhunsheng.engine.engines.bits.readout import Readout, StageRange
from zhunsheng.engine.engines.verdict import FormVerdict, RuleVerdict, SubjectVerdict, TrackVerdict, Verdict
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import LawDateTest, facts_of
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.vocabulary.facts import FactRef, Vocabulary

_RAILS: Mapping[Truth, tuple[bool, bool]] = {
    Truth.TRUE: (True, False),
    Truth.FALSE: (False, True),
    Truth.UNKNOWN: (False, False),
}


@dataclass(frozen=True)
class Evaluated:
    """The rails of an instance's wanted nodes, by number, and of its parts."""

    instance: Instance
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

    def run(self, variants: Sequence[Instance], changed: Sequence[FactRef | None] | None = None) -> Evaluated:
        """Evaluates several variants of one case at once; bit i of every rail belongs to variant i.

        Args:
            variants: Instances of the same case: the same subjects with the same conducts, other facts.
            changed: For each variant the one fact in which it differs from the first, where that is so (None: in none).
                Comparisons that do not read it are then not made again; nor are those of an instance that a variant shares
                with the first.
        """
        full = (1 << len(variants)) - 1
        parts = tuple(
            self.run([variant.parts[n] for variant in variants], changed)
            for n in range(len(variants[0].parts))
        )
        program = self._programs[variants[0].level]
        bits = _bits_by_fact(changed) if changed is not None else None
        given = [self._input(program.circuit, n, variants, parts, bits, full) for n in program.inputs]
        rails = program.function(given, full)
        return Evaluated(variants[0], dict(zip(program.wanted, rails, strict=True)), parts)

    def _input(
        self,
        circuit: Circuit,
        number: int,
        variants: Sequence[Instance],
        parts: tuple[Evaluated, ...],
        changed: Mapping[FactRef, Sequence[int]] | None,
        full: Rail,
    ) -> Rails:
        """The rails of an atom, or of a question about parts."""
        node = circuit.nodes[number]
        if isinstance(node, Parts):
            return _combined(node, [part.rails[node.node] for part in parts], full)
        if not isinstance(node, Atom):
            raise TypeError(f"{node} is no input")
        true, false = (full * rail for rail in _RAILS[truth_of(node.test, variants[0], self._vocabulary)])
        if changed is None or isinstance(node.test, LawDateTest):  # the law may differ where no fact does
            differing: Sequence[int] = range(1, len(variants))
        else:
            differing = [bit for ref in facts_of(node.test) for bit in changed.get(ref, ())]
        for bit in differing:
            if variants[bit] is variants[0]:
                continue
            t, f = _RAILS[truth_of(node.test, variants[bit], self._vocabulary)]
            true = true & ~(1 << bit) | t << bit
            false = false & ~(1 << bit) | f << bit
        return true, false

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


def _bits_by_fact(changed: Sequence[FactRef | None]) -> Mapping[FactRef, Sequence[int]]:
    found: dict[FactRef, list[int]] = {}
    for bit, ref in enumerate(changed):
        if ref is not None:
            found.setdefault(ref, []).append(bit)
    return found


def _asked(circuit: Circuit) -> set[int]:
    """The nodes of the level below that a circuit asks about."""
    return {node.node for node in circuit.nodes if isinstance(node, Parts)}


def _program(circuit: Circuit, asked: set[int]) -> _Program:
    wanted = tuple(sorted(asked | set(circuit.outputs.values())))
    return _Program(circuit, inputs(circuit, wanted), wanted, generate(circuit, wanted))


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
