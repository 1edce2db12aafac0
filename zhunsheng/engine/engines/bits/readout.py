"""Reads a verdict off the rails: which node says what, looked up once and used for every case.

A rail is a whole number whose bit i belongs to variant i, so reading the verdict of one variant is testing one bit of each node
that has a name.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.nodes import Circuit
from zhunsheng.engine.circuit.outputs import (
    ContradictionOutput,
    End,
    FormOutput,
    LeaningOutput,
    Reading,
    RecommendedOutput,
    RuleOutput,
    StageOutput,
    StartOutput,
    StepOutput,
)
from zhunsheng.engine.engines.bits.generation import Rail, Rails
from zhunsheng.engine.engines.bits.rule_verdicts import RuleVerdicts
from zhunsheng.engine.engines.verdict import FormVerdict, RuleVerdict, TrackVerdict
from zhunsheng.engine.scale import FORMS, Scale


@dataclass(frozen=True)
class StageRange:
    """The established range of a track after a move (by its index in the scale; None before any)."""

    move: int | None
    low: int
    wish: int
    high: int


@dataclass(frozen=True)
class _Ends:
    """The nodes of the five rows behind a range: three established, two possible; each from step or form 1 up."""

    low: tuple[int, ...]
    wish: tuple[int, ...]
    high: tuple[int, ...]
    lowest: tuple[int, ...]
    highest: tuple[int, ...]

    def read(self, rails: Mapping[int, Rails], bit: int) -> tuple[int, int, int, int, int]:
        """How many steps (or forms) each row reaches."""
        return (
            _known_true(self.low, rails, bit),
            _known_true(self.wish, rails, bit),
            _known_true(self.high, rails, bit),
            _known_true(self.lowest, rails, bit),
            len(self.highest) - sum(rails[node][1] >> bit & 1 for node in self.highest),
        )


@dataclass(frozen=True)
class Readout:
    """Where everything is to be read, for the circuits of one release."""

    rules: Mapping[str, Mapping[str, tuple[int, int]]]
    tracks: Mapping[str, _Ends]
    leanings: Mapping[str, tuple[int, int]]
    forms: _Ends
    recommended: tuple[int, ...]
    starts: tuple[int, ...]
    contradictions: Mapping[str, Mapping[str, int]]
    stages: Mapping[str, Sequence[tuple[int | None, Mapping[End, tuple[int, ...]]]]]

    @staticmethod
    def of(circuits: Circuits, scale: Scale) -> Readout:
        """Looks the nodes up."""
        outputs = circuits.subject.outputs

        def leaning(track: str) -> tuple[int, int]:
            return (
                outputs[LeaningOutput(track, "heavier", Reading.ESTABLISHED)],
                outputs[LeaningOutput(track, "lighter", Reading.ESTABLISHED)],
            )

        return Readout(
            {
                circuit.level: _rules(circuit)
                for circuit in (circuits.conduct, circuits.subject, circuits.case)
            },
            {track.key: _track(circuits.subject, track.key, len(track.steps)) for track in scale.tracks},
            {track.key: leaning(track.key) for track in scale.tracks},
            _forms(circuits.subject),
            tuple(outputs[RecommendedOutput(form, Reading.ESTABLISHED)] for form in FORMS),
            tuple(node for output, node in outputs.items() if isinstance(output, StartOutput)),
            {
                circuit.level: {
                    output.id: node
                    for output, node in circuit.outputs.items()
                    if isinstance(output, ContradictionOutput)
                }
                for circuit in (circuits.conduct, circuits.subject, circuits.case)
            },
            _stages(circuits.subject),
        )

    def rule_verdicts(self, level: str, rails: Mapping[int, Rails], bit: int) -> Mapping[str, RuleVerdict]:
        """What applies to an instance of a level, by rule id."""
        return RuleVerdicts(self.rules[level], rails, bit)

    def told(self, level: str, rails: Mapping[int, Rails], rules: Container[str]) -> Iterator[Rail]:
        """The rails on which it shows which of some rules of a level are established, and whether all of them are settled."""
        settled = ~0
        for rule, (established, possible) in self.rules[level].items():
            if rule in rules:
                yield rails[established][0]
                settled &= rails[possible][0] | rails[possible][1]
        yield settled

    def established(
        self, level: str, rails: Mapping[int, Rails], bit: int, rules: Container[str]
    ) -> tuple[frozenset[str], bool]:
        """Which of some rules of a level are established in a variant, and whether all of them are settled."""
        nodes = {rule: of for rule, of in self.rules[level].items() if rule in rules}
        found = frozenset(rule for rule, (node, _) in nodes.items() if rails[node][0] >> bit & 1)
        return found, all((rails[node][0] | rails[node][1]) >> bit & 1 for _, node in nodes.values())

    def ends(self, rails: Mapping[int, Rails]) -> Iterator[Rail]:
        """The rails on which it shows where a subject ends."""
        for ends in (self.forms, *self.tracks.values()):
            for node in (*ends.low, *ends.wish, *ends.high, *ends.lowest, *ends.highest):
                yield from rails[node]
        for node in (*self.recommended, *itertools.chain.from_iterable(self.leanings.values())):
            yield from rails[node]

    def shown(self, established: Mapping[int, Rails], possible: Mapping[int, Rails]) -> Iterator[Rail]:
        """The rails on which it shows what an answer says of a subject: ranges and their bounds, and what is recommended.

        Args:
            established: The rails under the law that was applied.
            possible: Under all the law that can still apply.
        """
        for ends in (self.forms, *self.tracks.values()):
            for node in (*ends.low, *ends.high):
                yield established[node][0]
            for node in ends.lowest:
                yield possible[node][0]
            for node in ends.highest:
                yield possible[node][1]
        for node in (*self.recommended, *self.starts):
            yield established[node][0]

    def track_verdicts(self, rails: Mapping[int, Rails], bit: int) -> Mapping[str, TrackVerdict]:
        """Where a subject stands on each track."""
        found = {}
        for track, ends in self.tracks.items():
            heavier, lighter = (bool(rails[node][0] >> bit & 1) for node in self.leanings[track])
            found[track] = TrackVerdict(*ends.read(rails, bit), heavier=heavier, lighter=lighter)
        return found

    def form_verdict(self, rails: Mapping[int, Rails], bit: int) -> FormVerdict:
        """Between which forms a subject stands."""
        return FormVerdict(*self.forms.read(rails, bit))

    def contradictory(self, level: str, rails: Mapping[int, Rails]) -> Mapping[str, Rail]:
        """The variants in which facts of an instance are known that cannot hold at once, by the contradiction's id."""
        return {key: rails[node][0] for key, node in self.contradictions[level].items()}

    def recommended_form(self, rails: Mapping[int, Rails], bit: int) -> int:
        """The recommended form; 0 is none."""
        return _known_true(self.recommended, rails, bit)

    def stage_ranges(self, rails: Mapping[int, Rails], bit: int) -> Mapping[str, tuple[StageRange, ...]]:
        """How the established range of each track came about."""
        return {
            track: tuple(
                StageRange(move, *(_known_true(ends[end], rails, bit) for end in _ENDS))
                for move, ends in stages
            )
            for track, stages in self.stages.items()
        }


