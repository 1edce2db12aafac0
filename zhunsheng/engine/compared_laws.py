"""Which two laws are to be compared for a conduct, and which of them is applied: everything about the choice but the evaluation.

Where the act's day is unknown, or lies where the law changed, or before the versions on record, nobody can say which law it was.
The lighter law is never heavier than that of the decision, so that one is compared with the earliest the act can have had, and is
the ceiling until the day is found (docs/decisions/0011).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zhunsheng.engine.case import Facts
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.law_dates import LawDates, law_of_decision, open_dates, settled_by_dates, stated
from zhunsheng.engine.law_periods import Periods
from zhunsheng.engine.lighter_law import Choice, Consequences, Opened, Reason, choose
from zhunsheng.engine.release import Release
from zhunsheng.engine.sources import Source
from zhunsheng.engine.vocabulary.dates import PartialDate


@dataclass(frozen=True)
class Question:
    """Which two laws are to be compared for a conduct.

    Attributes:
        act: The law of the act: the earliest that it can have had, where its day does not say which.
        decision: The law to compare with; that of the act where there is nothing to compare.
        reason: Why there is nothing to compare, or why only the other law is known.
        uncertain: The law changed within what is known of the two days; the earliest day stands for each.
    """

    facts: Facts
    act: LawDates
    decision: LawDates
    reason: Reason | None = None
    uncertain: bool = False

    @property
    def compares(self) -> bool:
        """Whether there are two laws to compare."""
        return self.decision is not self.act


@dataclass(frozen=True)
class Governed:
    """The laws of one conduct.

    Attributes:
        chosen: That of the act or that of the decision, whichever is applied.
        horizon: All the law that can still govern it; the chosen one where no rule can tell the two apart.
    """

    question: Question
    choice: Choice
    chosen: LawDates
    horizon: LawDates


@dataclass(frozen=True)
class ComparedLaws:
    """Compares the laws of one release."""

    release: Release
    periods: Periods
    consequences: Consequences

    @staticmethod
    def of(release: Release) -> ComparedLaws:
        """Under the rules of a release."""
        rules = release.rules.values()
        return ComparedLaws(
            release, Periods.of(rules), Consequences.of(rules, release.vocabulary, release.scale)
        )

    def question(self, facts: Facts) -> Question:
        """What is to be compared for a conduct with these facts."""
        law = stated(facts)
        act, decision = law.act, law_of_decision(facts)
        uncertain = any(day is not None and not self.periods.certain("act", day) for day in (act, decision))
        if decision is not None and not self.periods.certain("act", decision):
            decision = decision.first()

        def against(other: PartialDate | None, first: LawDates, reason: Reason | None = None) -> Question:
            second = replace(law, act=other) if other else first
            return Question(facts, first, second, reason, uncertain)

        if act is None:
            return against(decision, law, "act_unknown" if decision else "no_act")
        if not self.periods.certain("act", act):
            return against(decision or act.last(), replace(law, act=act.first()))
        if decision is None:
            return Question(facts, law, law, "open")
        if self.periods.same("act", act, decision):
            return Question(facts, law, law, "same", uncertain)
        return against(decision, law)

    def governed(self, question: Question, old: Opened, new: Opened) -> Governed:
        """The laws of a conduct, by what follows from it under the law of the act and under that of the decision."""
        choice = self._choice(question, old, new)
        chosen = question.decision if choice.applied == "decision" else question.act
        settled = choice.settled and settled_by_dates(question.facts)
        horizon = open_dates(question.facts, chosen.act if settled else None)
        return Governed(question, choice, chosen, chosen if self.periods.alike(chosen, horizon) else horizon)

    def _choice(self, question: Question, old: Opened, new: Opened) -> Choice:
        if not question.compares:
            return Choice(question.reason or "same", old, uncertain=question.uncertain)
        if question.reason == "act_unknown":
            return Choice("act_unknown", old, new)
        first, other = question.act.act, question.decision.act
        if not old.tracks and first is not None and (before := self._before_the_record(new, first)):
            return Choice("act_unrecorded", old, new, before)
        unrecorded = self._unrecorded(old, other) if other else ()
        return choose(old, new, unrecorded, uncertain=question.uncertain)

    def _unrecorded(self, old: Opened, day: PartialDate) -> tuple[str, ...]:
        """The sources that something follows from and of which no version with rules is on record for a day."""
        on_record = {
            source.instrument for source in self._with_rules() if source.in_force_on(day) is Truth.TRUE
        }
        sources = self.release.sources
        return tuple(key for key in old.sources if sources[key].instrument not in on_record)

    def _before_the_record(self, new: Opened, day: PartialDate) -> tuple[str, ...]:
        """The instruments that something follows from, where none had a version with rules on a day, though one had some version.

        The silence of such a law is no acquittal: it had words, and they are not on record.
        """
        sources = self.release.sources
        instruments = {sources[key].instrument for key in new.sources}
        if any(
            source.instrument in instruments and source.in_force_on(day) is Truth.TRUE
            for source in self._with_rules()
        ):
            return ()
        return tuple(
            source.id
            for source in sources.values()
            if source.instrument in instruments
            and source.effective is not None
            and source.effective.latest <= day.earliest
        )

    def _with_rules(self) -> Iterator[Source]:
        return (self.release.sources[key] for key in self.consequences.sources)
