"""What a target lacks, also where no date is known and with it no law: then under the law of a day that is named.

An outcome is looked for under every law that can be chosen (`change_search`), because a changed fact can make the other law the
lighter, and what is lacking has to end there under the law that is then applied. A rule is of one law, and the question is
whether it applies under that which was applied; `proof.reasons.lack` searches under it.

While neither the day of an act nor that of the decision is known, no law is, and hardly anything can be established; to say
that no fact helps would be wrong. So the act is then supposed to be of the last day on which any rule changed, that is under the
law as it stands now, and that day is among the facts that are lacking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.targets import to_outcome
from zhunsheng.engine.law_dates import ACT_DATE, LawDates
from zhunsheng.engine.law_periods import Periods
from zhunsheng.engine.proof.outcome_reasons import FormTarget, MeasureTarget
from zhunsheng.engine.proof.reasons import RuleTarget, Target, lack
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.slots import Slot
from zhunsheng.engine.vocabulary.dates import PartialDate


@dataclass(frozen=True)
class Missing:
    """What an outcome lacks.

    Attributes:
        changes: None where none were found.
        laws: The law that is applied to each conduct once they are made; None: that of the case, and of the day that is named.
        proved: Whether no fewer do it; where none were found, that there are none.
    """

    changes: Variant | None
    laws: tuple[LawDates, ...] | None = None
    proved: bool = True


@dataclass(frozen=True)
class Lacking:
    """What targets about one subject lack.

    Attributes:
        subject: Under the law that was applied.
    """

    rules: CompiledRelease
    subject: Instance

    @property
    def law_open(self) -> bool:
        """Whether it is not known under which law some conduct stands."""
        return bool(self._undated)

    def rule(self, target: RuleTarget) -> Variant | None:
        """The fewest facts that a rule lacks under the law that was applied; None where no change of facts establishes it."""
        found = self._lack(self.subject, target)
        if found is not None or not self._dates:
            return found
        return self._dated_lack(replace(target, place=self._dated_place(target.place)))

    def outcome(self, target: FormTarget | MeasureTarget) -> Missing:
        """The fewest facts that an outcome lacks, the days of the case staying as they are."""
        plain = replace(self.subject, parts=tuple(replace(part, law=None) for part in self.subject.parts))
        reached = to_outcome(self.rules, plain, target, 1)
        for changes, _ in reached.found:
            governed = self.rules.laws.outlooks(Columns.of(plain, (changes,))).laws(0)
            return Missing(changes, tuple(of.chosen for of in governed), reached.proved)
        dated = self._dated_lack(target) if self._dates else None
        return Missing(None, None, reached.proved) if dated is None else Missing(dated)

    def _dated_lack(self, target: Target) -> Variant | None:
        found = self._lack(self._dated, target)
        return None if found is None else (*self._dates, *found)

    def _lack(self, subject: Instance, target: Target) -> Variant | None:
        return lack(self.rules.slots, self.rules.circuits, subject, target)

    @cached_property
    def _undated(self) -> tuple[Instance, ...]:
        return tuple(part for part in self.subject.parts if part.law_date("act") is None)

    @cached_property
    def _dates(self) -> tuple[Change, ...]:
        """The days that acts are supposed to be of."""
        days = Periods.of(self.rules.release.rules.values()).first_days["act"]
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
