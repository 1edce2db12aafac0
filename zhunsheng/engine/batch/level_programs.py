"""The two programs of a release: one for conducts, one for subjects; compiled for what is known of whole columns, and kept.

A file has few kinds of chunks, so few programs are compiled. Where there are more, one of each level serves all the others: that
for all facts there can be, of which nothing is known beforehand. A column that is not there is known in no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal as WhatIsWritten
from typing import TypeAlias

from zhunsheng.engine.batch.case_block import ColumnKey, column_keys
from zhunsheng.engine.batch.comparisons import Comparisons
from zhunsheng.engine.batch.law_calendar import LawCalendar, Places
from zhunsheng.engine.batch.law_rails import LAW_DAYS, LawRails
from zhunsheng.engine.batch.level_columns import State
from zhunsheng.engine.batch.months import Pair
from zhunsheng.engine.batch.outputs import OUTLOOKS, ConductRail, LawRail, NamedProgram, RuleRail
from zhunsheng.engine.batch.rail_graph import Literal, RailGraph
from zhunsheng.engine.batch.reported import Reported
from zhunsheng.engine.batch.subject_rails import SubjectRails
from zhunsheng.engine.circuit.nodes import Atom, Parts
from zhunsheng.engine.circuit.outputs import ContradictionOutput, Reading, RuleOutput
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.language.conditions import MonthsTest
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.proof.law_choice import LawChooser

#: So many programs are compiled for what is known of whole columns, before those for anything serve the rest.
SPECIAL = 8

Writes: TypeAlias = WhatIsWritten["answer", "verdicts", "differences"]
LawStates: TypeAlias = Mapping[tuple[str, Clock], State]


@dataclass(frozen=True)
class Shape:
    """What a program is compiled for.

    Attributes:
        compares: Of conducts: whether there is a row in which two laws are compared.
    """

    states: frozenset[tuple[ColumnKey, State]]
    law_states: frozenset[tuple[tuple[str, Clock], State]]
    compares: bool = False

    @staticmethod
    def of(states: Mapping[ColumnKey, State], law_states: LawStates, *, compares: bool = False) -> Shape:
        """The shape of some columns."""
        return Shape(frozenset(states.items()), frozenset(law_states.items()), compares)


@dataclass(frozen=True, eq=False)
class LevelPrograms:
    """Compiles the programs of a release.

    Attributes:
        reported: The rules that an answer names.
        writes: What is written: what an answer is made of; all verdicts in both readings; or only that on which it shows
            whether an answer differs from another one.
        plain: Whether the programs for anything serve from the beginning.
    """

    compiled: CompiledRelease
    reported: Reported
    writes: Writes = "answer"
    plain: bool = False
    _made: dict[tuple[str, Shape], NamedProgram] = field(default_factory=dict)

    def conduct(self, shape: Shape) -> NamedProgram:
        """The program for conducts."""
        return self._kept("conduct", shape, self._conduct)

    def subject(self, shape: Shape) -> NamedProgram:
        """The program for subjects."""
        return self._kept("subject", shape, self._subject)

    @cached_property
    def questions(self) -> Mapping[int, Parts]:
        """What a subject's circuit asks about its conducts, by node."""
        nodes = enumerate(self.compiled.circuits.subject.nodes)
        return {number: node for number, node in nodes if isinstance(node, Parts)}

    @cached_property
    def rules_of_conducts(self) -> tuple[str, ...]:
        """The rules on conducts of which it is written whether they are established."""
        if self.writes == "verdicts":
            return self._rules("conduct")
        if self.writes == "differences":
            return ()
        return tuple(sorted({*self.reported.of_conducts, *self.reported.findings}))

    @cached_property
    def rules_of_subjects(self) -> tuple[str, ...]:
        """The rules on subjects of which it is written whether they are established."""
        if self.writes == "verdicts":
            return self._rules("subject")
        return self.reported.of_subjects if self.writes == "answer" else ()

    def _rules(self, level: str) -> tuple[str, ...]:
        return tuple(sorted(rule.id for rule in self.compiled.release.rules.values() if rule.level == level))

    def months(self, level: str) -> tuple[Pair, ...]:
        """The pairs of dates between which a level's rules count months."""
        circuit = self.compiled.circuits.conduct if level == "conduct" else self.compiled.circuits.subject
        tests = [node.test for node in circuit.nodes if isinstance(node, Atom)]
        pairs = ((ColumnKey(t.start), ColumnKey(t.end)) for t in tests if isinstance(t, MonthsTest))
        return tuple(dict.fromkeys(pairs))

    @cached_property
    def calendar(self) -> LawCalendar:
        """The days on which anything changes in the law."""
        return LawCalendar.of(self.compiled, self._chooser.record)

    @cached_property
    def periods_of_acts(self) -> Places:
        """By place in the calendar, the period of the law of the act."""
        return self.calendar.narrowed(self.compiled.laws.compared.periods.first_days["act"])

    @property
    def matches(self) -> bool:
        """Whether there are measures that are to match."""
        return bool(self.compiled.release.scale.matching) and self.writes != "differences"

    @cached_property
    def _anything(self) -> Shape:
        """The shape of columns of which nothing is known, of all facts and of all days whose law is asked for."""
        keys = column_keys(self.compiled.release.vocabulary)
        laws = dict.fromkeys(LAW_DAYS, State())
        return Shape.of(dict.fromkeys(keys, State()), laws, compares=True)

    @cached_property
    def _chooser(self) -> LawChooser:
        return LawChooser(self.compiled.laws.compared)

    def _kept(self, level: str, shape: Shape, make: Callable[[Shape], NamedProgram]) -> NamedProgram:
        if self.plain or (len(self._made) >= SPECIAL and (level, shape) not in self._made):
            shape = self._anything
        if (level, shape) not in self._made:
            self._made[level, shape] = make(shape)
        return self._made[level, shape]

    def _comparisons(self, shape: Shape) -> Comparisons:
        vocabulary = self.compiled.release.vocabulary
        return Comparisons(
            RailGraph(), vocabulary, dict(shape.states), dict(shape.law_states), self.calendar.place_of
        )

    def _conduct(self, shape: Shape) -> NamedProgram:
        comparisons = self._comparisons(shape)
        rails = LawRails(comparisons, self.compiled.circuits.conduct, self._chooser, shape.compares)
        return NamedProgram.of(comparisons.graph, dict(self._conduct_outputs(rails)))

    def _conduct_outputs(self, rails: LawRails) -> Iterator[tuple[object, Literal]]:
        yield LawRail("by decision"), rails.by_decision
        for node in sorted({question.node for question in self.questions.values()}):
            for outlook in OUTLOOKS:
                true, false = rails.chosen(node) if outlook == "chosen" else rails.horizon[node]
                yield ConductRail(node, outlook, True), true
                yield ConductRail(node, outlook, False), false
        named = rails.circuit.outputs
        if self.writes == "differences":
            for output, node in named.items():
                if isinstance(output, ContradictionOutput):
                    yield output, rails.chosen(node)[0]
        for rule in self.rules_of_conducts:
            yield RuleRail(rule, "established"), rails.chosen(named[RuleOutput(rule, Reading.ESTABLISHED)])[0]
            if self.writes == "verdicts":
                true, false = rails.horizon[named[RuleOutput(rule, Reading.POSSIBLE)]]
                yield RuleRail(rule, "possible true"), true
                yield RuleRail(rule, "possible false"), false

    def _subject(self, shape: Shape) -> NamedProgram:
        rails = SubjectRails(self._comparisons(shape), self.compiled.circuits.subject, self.compiled.release)
        outputs = dict(rails.outputs(self.rules_of_subjects, self.writes))
        return NamedProgram.of(rails.comparisons.graph, outputs)
