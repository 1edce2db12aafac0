"""What a target lacks, also where no date is known and with it no law: then under the law of a day that is named.

`proof.reasons.lack` searches under the law that was applied. While neither the day of an act nor that of the decision is known,
no law is, and hardly anything can be established; to say that no fact helps would be wrong. So the act is then supposed to be of
the last day on which any rule changed, that is under the law as it stands now, and that day is among the facts that are lacking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.law_dates import ACT_DATE
from zhunsheng.engine.law_periods import Periods
from zhunsheng.engine.proof.reasons import RuleTarget, Target, lack
from zhunsheng.engine.variants.columns import Change
from zhunsheng.engine.variants.slots import Slot, Slots
from zhunsheng.engine.vocabulary.dates import PartialDate


@dataclass(frozen=True)
class Lacking:
    """What targets about one subject lack.

    Attributes:
        subject: Under the law that was applied.
    """

    slots: Slots
    circuits: Circuits
    subject: Instance

    @property
    def law_open(self) -> bool:
        """Whether it is not known under which law some conduct stands."""
        return bool(self._undated)

    def of(self, target: Target) -> tuple[Change, ...] | None:
        """The fewest facts that it lacks; None where no change of facts leads there."""
        found = lack(self.slots, self.circuits, self.subject, target)
        if found is not None or not self._dates:
            return found
        if isinstance(target, RuleTarget):
            target = replace(target, place=self._dated_place(target.place))
        found = lack(self.slots, self.circuits, self._dated, target)
        return None if found is None else (*self._dates, *found)

    @cached_property
    def _undated(self) -> tuple[Instance, ...]:
        return tuple(part for part in self.subject.parts if part.law_date("act") is None)

    @cached_property
    def _dates(self) -> tuple[Change, ...]:
        """The days that acts are supposed to be of."""
        days = Periods.of(self.slots.release.rules.values()).first_days["act"]
        if not days:
            return ()
        day = PartialDate.parse(max(days).isoformat())
        return tuple(Change(Slot(part.pointer(ACT_DATE), ACT_DATE), day) for part in self._undated)

    @cached_property
    def _dated(self) -> Instance:
        undated = {part.id for part in self._undated}
        dated = replace(
            self.subject,
            parts=tuple(
                replace(part, law=None) if part.id in undated else part for part in self.subject.parts
            ),
        )
        for change in self._dates:
            dated = change.slot.given(dated, change.value)
        return dated

    def _dated_place(self, place: Instance) -> Instance:
        if place.level == "subject":
            return self._dated
        return next(part for part in self._dated.parts if part.id == place.id)