_ENDS: tuple[End, End, End] = ("low", "wish", "high")


def _known_true(nodes: Sequence[int], rails: Mapping[int, Rails], bit: int) -> int:
    return sum(rails[node][0] >> bit & 1 for node in nodes)


def _rules(circuit: Circuit) -> Mapping[str, tuple[int, int]]:
    """The nodes of each rule in both readings, by id."""
    ids = sorted({output.rule for output in circuit.outputs if isinstance(output, RuleOutput)})
    return {
        rule: (
            circuit.outputs[RuleOutput(rule, Reading.ESTABLISHED)],
            circuit.outputs[RuleOutput(rule, Reading.POSSIBLE)],
        )
        for rule in ids
    }


def _ends(row: Callable[[End, Reading], tuple[int, ...]]) -> _Ends:
    return _Ends(
        low=row("low", Reading.ESTABLISHED),
        wish=row("wish", Reading.ESTABLISHED),
        high=row("high", Reading.ESTABLISHED),
        lowest=row("low", Reading.POSSIBLE),
        highest=row("high", Reading.POSSIBLE),
    )


def _track(circuit: Circuit, track: str, steps: int) -> _Ends:
    def row(end: End, reading: Reading) -> tuple[int, ...]:
        return tuple(circuit.outputs[StepOutput(track, end, step, reading)] for step in range(1, steps + 1))

    return _ends(row)


def _forms(circuit: Circuit) -> _Ends:
    def row(end: End, reading: Reading) -> tuple[int, ...]:
        return tuple(circuit.outputs[FormOutput(end, form, reading)] for form in FORMS)

    return _ends(row)


def _stages(circuit: Circuit) -> Mapping[str, Sequence[tuple[int | None, Mapping[End, tuple[int, ...]]]]]:
    found: dict[str, dict[tuple[int, int | None], dict[End, list[int]]]] = {}
    for output, node in circuit.outputs.items():
        if isinstance(output, StageOutput):
            ends = found.setdefault(output.track, {}).setdefault((output.stage, output.move), {})
            ends.setdefault(output.end, []).append(node)
    return {
        track: tuple(
            (move, {end: tuple(nodes) for end, nodes in ends.items()})
            for (_, move), ends in sorted(stages.items(), key=lambda item: item[0][0])
        )
        for track, stages in found.items()
    }
