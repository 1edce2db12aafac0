"""The comparisons that stand between a rule and its being established: those nearest to it, not everything that does not hold.

Where all of several conditions are needed, each that does not hold counts. Where one of several would do, only the nearest one
does: the one that holds once what is lacking is so; else the one with the fewest comparisons that do not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.supposed import Supposed
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    Not,
    Quantified,
)


@dataclass(frozen=True)
class Placed:
    """A condition on a place, as it is or negated."""

    condition: Condition
    place: Instance
    negated: bool = False

    @property
    def whole(self) -> Condition:
        """The condition with its negation."""
        return Not(self.condition) if self.negated else self.condition


@dataclass(frozen=True)
class NearestConditions:
    """Looks for them in one case.

    Attributes:
        then: The case once what is lacking is so; None where nothing can be.
    """

    explained: Explained
    then: Supposed | None = None

    def of(self, condition: Condition, place: Instance) -> tuple[Placed, ...]:
        """The nearest comparisons that do not hold, each once."""
        found = self._open(Placed(condition, place))
        return tuple({(id(one.place), one.condition, one.negated): one for one in found}.values())

    def is_unknown(self, placed: Placed) -> bool:
        """Whether a comparison that does not hold may yet, because a fact is unknown."""
        if self._now(placed) is Truth.UNKNOWN:
            return True
        concludes = isinstance(placed.condition, ConclusionTest) and not placed.negated
        return concludes and self._now(placed, Reading.POSSIBLE) is Truth.UNKNOWN

    def _now(self, placed: Placed, reading: Reading = Reading.ESTABLISHED) -> Truth:
        return self.explained.value(placed.whole, placed.place, reading)

    def _holds_then(self, placed: Placed) -> bool:
        if self.then is None or placed.place.level == "case":
            return False
        place = self.then.place(placed.place)
        return self.then.explained.value(placed.whole, place, Reading.ESTABLISHED) is Truth.TRUE

    def _open(self, placed: Placed) -> Iterator[Placed]:
        if self._now(placed) is Truth.TRUE:
            return
        number, parts = _parts(placed)
        if parts is None:
            yield placed
            return
        found = [(part, tuple(self._open(part))) for part in parts]
        found.sort(key=lambda item: (bool(item[1]), not self._holds_then(item[0]), len(item[1])))
        for _, comparisons in found[:number]:
            yield from comparisons


def _parts(placed: Placed) -> tuple[int, Sequence[Placed] | None]:
    """How many of which parts are needed; None of a comparison."""
    condition, place = placed.condition, placed.place
    match condition:
        case Not(part):
            return 1, (Placed(part, place, not placed.negated),)
        case AllOf(conditions):
            number, parts = len(conditions), [(part, place) for part in conditions]
        case AnyOf(conditions):
            number, parts = 1, [(part, place) for part in conditions]
        case AtLeast(least, conditions):
            number, parts = least, [(part, place) for part in conditions]
        case Quantified(quantifier, _, inner, least):
            parts = [(inner, part) for part in place.parts]
            number = {"any": 1, "all": len(parts), "count": least}[quantifier]
        case _:
            return 0, None
    if placed.negated:
        number = len(parts) - number + 1
    return number, [Placed(part, where, placed.negated) for part, where in parts]
