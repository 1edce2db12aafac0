"""从旧兼从轻 for all rows at once: the rails of a conduct's circuit under three laws, and which of the first two is applied.

======== =================================================================================================
act      the law of the act
decision the law with which it is compared
horizon  all the law that can still apply: the days of a row on which the law is still open are an interval
======== =================================================================================================

The three share whatever does not ask for the law, since equal gates are made once. Which law is applied is worked out as in
`proof.law_choice`, over what is *established* under either law; the horizon's day is the chosen one where no fact can change
the choice any more (`compared_laws.ComparedLaws.governed`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zhunsheng.engine.batch.comparisons import Comparisons, TwoRails
from zhunsheng.engine.batch.lowering import lowered
from zhunsheng.engine.batch.outputs import LawRail
from zhunsheng.engine.batch.rail_graph import Bits, Literal, RailGraph
from zhunsheng.engine.batch.subject_rails import DECIDED, MATCHED
from zhunsheng.engine.circuit.nodes import Atom, Circuit, Parts
from zhunsheng.engine.circuit.outputs import Reading, RuleOutput
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.proof.law_choice import LawChooser, lighter

#: The name of a law day: under which law, and of which clock.
DayName = tuple[str, Clock]

#: All law days that a program can ask for.
LAW_DAYS: tuple[DayName, ...] = (
    ("act", "act"),
    ("decision", "act"),
    ("stated", "policy"),
    ("stated", "general"),
    ("stated", "decision"),
    ("horizon", "act"),
    ("horizon", "policy"),
    ("horizon", "general"),
    (DECIDED, "decision"),
    (MATCHED, "decision"),
)

Rails = Mapping[int, TwoRails]


@dataclass(frozen=True)
class _Days:
    """Gates over the days of rows, by their names (`gates.GatesOverDays`)."""

    comparisons: Comparisons

    @property
    def clauses(self) -> RailGraph:
        return self.comparisons.graph

    def within(self, row: DayName, first: date | None, last: date | None) -> Literal:
        return self.comparisons.law(*row, first, last)[0]


@dataclass(frozen=True)
class LawRails:
    """A conduct's circuit under the three laws.

    Attributes:
        compares: Whether there is a row in which two laws are compared.
    """

    comparisons: Comparisons
    circuit: Circuit
    chooser: LawChooser
    compares: bool

    @cached_property
    def act(self) -> Rails:
        """Under the law of the act."""
        return self._under(lambda test: self._law("act", test))

    @cached_property
    def decision(self) -> Rails:
        """Under the law that it is compared with."""
        return self._under(lambda test: self._law("decision", test)) if self.compares else self.act

    @cached_property
    def horizon(self) -> Rails:
        """Under all the law that can still apply."""
        return self._under(self._open_law)

    def chosen(self, node: int) -> TwoRails:
        """The rails of a node under the law that is applied."""
        (true, false), (other_true, other_false) = self.act[node], self.decision[node]
        graph = self.comparisons.graph
        return (
            graph.either(self.by_decision, other_true, true),
            graph.either(self.by_decision, other_false, false),
        )

    @cached_property
    def by_decision(self) -> Literal:
        """Whether the law of the decision is applied (`ComparedLaws._choice`)."""
        return self._choice[0]

    @cached_property
    def _choice(self) -> tuple[Literal, Literal]:
        """Whether the law of the decision is applied, and whether no fact can change the choice any more."""
        graph = self.comparisons.graph
        if not self.compares:
            return -graph.true, -graph.true
        days = _Days(self.comparisons)
        old, new = (
            self.chooser.opened(graph, self._established(rails)) for rails in (self.act, self.decision)
        )
        silent = self.chooser.record.silent_before(days, new.instruments, ("act", "act"))
        missing = self.chooser.record.missing(days, old.instruments, ("decision", "act"))
        unrecorded = graph.all_of((-old.anything, silent))
        is_lighter = graph.all_of((old.anything, -missing, lighter(graph, old, new)))
        unknown, compares = self._says("act unknown"), self._says("compares")
        by_decision = graph.all_of((compares, graph.any_of((unknown, unrecorded, is_lighter))))
        known = graph.all_of((self._settled(self.act), self._settled(self.decision)))
        certain = graph.all_of((-self._says("uncertain"), -unknown, -unrecorded, self._says("dated")))
        return by_decision, graph.all_of((compares, known, certain))

    def _says(self, says: str) -> Literal:
        return self.comparisons.graph.input(Bits(LawRail(says)))  # type: ignore[arg-type]  # one of its literals

    def _under(self, law: Callable[[LawDateTest], TwoRails]) -> Rails:
        def of_input(node: Atom | Parts) -> TwoRails:
            match node:
                case Atom(FactTest() as test):
                    return self.comparisons.fact(test)
                case Atom(MonthsTest() as test):
                    return self.comparisons.months(test)
                case Atom(LawDateTest() as test):
                    return law(test)
            raise TypeError(f"{node}: a conduct has no parts")

        return lowered(self.comparisons.graph, self.circuit, range(len(self.circuit.nodes)), of_input)

    def _law(self, law: str, test: LawDateTest) -> TwoRails:
        """Only the clock of the act goes by the law that is tried; the others by what the facts say."""
        of = law if test.clock == "act" else "stated"
        return self.comparisons.law(of, test.clock, test.start, test.end)

    def _open_law(self, test: LawDateTest) -> TwoRails:
        if test.clock == "decision":
            return self._law("horizon", test)
        still_open = self.comparisons.law("horizon", test.clock, test.start, test.end)
        if test.clock != "act" or not self.compares:
            return still_open
        by_decision, settled = self._choice
        graph = self.comparisons.graph

        def rail(number: int) -> Literal:
            act, decision = (self._law(law, test)[number] for law in ("act", "decision"))
            chosen = graph.either(by_decision, decision, act)
            return graph.either(settled, chosen, still_open[number])

        return rail(0), rail(1)

    def _established(self, rails: Rails) -> Mapping[str, Literal]:
        return {
            rule: rails[self.circuit.outputs[RuleOutput(rule, Reading.ESTABLISHED)]][0]
            for rule in sorted(self.chooser.compared.consequences.ids)
        }

    def _settled(self, rails: Rails) -> Literal:
        """Whether nothing unknown can change any rule that has a say."""
        nodes = [
            self.circuit.outputs[RuleOutput(rule, Reading.POSSIBLE)]
            for rule in sorted(self.chooser.compared.consequences.ids)
        ]
        graph = self.comparisons.graph
        return graph.all_of(graph.any_of(rails[node]) for node in nodes)
