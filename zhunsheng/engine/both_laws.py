"""Evaluates a case under the law of the act and under that of the decision, and suggests by the lighter one.

There are four runs of the engine at most, and in most cases one, since no rule changed between the dates:

========  ====================================================================================================
act       every conduct under the law of the act
decision  under the law of the decision; only where some rule tells the two days apart
chosen    each conduct under the lighter one (`lighter_law`); only where the conducts of one case choose differently
horizon   each conduct under all the law that can still come to govern it; only where that is more than was chosen
========  ====================================================================================================

Where the act's day is unknown, or lies where the law changed, or before the versions on record, nobody can say which law it was.
The lighter law is never heavier than that of the decision, so that one is compared with the earliest the act can have had, and is
the ceiling until the day is found (docs/decisions/0011).

The established reading is that of the chosen law. The possible reading is that of the horizon: its law dates are intervals that
hold the chosen ones (`law_dates.open_dates`), so a rule of either version is possible and neither is known, and by Kleene's law
the bounds hold whatever is chosen in the end.

All of it works on many variants of a case at once, as the engine does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.bits.engine import BitsEngine, Evaluated
from zhunsheng.engine.engines.bits.groups import members
from zhunsheng.engine.engines.verdict import (
    FormVerdict,
    RuleVerdict,
    TrackVerdict,
    Verdict,
    bounded_form,
    bounded_track,
    combined,
)
from zhunsheng.engine.given_laws import (
    Asked,
    Question,
    compares,
    conducts,
    standing,
    still_open,
    taking,
    under,
)
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.law_dates import LawDates, law_of_decision
from zhunsheng.engine.law_periods import Periods
from zhunsheng.engine.lighter_law import Choice, Consequences, Opened, choose
from zhunsheng.engine.release import Release
from zhunsheng.engine.sources import Source
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef


@dataclass(frozen=True)
class Run:
    """One variant of a case, under the laws that its conducts were given, as the first engine evaluated it."""

    instance: Instance
    evaluated: Evaluated
    bit: int


@dataclass(frozen=True)
class Judged:
    """What came out for one variant.

    Attributes:
        chosen: Under the law that was applied: the established reading.
        horizon: Under all the law that can still apply: the possible reading.
        choices: The choice for each conduct, in the order of the conducts.
        runs: Every run that had a part in it, each once.
    """

    chosen: Run
    horizon: Run
    choices: tuple[Choice, ...]
    runs: tuple[Run, ...]


class BothLaws:
    """Judges cases of one release with the first engine. Safe to use from several threads."""

    def __init__(self, release: Release, engine: BitsEngine) -> None:
        self._release = release
        self._engine = engine
        self._periods = Periods.of(release.rules.values())
        self._consequences = Consequences.of(release.rules.values(), release.vocabulary, release.scale)

    def judge(
        self, variants: Sequence[Instance], changed: Sequence[FactRef | None] | None = None
    ) -> tuple[Judged, ...]:
        """Judges several variants of one case, or of one subject of it.

        Args:
            variants: As in `BitsEngine.run`; no conduct has been given a law.
            changed: As in `BitsEngine.run`.
        """
        made: dict[tuple[int, LawDates], Instance] = {}

        def runs(trees: Sequence[Instance], earlier: Evaluated | None = None) -> Sequence[Run]:
            evaluated = self._engine.run(trees, changed, earlier)
            return [Run(tree, evaluated, bit) for bit, tree in enumerate(trees)]

        asked = [tuple(map(self._asked, conducts(variant))) for variant in variants]
        variants = [under(variant, standing(of), made) for variant, of in zip(variants, asked, strict=True)]
        acts = decisions = runs(variants)
        first = acts[0].evaluated
        opened = decided = self._opened(first)
        if any(compares(of) for of in asked):
            decisions = runs(
                [under(variant, taking(of), made) for variant, of in zip(variants, asked, strict=True)],
                first,
            )
            decided = self._opened(decisions[0].evaluated)
        choices = [
            tuple(map(self._choice, conducts(variant), opened[n], decided[n], of))
            for n, (variant, of) in enumerate(zip(variants, asked, strict=True))
        ]
        chosen = [_chosen(*each) for each in zip(acts, decisions, asked, choices, strict=True)]
        if None in chosen:
            mixed = runs(
                [
                    under(variant, taking(of, of_variant), made)
                    for variant, of, of_variant in zip(variants, asked, choices, strict=True)
                ],
                first,
            )
            chosen = [one or other for one, other in zip(chosen, mixed, strict=True)]
        applied = [run for run in chosen if run is not None]
        trees = [
            under(variant, still_open(run.instance, of_variant), made)
            for variant, run, of_variant in zip(variants, applied, choices, strict=True)
        ]
        alike = [self._alike(run.instance, tree) for run, tree in zip(applied, trees, strict=True)]
        horizons = applied if all(alike) else runs(trees, first)
        return tuple(
            _judged(acts[n], decisions[n], applied[n], applied[n] if alike[n] else horizons[n], choices[n])
            for n in range(len(variants))
        )

    # What is read off

    def verdict(self, judged: Judged) -> Verdict:
        """The verdict on a case: established by the chosen law, possible by the horizon."""
        established, possible = (
            self._engine.verdict(run.evaluated, run.bit) for run in (judged.chosen, judged.horizon)
        )
        return combined(established, possible)

    def forms(self, judged: Judged) -> FormVerdict:
        """Between which forms a subject stands."""
        established, possible = (
            self._engine.forms(run.evaluated, run.bit) for run in (judged.chosen, judged.horizon)
        )
        return bounded_form(established, possible)

    def rules(self, judged: Judged) -> Mapping[str, RuleVerdict]:
        """The verdicts on the rules of the instance itself, under the law that was applied."""
        return self._engine.rules(judged.chosen.evaluated, judged.chosen.bit)

    def tracks(self, judged: Judged) -> Mapping[str, TrackVerdict]:
        """Where a subject stands on each track."""
        established, possible = (
            self._engine.tracks(run.evaluated, run.bit) for run in (judged.chosen, judged.horizon)
        )
        return {key: bounded_track(of, possible[key]) for key, of in established.items()}

    # The choice

    def _asked(self, conduct: Instance) -> Question:
        act, decision = conduct.law_dates.act, law_of_decision(conduct.facts)
        uncertain = any(day is not None and not self._periods.certain("act", day) for day in (act, decision))
        if decision is not None and not self._periods.certain("act", decision):
            decision = decision.first()
        if act is None:
            return Question(None, decision, "act_unknown" if decision else "no_act", uncertain)
        if not self._periods.certain("act", act):
            return Question(act.first(), decision or act.last(), None, uncertain)
        if decision is None:
            return Question(reason="open")
        if self._periods.same("act", act, decision):
            return Question(reason="same", uncertain=uncertain)
        return Question(None, decision, None, uncertain)

    def _opened(self, evaluated: Evaluated) -> Sequence[Sequence[Opened]]:
        """What follows from each conduct, for each variant; worked out once for variants that look alike."""
        columns = []
        for leaf in _leaves(evaluated):
            column: dict[int, Opened] = {}
            for group in self._engine.alike(leaf, self._consequences.ids):
                first, *others = members(group)
                found = self._consequences.follow(self._engine.rules(leaf, first))
                column.update(dict.fromkeys((first, *others), found))
            columns.append(column)
        return [[column[bit] for column in columns] for bit in range(evaluated.full.bit_length())]

    def _choice(self, conduct: Instance, old: Opened, new: Opened, question: Question) -> Choice:
        if question.other is None:
            return Choice(question.reason or "same", old, uncertain=question.uncertain)
        if question.reason == "act_unknown":
            return Choice("act_unknown", old, new)
        first = question.act or conduct.law_dates.act
        if not old.tracks and first is not None and (before := self._before_the_record(new, first)):
            return Choice("act_unrecorded", old, new, before)
        return choose(old, new, self._unrecorded(old, question.other), uncertain=question.uncertain)

    def _unrecorded(self, old: Opened, day: PartialDate) -> tuple[str, ...]:
        """The sources that something follows from and of which no version with rules is on record for a day."""
        on_record = {
            source.instrument for source in self._with_rules() if source.in_force_on(day) is Truth.TRUE
        }
        sources = self._release.sources
        return tuple(key for key in old.sources if sources[key].instrument not in on_record)

    def _before_the_record(self, new: Opened, day: PartialDate) -> tuple[str, ...]:
        """The instruments that something follows from, where none had a version with rules on a day, though one had some version.

        The silence of such a law is no acquittal: it had words, and they are not on record.
        """
        sources = self._release.sources
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
        return (self._release.sources[key] for key in self._consequences.sources)

    def _alike(self, one: Instance, other: Instance) -> bool:
        """Whether no rule can tell apart the laws that two trees were given."""
        return all(
            first is second or self._periods.alike(first.law_dates, second.law_dates)
            for first, second in zip(conducts(one), conducts(other), strict=True)
        )


def _leaves(evaluated: Evaluated) -> Iterator[Evaluated]:
    if evaluated.instance.level == "conduct":
        yield evaluated
    for part in evaluated.parts:
        yield from _leaves(part)


def _chosen(act: Run, decision: Run, asked: Asked, choices: Sequence[Choice]) -> Run | None:
    """The run in which every conduct is under the law it chose; None where they chose differently."""
    applied = {choice.applied for question, choice in zip(asked, choices, strict=True) if question.other}
    if "decision" not in applied:
        return act
    return decision if applied == {"decision"} else None


def _judged(act: Run, decision: Run, chosen: Run, horizon: Run, choices: tuple[Choice, ...]) -> Judged:
    compared = any(choice.decision is not None for choice in choices)
    runs = [act, *([decision] if compared else []), chosen, horizon]
    return Judged(chosen, horizon, choices, tuple({id(run): run for run in runs}.values()))
