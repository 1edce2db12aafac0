"""The smallest sets of changed facts with which a subject ends as somebody asks.

MaxSAT looks for them on the two-rail clauses of the established reading. Facts that are established can be otherwise; those that
are unknown can be found out, where that is asked for; days stay as they are, and nothing contradicts itself.

Which of two laws is the lighter hangs on the facts as well, and clauses do not know it. So a case is asked about under every law
that can be chosen, and each set of changes that comes out is evaluated under the choice that is then really made: it is told only
if it ends where it should, and what is smaller was either ruled out by the clauses or seen to end elsewhere.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.outcomes import Outcome, outcome_of
from zhunsheng.engine.proof.cheapest import cheapest_first
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.proof.refusal import refuse_contradictions
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.fixed_facts import is_fixed
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.facts import FactType

#: What is to hold, as literals of the clauses.
Wanted: TypeAlias = Callable[[Rails], Iterable[Literal]]
#: Whether a single variant ends where it should.
Ends: TypeAlias = Callable[[Outlooks], bool]

#: So many sets that end elsewhere are looked at before the search is given up, and under so many combinations of laws.
TRIES, LAWS = 100, 8
#: What a change costs: fewer changes always come first, and among equals those that find something out.
TO_FIND, TO_BE_OTHERWISE = 1000, 1001


@dataclass(frozen=True)
class Reached:
    """The smallest sets of changes that end where they should.

    Attributes:
        found: Each with where it ends.
        more: Whether there are more of that size.
        proved: Whether no smaller set of changes does it (and none at all where none was found); the days of the case stay.
    """

    found: tuple[tuple[Variant, Outcome], ...]
    more: bool
    proved: bool


class ChangeSearch:
    """A search among the changes of one subject's facts."""

    def __init__(self, rules: CompiledRelease, subject: Instance, *, finding: bool) -> None:
        self._rules = rules
        self._subject = subject
        self._finding = finding

    def smallest(self, wanted: Wanted, ends: Ends, told: int) -> Reached:
        """The smallest sets of changes that end as they should, under any law that can be chosen; the cheapest first."""
        laws = tuple(itertools.islice(self._laws(), LAWS + 1))
        limit = sys.maxsize
        found: dict[frozenset[Change], tuple[Variant, Outcome]] = {}
        gave_up_at = [0] if len(laws) > LAWS else []
        for subject in laws[:LAWS]:
            tries = _Tries(self._rules, self._subject, ends, limit)
            rails = Rails(self._rules.release.vocabulary, self._rules.circuits, subject, self._offers)
            literals = tuple(wanted(rails))
            of_this_law = 0
            refuse_contradictions(self._rules.release, rails, self._rules.circuits, subject)
            for variant in cheapest_first(rails, literals, self._cost, tries.passes):
                if tries.given_up or len(variant) > tries.limit:
                    break
                if len(variant) == tries.limit and of_this_law > told:
                    break  # enough of this size; under another law there may be smaller and cheaper ones
                if len(variant) < tries.limit:
                    found.clear()  # what was found under another law is larger
                found[frozenset(variant)] = (variant, tries.outcome)
                of_this_law += 1
                tries.limit = len(variant)
            gave_up_at += [tries.size] if tries.given_up else []
            limit = tries.limit
        # Sets come by size: where the search was given up, all smaller ones had been looked at.
        smallest = min(map(len, found), default=sys.maxsize)
        more = len(found) > told or any(size <= smallest for size in gave_up_at)
        proved = all(size >= smallest for size in gave_up_at)
        cheapest = sorted(found.values(), key=lambda of: sum(map(self._cost, of[0])))
        return Reached(tuple(cheapest[:told]), bool(found) and more, proved)

    def _laws(self) -> Iterator[Instance]:
        """The subject under every law that can be chosen for its conducts, the one that is chosen now first."""
        governed = self._rules.laws.outlooks(Columns.of(self._subject, ((),))).laws(0)
        choices = [
            dict.fromkeys((of.chosen, of.question.act, of.question.decision))
            if of.question.compares
            else (of.chosen,)
            for of in governed
        ]
        for laws in itertools.product(*choices):
            parts = zip(self._subject.parts, laws, strict=True)
            yield replace(self._subject, parts=tuple(replace(part, law=law) for part, law in parts))

    def _offers(self, slot: Slot, holder: Instance) -> Sequence[SlotValue | None]:
        fact = self._rules.release.vocabulary.fact(slot.ref)
        known = slot.known(holder)
        if fact.type is FactType.DATE or (known is None and not self._finding):
            return ()
        if known is not None and is_fixed(slot.ref, fact):
            return ()
        return self._rules.slots.values(slot, holder)

    def _cost(self, change: Change) -> int:
        known = change.slot.known(change.slot.holder(self._subject))
        return TO_FIND if known is None else TO_BE_OTHERWISE


class _Tries:
    """Evaluates sets of changes under the law that is really chosen for each, and counts those that end elsewhere.

    Attributes:
        limit: The size of the smallest set that was found; larger ones need not be looked at.
        size: The size of the last set that was looked at.
    """

    def __init__(self, rules: CompiledRelease, subject: Instance, ends: Ends, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._rules = rules
        self._subject = subject
        self._ends = ends
        self._failed = 0
        self._last: Outcome | None = None

    @property
    def outcome(self) -> Outcome:
        """Where the last set ends."""
        if self._last is None:
            raise RuntimeError("no set was tried yet")
        return self._last

    @property
    def given_up(self) -> bool:
        """Whether so many sets ended elsewhere that the search was given up."""
        return self._failed > TRIES

    def passes(self, variant: Variant) -> bool:
        """Whether a set ends where it should. Where the search is over anyway, any set passes, so that it comes to an end."""
        if len(variant) > self.limit:
            return True
        found = self._rules.laws.outlooks(Columns.of(self._subject, (variant,)))
        self.size = len(variant)
        self._last = outcome_of(self._rules.release, found, 0)
        if self._ends(found):
            return True
        self._failed += 1
        return self.given_up
