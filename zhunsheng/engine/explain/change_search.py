"""The smallest sets of changes with which a subject ends as somebody asks.

MaxSAT looks for them on the two-rail clauses of the subject; who asks says which changes are on offer (facts that would have to
be otherwise, facts that would have to be found out, or both). Days stay as they are, and nothing contradicts itself.

Which of two laws is the lighter hangs on the facts as well, and clauses do not know it. So a case is asked about under every law
that can come to govern it, and each set of changes that comes out is evaluated under the law that then really does: it is told
only if it ends where it should, and what is smaller was either ruled out by the clauses or seen to end elsewhere.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import TypeAlias

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compared_laws import Governed
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.outcomes import Outcome, outcome_of
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.proof.change_costs import cost_of
from zhunsheng.engine.proof.cheapest import cheapest_first
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Offers, Rails
from zhunsheng.engine.proof.refusal import refuse_contradictions
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.outlooks import Outlooks

#: What is to hold, as literals of the clauses of a subject under the laws that are looked at.
Wanted: TypeAlias = Callable[[Rails, Instance], Iterable[Literal]]
#: Whether a single variant ends where it should.
Ends: TypeAlias = Callable[[Outlooks], bool]
#: The laws under which a conduct is to be looked at, the likeliest first.
Laws: TypeAlias = Callable[[Governed], Iterable[LawDates]]

#: So many sets that end elsewhere are looked at before the search is given up, and under so many combinations of laws: two
#: conducts of which either law, or both, can come to govern each.
TRIES, LAWS = 100, 9


@dataclass(frozen=True)
class Reached:
    """The smallest sets of changes that end where they should.

    Attributes:
        found: Each with where it ends.
        more: Whether there are more of that size.
        proved: Whether no smaller set of the changes on offer does it (and none at all where none was found).
    """

    found: tuple[tuple[Variant, Outcome], ...]
    more: bool
    proved: bool


class ChangeSearch:
    """A search among the changes of one subject's facts, for one end or for several."""

    def __init__(self, rules: CompiledRelease, subject: Instance, offers: Offers, laws: Laws) -> None:
        """Makes no clause yet.

        Args:
            subject: None of its conducts was given a law.
            offers: The changes among which to look; none of a day.
            laws: Every law that can come to govern a conduct.
        """
        self._rules = rules
        self._subject = subject
        self._offers = offers
        self._laws = laws

    def smallest(self, wanted: Wanted, ends: Ends, told: int) -> Reached:
        """The smallest sets of changes that end as they should, under any of the laws; the cheapest first."""
        limit = sys.maxsize
        found: dict[frozenset[Change], tuple[Variant, Outcome]] = {}
        gave_up_at = [0] if self._too_many_laws else []
        for rails, subject in self._rails:
            tries = _Tries(self._rules, self._subject, ends, limit)
            literals = tuple(wanted(rails, subject))
            passing = cheapest_first(rails, literals, self._cost, tries.passes)
            for number, variant in enumerate(passing):
                if tries.given_up or len(variant) > tries.limit:
                    break
                if len(variant) == tries.limit and number > told:
                    break  # enough of this size; under another law there may be smaller and cheaper ones
                if len(variant) < tries.limit:
                    found.clear()  # what was found under another law is larger
                found[frozenset(variant)] = (variant, tries.outcome)
                tries.limit = len(variant)
            gave_up_at += [tries.size] if tries.given_up else []
            limit = tries.limit
        # Sets come by size: where the search was given up, all smaller ones had been looked at.
        smallest = min(map(len, found), default=sys.maxsize)
        more = len(found) > told or any(size <= smallest for size in gave_up_at)
        proved = all(size >= smallest for size in gave_up_at)
        cheapest = sorted(found.values(), key=lambda of: sum(map(self._cost, of[0])))
        return Reached(tuple(cheapest[:told]), bool(found) and more, proved)

    @cached_property
    def _choices(self) -> Sequence[Sequence[LawDates]]:
        governed = self._rules.laws.outlooks(Columns.of(self._subject, ((),))).laws(0)
        return [tuple(dict.fromkeys(self._laws(of))) for of in governed]

    @property
    def _too_many_laws(self) -> bool:
        return prod(map(len, self._choices)) > LAWS

    @cached_property
    def _rails(self) -> Sequence[tuple[Rails, Instance]]:
        """The clauses under every law, and the subject under it, the likeliest first."""
        release, circuits = self._rules.release, self._rules.circuits
        found = []
        for laws in itertools.islice(itertools.product(*self._choices), LAWS):
            parts = zip(self._subject.parts, laws, strict=True)
            subject = replace(self._subject, parts=tuple(replace(part, law=law) for part, law in parts))
            rails = Rails(release.vocabulary, circuits, subject, self._offers)
            refuse_contradictions(release, rails, circuits, subject)
            found.append((rails, subject))
        return found

    def _cost(self, change: Change) -> int:
        return cost_of(change, self._subject)


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
