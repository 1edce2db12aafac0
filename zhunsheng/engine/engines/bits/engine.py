"""Evaluates a case on its circuits, level by level, from the conducts up.

A subject's circuit asks about its conducts (`Parts`), so the conducts are evaluated first and their rails are combined:
*any* is an OR of the true rails and an AND of the false ones, *all* the reverse, *count* builds "1, 2, … so far" part by part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.atoms import truth_of
from zhunsheng.engine.case import ACT_DATE, DECISION_DATE, INCIDENT_DATE, Case, Instance, instances
from zhunsheng.engine.circuit.compiler import (
    Circuits,
    FormOutput,
    LeaningOutput,
    Reading,
    RuleOutput,
    StageOutput,
    StepOutput,
)
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.engines.bits.generation import Function, Rail, Rails, generate, inputs
from zhunsheng.engine.engines.verdict import (
    FormVerdict,
    RuleVerdict,
    SubjectVerdict,
    TrackVerdict,
    Verdict,
)
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest, facts_of
from zhunsheng.engine.scale import FORMS, Scale
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
class StageRange:
    """The established range of a track after a move (by its index in the scale; None before any)."""

    move: int | None
    low: int
    wish: int
    high: int


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
        self._scale = scale
        self._circuits = {"conduct": circuits.conduct, "subject": circuits.subject, "case": circuits.case}
        asked = {"conduct": _asked(circuits.subject), "subject": _asked(circuits.case), "case": set[int]()}
        self._programs = {level: _program(circuit, asked[level]) for level, circuit in self._circuits.items()}

    def evaluate(self, case: Case) -> Verdict:
        """The verdict on one case."""
        return self.verdict(self.run([instances(case)]), 0)

    def run(self, variants: Sequence[Instance]) -> Evaluated:
        """Evaluates several variants of one case at once; bit i of every rail belongs to variant i.

        Args:
            variants: Instances of the same case: the same subjects with the same conducts, other facts.
        """
        full = (1 << len(variants)) - 1
        parts = tuple(
            self.run([variant.parts[n] for variant in variants]) for n in range(len(variants[0].parts))
        )
        program = self._programs[variants[0].level]
        given = [self._input(program.circuit, n, variants, parts, full) for n in program.inputs]
        rails = program.function(given, full)
        return Evaluated(variants[0], dict(zip(program.wanted, rails, strict=True)), parts)

    def _input(
        self,
        circuit: Circuit,
        number: int,
        variants: Sequence[Instance],
        parts: tuple[Evaluated, ...],
        full: Rail,
    ) -> Rails:
        node = circuit.nodes[number]
        if isinstance(node, Parts):
            return _combined(node, [part.rails[node.node] for part in parts], full)
        if not isinstance(node, Atom):
            raise TypeError(f"{node} is no input")
        true = false = 0
        base = variants[0]
        refs = _read_by(node.test)
        usual = _RAILS[truth_of(node.test, base, self._vocabulary)]
        for bit, variant in enumerate(variants):
            # Most variants differ from the first in a single fact, which most comparisons do not read.
            same = all(variant.facts.get(ref) is base.facts.get(ref) for ref in refs)
            t, f = usual if same else _RAILS[truth_of(node.test, variant, self._vocabulary)]
            true |= t << bit
            false |= f << bit
        return true, false

    # Reading the rails of one variant

    def verdict(self, evaluated: Evaluated, bit: int) -> Verdict:
        """The verdict on the variant of that bit."""
        return Verdict(
            self.rules(evaluated, bit),
            {part.instance.id: self.subject(part, bit) for part in evaluated.parts},
        )

    def rules(self, evaluated: Evaluated, bit: int) -> Mapping[str, RuleVerdict]:
        """What applies to an instance, by rule id."""
        outputs = self._circuits[evaluated.instance.level].outputs
        ids = {output.rule for output in outputs if isinstance(output, RuleOutput)}
        return {
            rule: RuleVerdict(
                _value(evaluated.rails[outputs[RuleOutput(rule, Reading.ESTABLISHED)]], bit) is Truth.TRUE,
                _value(evaluated.rails[outputs[RuleOutput(rule, Reading.POSSIBLE)]], bit),
            )
            for rule in sorted(ids)
        }

    def subject(self, evaluated: Evaluated, bit: int) -> SubjectVerdict:
        """The verdict on one subject."""
        tracks = {
            track.key: self._track(evaluated, bit, track.key, len(track.steps))
            for track in self._scale.tracks
        }
        return SubjectVerdict(
            self.rules(evaluated, bit),
            {part.instance.id: self.rules(part, bit) for part in evaluated.parts},
            tracks,
            self.forms(evaluated, bit),
        )

    def forms(self, evaluated: Evaluated, bit: int) -> FormVerdict:
        """The forms of a subject."""

        def row(end: str, reading: Reading) -> list[object]:
            return [FormOutput(end, form, reading) for form in FORMS]  # type: ignore[arg-type]  # end is one of ENDS

        return FormVerdict(*self._ends(evaluated, bit, row))

    def _track(self, evaluated: Evaluated, bit: int, track: str, steps: int) -> TrackVerdict:
        def row(end: str, reading: Reading) -> list[object]:
            return [StepOutput(track, end, step, reading) for step in range(1, steps + 1)]  # type: ignore[arg-type]

        def leaning(which: str) -> bool:
            output = LeaningOutput(track, which, Reading.ESTABLISHED)  # type: ignore[arg-type]
            return self._output(evaluated, bit, output) is Truth.TRUE

        return TrackVerdict(
            *self._ends(evaluated, bit, row), heavier=leaning("heavier"), lighter=leaning("lighter")
        )

    def _ends(self, evaluated: Evaluated, bit: int, row: object) -> tuple[int, int, int, int, int]:
        def reached(end: str, reading: Reading, *values: Truth) -> int:
            return sum(self._output(evaluated, bit, output) in values for output in row(end, reading))  # type: ignore[operator]

        established = (reached(end, Reading.ESTABLISHED, Truth.TRUE) for end in ("low", "wish", "high"))
        return (
            *established,
            reached("low", Reading.POSSIBLE, Truth.TRUE),
            reached("high", Reading.POSSIBLE, Truth.TRUE, Truth.UNKNOWN),
        )  # type: ignore[return-value]

    def stages(self, evaluated: Evaluated, bit: int) -> Mapping[str, tuple[StageRange, ...]]:
        """How the established range of each track of a subject came about, stage by stage."""
        found: dict[tuple[str, int, int | None], dict[str, int]] = {}
        for output, node in self._circuits["subject"].outputs.items():
            if isinstance(output, StageOutput):
                ends = found.setdefault(
                    (output.track, output.stage, output.move), {"low": 0, "wish": 0, "high": 0}
                )
                ends[output.end] += _value(evaluated.rails[node], bit) is Truth.TRUE
        stages: dict[str, list[StageRange]] = {}
        for (track, _, move), ends in sorted(found.items(), key=lambda item: item[0][:2]):
            stages.setdefault(track, []).append(StageRange(move, ends["low"], ends["wish"], ends["high"]))
        return {track: tuple(ranges) for track, ranges in stages.items()}

    def _output(self, evaluated: Evaluated, bit: int, output: object) -> Truth:
        return _value(evaluated.rails[self._circuits["subject"].outputs[output]], bit)


def _read_by(test: FactTest | MonthsTest | LawDateTest) -> tuple[FactRef, ...]:
    """The facts that a comparison may read."""
    if isinstance(test, LawDateTest):
        return (DECISION_DATE,) if test.clock == "decision" else (ACT_DATE, INCIDENT_DATE)
    return facts_of(test)


def _asked(circuit: Circuit) -> set[int]:
    """The nodes of the level below that a circuit asks about."""
    return {node.node for node in circuit.nodes if isinstance(node, Parts)}


def _program(circuit: Circuit, asked: set[int]) -> _Program:
    wanted = tuple(sorted(asked | set(circuit.outputs.values())))
    return _Program(circuit, inputs(circuit, wanted), wanted, generate(circuit, wanted))


def _value(rails: Rails, bit: int) -> Truth:
    true, false = rails
    if true >> bit & 1:
        return Truth.TRUE
    return Truth.FALSE if false >> bit & 1 else Truth.UNKNOWN


def _combined(node: Parts, rails: Sequence[Rails], full: Rail) -> Rails:
    """The rails of a question about parts."""
    number = {"any": 1, "all": len(rails), "count": node.number}[node.quantifier]
    return _threshold([t for t, _ in rails], number, full), _threshold(
        [f for _, f in rails], len(rails) - number + 1, full
    )


def _threshold(rails: Sequence[Rail], number: int, full: Rail) -> Rail:
    """Where at least `number` of the rails are set."""
    if number <= 0:
        return full
    reached = [full] + [full ^ full] * number
    for rail in rails:
        for k in range(number, 0, -1):
            reached[k] = reached[k] | (reached[k - 1] & rail)
    return reached[number]
