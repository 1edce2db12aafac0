"""A subject's circuit for all rows at once: established over its conducts under the chosen law, possible over the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.batch.comparisons import Comparisons, TwoRails
from zhunsheng.engine.batch.lowering import lowered
from zhunsheng.engine.batch.outputs import (
    FormRail,
    MatchingRail,
    Outlook,
    PartRail,
    RuleRail,
    StepRail,
    UsualRail,
)
from zhunsheng.engine.batch.rail_graph import Bits, Literal
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.circuit.outputs import (
    ContradictionOutput,
    FormOutput,
    Reading,
    RecommendedOutput,
    RuleOutput,
    StartOutput,
    StepOutput,
)
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.matching import Matching
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.sources import Citation

#: The law of a subject has one day, that of the decision: it did nothing itself, its conducts did.
DECIDED = "decided"
#: The day on which measures are to match (`matched_sanctions`).
MATCHED = "matched"

Rails = Mapping[int, TwoRails]


@dataclass(frozen=True)
class SubjectRails:
    """The rails of a subject's circuit."""

    comparisons: Comparisons
    circuit: Circuit
    release: Release

    @cached_property
    def chosen(self) -> Rails:
        """Over the conducts under the law that is applied to each."""
        return self._over("chosen")

    @cached_property
    def horizon(self) -> Rails:
        """Over the conducts under all the law that can still apply."""
        return self._over("horizon")

    def outputs(self, rules: Iterable[str], writes: str) -> Iterator[tuple[object, Literal]]:
        """What is written: forms, what measures are chosen by, and which rules are established.

        Args:
            writes: See `level_programs.Writes`.
        """
        yield from self._forms()
        for track in self.release.scale.tracks:
            for step in range(1, len(track.steps) + 1):
                yield StepRail(track.key, "start", step), self._established(StartOutput(track.key, step))
                high = StepOutput(track.key, "high", step, Reading.ESTABLISHED)
                yield StepRail(track.key, "high", step), self._established(high)
                if writes != "answer":
                    yield from self._other_steps(track.key, step)
        if writes == "differences":
            for output, node in self.circuit.outputs.items():
                if isinstance(output, ContradictionOutput):
                    yield output, self.chosen[node][0]
            return
        for usual in self.release.scale.practice.forms:
            yield UsualRail(usual.form), self._concluded(usual.conclusion)
        for number, matching in enumerate(self.release.scale.matching):
            yield MatchingRail(number), self._matching(matching)
        for rule in rules:
            yield RuleRail(rule, "established"), self._established(RuleOutput(rule, Reading.ESTABLISHED))
            if writes == "verdicts":
                true, false = self.horizon[self.circuit.outputs[RuleOutput(rule, Reading.POSSIBLE)]]
                yield RuleRail(rule, "possible true"), true
                yield RuleRail(rule, "possible false"), false

    def _forms(self) -> Iterator[tuple[object, Literal]]:
        for form in FORMS:
            low, high = (FormOutput(end, form, Reading.ESTABLISHED) for end in ("low", "high"))
            yield FormRail("at_least", form), self._established(low)
            yield FormRail("at_most", form), self._established(high)
            recommended = RecommendedOutput(form, Reading.ESTABLISHED)
            yield FormRail("recommended", form), self._established(recommended)
            lowest, highest = (FormOutput(end, form, Reading.POSSIBLE) for end in ("low", "high"))
            yield FormRail("lowest", form), self.horizon[self.circuit.outputs[lowest]][0]
            yield FormRail("not_highest", form), self.horizon[self.circuit.outputs[highest]][1]

    def _other_steps(self, track: str, step: int) -> Iterator[tuple[object, Literal]]:
        yield (
            StepRail(track, "low", step),
            self._established(StepOutput(track, "low", step, Reading.ESTABLISHED)),
        )
        lowest, highest = (StepOutput(track, end, step, Reading.POSSIBLE) for end in ("low", "high"))
        yield StepRail(track, "lowest", step), self.horizon[self.circuit.outputs[lowest]][0]
        yield StepRail(track, "not_highest", step), self.horizon[self.circuit.outputs[highest]][1]

    def _established(self, output: object) -> Literal:
        return self.chosen[self.circuit.outputs[output]][0]

    def _concluded(self, conclusion: str | None) -> Literal:
        """Whether a rule that comes to a conclusion is established."""
        return self.comparisons.graph.any_of(
            self._established(RuleOutput(rule.id, Reading.ESTABLISHED))
            for rule in self.release.rules.values()
            if rule.conclusion == conclusion and rule.level == "subject"
        )

    def _matching(self, matching: Matching) -> Literal:
        """Whether a matching is asked for on the day, and no duty to go lighter stands against it (`open_to_matching`)."""
        graph = self.comparisons.graph
        lenient = graph.any_of(
            self._concluded(move.conclusion)
            for move in self.release.scale.moves
            if move.kind == "lenient" and move.track == matching.then.track
        )
        return graph.both(graph.any_of(self._in_force(cite) for cite in matching.cites), -lenient)

    def _in_force(self, cite: Citation) -> Literal:
        """Whether a source is in force for sure on the day on which measures are to match (`Source.in_force_on`)."""
        source = self.release.sources[cite.source]
        if source.effective is None:
            return -self.comparisons.graph.true
        ended = source.ended.earliest if source.ended else None
        return self.comparisons.law(MATCHED, "decision", source.effective.latest, ended)[0]

    def _over(self, outlook: Outlook) -> Rails:
        numbers = {node: number for number, node in enumerate(self.circuit.nodes) if isinstance(node, Parts)}

        def of_input(node: Atom | Parts) -> TwoRails:
            graph = self.comparisons.graph
            match node:
                case Atom(FactTest() as test):
                    return self.comparisons.fact(test)
                case Atom(MonthsTest() as test):
                    return self.comparisons.months(test)
                case Atom(LawDateTest() as test):
                    clock = "decision" if test.clock == "general" else test.clock
                    return self.comparisons.law(DECIDED, clock, test.start, test.end)
                case Parts():
                    number = numbers[node]
                    true, false = (
                        graph.input(Bits(PartRail(number, outlook, rail))) for rail in (True, False)
                    )
                    return true, false
            raise TypeError(f"{node} is no input")

        return lowered(self.comparisons.graph, self.circuit, range(len(self.circuit.nodes)), of_input)
