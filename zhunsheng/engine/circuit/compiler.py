"""From rules to circuits, for both readings.

Each rule gets two nodes on its level's circuit:

- *possible*: ``premise and not (an overriding rule applies)``, Kleene throughout.
- *established*: the same, over established conclusions of earlier layers, wrapped in `Known`: a rule applies when its premise
  is known to be true and no overriding rule is itself established. What is not established is, for the next layer, not so;
  neither an element that weighs against the subject nor an exception that nobody has shown.

Why the established outcome always lies within the possible bounds: the established value of a rule is one way of filling in the
possible one. If the possible value is known, then the premise or an override is known, by Kleene's law it stays so however
unknown conclusions are filled in, and the established value is the same; if it is unknown, either value fills it in. Everything
above the rules (rows, moves, forms) is made of Kleene's operators, which keep that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhunsheng.engine.circuit.nodes import Builder, Circuit
from zhunsheng.engine.circuit.outputs import (
    APPROVED,
    ENDS,
    TOLERATED,
    ContradictionOutput,
    FormOutput,
    LeaningOutput,
    Reading,
    RecommendedOutput,
    RuleOutput,
    StageOutput,
    StartOutput,
    StepOutput,
)
from zhunsheng.engine.circuit.recommendation import recommended_row, start_row
from zhunsheng.engine.circuit.rows import (
    RangeRows,
    Row,
    TrackOutcome,
    form_row,
    heavier_of,
    moved,
    spared,
    widest,
)
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    FactTest,
    LawDateTest,
    MonthsTest,
    Not,
    Quantified,
)
from zhunsheng.engine.language.contradictions import Contradiction
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.scale import Scale, Track
from zhunsheng.engine.vocabulary.facts import Vocabulary


@dataclass(frozen=True)
class Circuits:
    """The circuits of the three levels."""

    conduct: Circuit
    subject: Circuit
    case: Circuit


def compile_circuits(
    rules: Iterable[Rule],
    vocabulary: Vocabulary,
    scale: Scale,
    contradictions: Iterable[Contradiction] = (),
) -> Circuits:
    """Compiles checked rules. The order of the rules does not matter."""
    ordered = tuple(sorted(rules, key=lambda rule: rule.id))
    return _Compiler(ordered, vocabulary, scale).circuits(contradictions)


class _Compiler:
    def __init__(self, rules: tuple[Rule, ...], vocabulary: Vocabulary, scale: Scale) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._scale = scale
        self._overriding: dict[str, list[Rule]] = {rule.id: [] for rule in rules}
        for rule in rules:
            for other in rule.overrides:
                self._overriding[other].append(rule)
        implied = {item.key: item.implies for item in vocabulary.conclusions}
        self._concluding: dict[str, list[Rule]] = {}
        for rule in rules:
            key: str | None = rule.conclusion
            while key is not None:
                self._concluding.setdefault(key, []).append(rule)
                key = implied[key]
        self._builders = {level: Builder(level) for level in ("conduct", "subject", "case")}
        self._applies: dict[tuple[str, Reading], int] = {}

    def circuits(self, contradictions: Iterable[Contradiction]) -> Circuits:
        for rule in self._rules.values():
            for reading in Reading:
                self._builders[rule.level].outputs[RuleOutput(rule.id, reading)] = self._rule(rule, reading)
        for reading in Reading:
            self._subject_rows(reading)
        for item in contradictions:
            node = self._condition(item.condition, item.level, Reading.POSSIBLE)
            self._builders[item.level].outputs[ContradictionOutput(item.id)] = node
        return Circuits(*(self._builders[level].finish() for level in ("conduct", "subject", "case")))

    # Rules

    def _rule(self, rule: Rule, reading: Reading) -> int:
        if (rule.id, reading) not in self._applies:
            builder = self._builders[rule.level]
            premise = self._condition(rule.premise, rule.level, reading)
            displaced = builder.any_of(self._rule(other, reading) for other in self._overriding[rule.id])
            node = builder.all_of((premise, builder.negation(displaced)))
            self._applies[rule.id, reading] = builder.known(node) if reading is Reading.ESTABLISHED else node
        return self._applies[rule.id, reading]

    def _conclusion(self, key: str, level: str, reading: Reading) -> int:
        rules = self._concluding.get(key, ())
        return self._builders[level].any_of(self._rule(rule, reading) for rule in rules)

    def _condition(self, condition: Condition, level: str, reading: Reading) -> int:
        builder = self._builders[level]
        match condition:
            case FactTest() | MonthsTest() | LawDateTest():
                return builder.atom(condition)
            case ConclusionTest(key):
                return self._conclusion(key, level, reading)
            case Quantified(quantifier, entity, inner, number):
                return builder.parts(quantifier, self._condition(inner, entity, reading), number)
            case Not(part):
                return builder.negation(self._condition(part, level, reading))
            case AllOf(parts):
                return builder.all_of([self._condition(part, level, reading) for part in parts])
            case AnyOf(parts):
                return builder.any_of([self._condition(part, level, reading) for part in parts])
            case AtLeast(number, parts):
                return builder.at_least(
                    number, tuple(self._condition(part, level, reading) for part in parts)
                )

    # Ranges

    def _applying(
        self, level: str, kinds: tuple[str, ...], track: Track, reading: Reading
    ) -> list[tuple[int, int, int]]:
        return [
            (self._rule(rule, reading), item.low, item.high)
            for rule in self._rules.values()
            if rule.level == level and rule.kind in kinds
            for item in rule.ranges
            if item.track == track.key
        ]

    def _conduct_rows(self, reading: Reading) -> Mapping[str, RangeRows]:
        """What follows from one conduct, after tolerance."""
        builder = self._builders["conduct"]
        tolerated = self._conclusion(TOLERATED, "conduct", reading)
        approved = self._conclusion(APPROVED, "conduct", reading)
        full = builder.any_of(
            self._rule(rule, reading)
            for rule in self._rules.values()
            if rule.kind == "tolerance" and not rule.ranges and rule in self._concluding.get(TOLERATED, ())
        )
        base = {
            track.key: widest(
                builder, track, self._applying("conduct", ("provision", "measure"), track, reading)
            )
            for track in self._scale.tracks
        }
        # A milder measure takes the place of what was spared: only where there was something, and where no tolerance
        # spares it altogether.
        spared_low = builder.any_of(rows.low[0] for rows in base.values())
        spared_high = builder.any_of(rows.high[0] for rows in base.values())
        rows = {}
        for track in self._scale.tracks:
            milder = [
                (builder.all_of((node, builder.negation(full))), low, high)
                for node, low, high in self._applying("conduct", ("tolerance",), track, reading)
            ]
            instead = widest(builder, track, milder)
            instead = RangeRows(
                _all(builder, instead.low, spared_low),
                _all(builder, instead.wish, spared_low),
                _all(builder, instead.high, spared_high),
            )
            may, must = self._sparing(track, reading)
            on_track = builder.any_of((tolerated, may))
            barred = builder.any_of((builder.all_of((on_track, approved)), must))
            left = spared(builder, base[track.key], builder.any_of((on_track, must)), barred)
            rows[track.key] = heavier_of(builder, left, instead)
        return rows

    def _sparing(self, track: Track, reading: Reading) -> tuple[int, int]:
        """Whether a tolerance that reaches some tracks only says of this one that nothing need, or may, follow."""
        may = [rule for rule in self._rules.values() if track.key in rule.may_spare]
        must = [rule for rule in self._rules.values() if track.key in rule.must_spare]
        any_of = self._builders["conduct"].any_of
        return any_of(self._rule(rule, reading) for rule in may), any_of(
            self._rule(rule, reading) for rule in must
        )

    def _subject_rows(self, reading: Reading) -> None:
        builder = self._builders["subject"]
        conduct = self._conduct_rows(reading)

        def gathered(row: Row) -> Row:
            return tuple(builder.parts("any", node) for node in row)

        rows = {}
        for track in self._scale.tracks:
            of_conducts = RangeRows(*(gathered(getattr(conduct[track.key], end)) for end in ENDS))
            own = widest(builder, track, self._applying("subject", ("provision", "measure"), track, reading))
            rows[track.key] = heavier_of(builder, of_conducts, own)

        def several(track: str, end: str) -> int:
            first: int = getattr(conduct[track], end)[0]
            return builder.parts("count", first, 2)

        outcomes = moved(
            builder, self._scale, rows, lambda key: self._conclusion(key, "subject", reading), several
        )
        self._name_outputs(builder, outcomes, reading)

    def _name_outputs(self, builder: Builder, outcomes: Mapping[str, TrackOutcome], reading: Reading) -> None:
        for track, outcome in outcomes.items():
            for end in ENDS:
                for step, node in enumerate(getattr(outcome.rows, end), 1):
                    builder.outputs[StepOutput(track, end, step, reading)] = node
            if reading is Reading.ESTABLISHED:
                self._name_stages(builder, track, outcome)
                for step, node in enumerate(start_row(builder, outcome), 1):
                    builder.outputs[StartOutput(track, step)] = node
            builder.outputs[LeaningOutput(track, "heavier", reading)] = outcome.heavier
            builder.outputs[LeaningOutput(track, "lighter", reading)] = outcome.lighter
        for end in ENDS:
            row = form_row(
                builder, self._scale, {track: getattr(o.rows, end) for track, o in outcomes.items()}
            )
            for form, node in enumerate(row, 1):
                builder.outputs[FormOutput(end, form, reading)] = node
        practice = [
            (usual.form, self._conclusion(usual.conclusion, "subject", reading))
            for usual in self._scale.practice.forms
        ]
        for form, node in enumerate(recommended_row(builder, self._scale, outcomes, practice), 1):
            builder.outputs[RecommendedOutput(form, reading)] = node

    def _name_stages(self, builder: Builder, track: str, outcome: TrackOutcome) -> None:
        for number, stage in enumerate(outcome.stages):
            move = self._scale.moves.index(stage.move) if stage.move else None
            for end in ENDS:
                for step, node in enumerate(getattr(stage.rows, end), 1):
                    builder.outputs[StageOutput(track, number, move, end, step)] = node


def _all(builder: Builder, row: Row, by: int) -> Row:
    return tuple(builder.all_of((bit, by)) for bit in row)
