"""From the value of a fact to the rails of every comparison with it: one look into a table a fact.

A rule set makes several comparisons with most facts (``事件.后果 >= 严重后果``, ``事件.后果 == 无后果``, …), and what
they come to hangs on the fact's value alone. So for each fact there is a table, value → the two rails of all of its
comparisons, filled in as values come up:

    后果: 严重后果 → true, false; false, true; …      后果: not known → false, false; false, false; …

A yes-or-no fact has three entries, an enum one for each of its words and one for "not known". Numbers and dates have no end
of values; a table that has grown too large begins anew, so nobody's service fills up with other people's cases. Of a set each
member is known or not by itself, so each is looked up by itself. Months lie between two dates, and the days whose law is asked
for belong to a clock; they have tables like a fact's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from zhunsheng.engine.atoms import truth_of_fact, truth_of_law_date, truth_of_months
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.nodes import Atom, Circuit
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import FactTest, LawDateTest, MonthsTest
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue, Vocabulary

#: Known true and known false, of one case.
Bits: TypeAlias = tuple[bool, bool]

#: The bits of a value on its two rails.
RAILS: Mapping[Truth, Bits] = {
    Truth.TRUE: (True, False),
    Truth.FALSE: (False, True),
    Truth.UNKNOWN: (False, False),
}

#: The rails of a set's member, by whether it is in the set.
_MEMBER: Mapping[bool | None, Bits] = {
    True: RAILS[Truth.TRUE],
    False: RAILS[Truth.FALSE],
    None: RAILS[Truth.UNKNOWN],
}

#: A table that has so many values begins anew.
VALUES = 4096

Key = TypeVar("Key")
Comparison = TypeVar("Comparison", FactTest, MonthsTest, LawDateTest)
Value: TypeAlias = "FactValue | None"


class _Table(dict[Key, tuple[bool, ...]]):
    """Values that have come up → the rails of some comparisons. Two threads may fill in one entry; both write the same."""

    def __init__(self, tests: Iterable[Comparison], compare: Callable[[Comparison, Key], Truth]) -> None:
        super().__init__()
        self._rails: Callable[[Key], tuple[bool, ...]] = lambda value: tuple(
            rail for test in tests for rail in RAILS[compare(test, value)]
        )

    def __missing__(self, value: Key) -> tuple[bool, ...]:
        if len(self) >= VALUES:
            self.clear()
        found = self[value] = self._rails(value)
        return found


class ValueTables:
    """The tables of one level's comparisons.

    Attributes:
        groups: The numbers of the comparisons, in the groups in which `rails` gives their rails.
    """

    def __init__(self, circuit: Circuit, numbers: Iterable[int], vocabulary: Vocabulary) -> None:
        facts: dict[FactRef, dict[int, FactTest]] = {}
        sets: dict[FactRef, dict[int, FactTest]] = {}
        months: dict[tuple[FactRef, FactRef], dict[int, MonthsTest]] = {}
        clocks: dict[Clock, dict[int, LawDateTest]] = {}
        for number in numbers:
            match circuit.nodes[number]:
                case Atom(FactTest(operator="has") as test):
                    sets.setdefault(test.fact, {})[number] = test
                case Atom(FactTest() as test):
                    facts.setdefault(test.fact, {})[number] = test
                case Atom(MonthsTest() as test):
                    months.setdefault((test.start, test.end), {})[number] = test
                case Atom(LawDateTest() as test):
                    clocks.setdefault(test.clock, {})[number] = test
        self.groups = tuple(
            tuple(tests) for found in (facts, sets, months, clocks) for tests in found.values()
        )

        def of_fact(test: FactTest, value: Value) -> Truth:
            return truth_of_fact(test, value, vocabulary)

        def of_months(test: MonthsTest, dates: tuple[Value, Value]) -> Truth:
            return truth_of_months(test, *dates)

        self._facts = [(ref, _Table(tests.values(), of_fact)) for ref, tests in facts.items()]
        self._sets = [
            (ref, tuple(str(test.operands[0]) for test in tests.values())) for ref, tests in sets.items()
        ]
        self._months = [(ends, _Table(tests.values(), of_months)) for ends, tests in months.items()]
        self._clocks = [(clock, _Table(tests.values(), truth_of_law_date)) for clock, tests in clocks.items()]

    def rails(self, instance: Instance) -> list[tuple[bool, ...]]:
        """The two rails of every comparison, one behind the other, group by group."""
        known = instance.facts.get
        found = [table[known(ref)] for ref, table in self._facts]
        found += [_members(known(ref), members) for ref, members in self._sets]
        found += [table[known(start), known(end)] for (start, end), table in self._months]
        if self._clocks:
            dates = instance.law_dates
            found += [table[dates.on(clock)] for clock, table in self._clocks]
        return found


def _members(value: Value, members: tuple[str, ...]) -> tuple[bool, ...]:
    known: Mapping[str, bool] = value if isinstance(value, Mapping) else {}
    return tuple(rail for member in members for rail in _MEMBER[known.get(member)])
