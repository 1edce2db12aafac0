"""What comes out for each variant of a subject, under the lighter of two laws.

A conduct is evaluated under the law of the act and, where some rule tells the two days apart, under that of the decision; the
choice is made once for all variants between which no provision tells a difference. The conduct's rails are then those of the one
or the other law, variant by variant, and the subject is evaluated on top of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compared_laws import ComparedLaws, Governed, Question
from zhunsheng.engine.engines.bits.engine import BitsEngine, Evaluated
from zhunsheng.engine.engines.bits.generation import Rail
from zhunsheng.engine.engines.bits.groups import members
from zhunsheng.engine.engines.verdict import (
    FormVerdict,
    RuleVerdict,
    TrackVerdict,
    bounded_form,
    bounded_track,
)
from zhunsheng.engine.law_dates import DATES, LawDates, stated
from zhunsheng.engine.variants.columns import Columns


@dataclass(frozen=True)
class Outlooks:
    """The variants of a subject, judged.

    Attributes:
        chosen: The subject under the law that was applied: the established reading.
        horizon: Under all the law that can still apply: the possible reading.
        conducts: The conducts under both laws, in their order.
    """

    engine: BitsEngine
    columns: Columns
    chosen: Evaluated
    horizon: Evaluated
    conducts: tuple[_Conduct, ...]

    def forms(self, bit: int) -> FormVerdict:
        """Between which forms a variant stands."""
        return bounded_form(self.engine.forms(self.chosen, bit), self.engine.forms(self.horizon, bit))

    def tracks(self, bit: int) -> dict[str, TrackVerdict]:
        """Where a variant stands on each track."""
        possible = self.engine.tracks(self.horizon, bit)
        established = self.engine.tracks(self.chosen, bit)
        return {key: bounded_track(of, possible[key]) for key, of in established.items()}

    def recommended(self, bit: int) -> int:
        """The recommended form of a variant."""
        return self.engine.recommended(self.chosen, bit)

    @property
    def contradictory(self) -> Rail:
        """The variants in which facts are known that cannot hold at once."""
        return reduce(or_, self._contradictions(), 0)

    def _contradictions(self) -> Iterator[Rail]:
        """For each contradiction and place, the variants in which it holds."""
        for of in (self.chosen, *self.chosen.parts):
            yield from self.engine.contradictory(of).values()

    def rules(self, bit: int) -> Mapping[str, RuleVerdict]:
        """The verdicts on the subject's own rules in a variant."""
        return self.engine.rules(self.chosen, bit)

    def alike(self, within: Rail | None = None) -> tuple[Rail, ...]:
        """The groups of variants that end alike: no range, no recommendation and no bound tells a difference.

        Args:
            within: The variants that are asked about; all of them where it is left out.
        """
        of = (self.chosen,) if self.chosen is self.horizon else (self.chosen, self.horizon)
        return self.engine.ending_alike(of, self.chosen.full if within is None else within)

    def shown(self) -> Iterator[Rail]:
        """The rails on which it shows what an answer says of the subject: ranges, bounds and recommendation."""
        return self.engine.shown(self.chosen, self.horizon)

    @property
    def impossible(self) -> Rail:
        """The variants that nothing real can come to: they contradict themselves otherwise than the first does already."""
        return reduce(or_, (rail for rail in self._contradictions() if not rail & 1), 0)

    def laws(self, bit: int) -> tuple[Governed, ...]:
        """The laws of each conduct in a variant."""
        return tuple(conduct.governed(self.engine, bit) for conduct in self.conducts)

    def open_law(self, bit: int) -> Instance:
        """The subject of a variant that changes no fact, its conducts under all the law that can still govern them."""
        laws = self.laws(bit)
        parts = zip(self.columns.subject.parts, laws, strict=True)
        return replace(self.columns.subject, parts=tuple(replace(part, law=of.horizon) for part, of in parts))


def outlooks(engine: BitsEngine, compared: ComparedLaws, columns: Columns) -> Outlooks:
    """Judges the variants of a subject."""
    conducts = [_conduct(engine, compared, columns, conduct) for conduct in columns.subject.parts]
    laws = [(stated(facts), rail) for facts, rail in columns.groups(columns.subject, DATES)]
    chosen = engine.level(columns, columns.subject, laws, tuple(of.chosen for of in conducts))
    horizon = chosen
    if any(of.horizon is not of.chosen for of in conducts):
        parts = tuple(of.horizon for of in conducts)
        horizon = engine.level(columns, columns.subject, laws, parts, chosen)
    return Outlooks(engine, columns, chosen, horizon, tuple(of.conduct for of in conducts))


@dataclass(frozen=True)
class _Conduct:
    """A conduct under the law of the act and under that of the decision.

    Attributes:
        questions: What is to be compared, each with a rail of the variants in which it is.
    """

    compared: ComparedLaws
    questions: Sequence[tuple[Question, Rail]]
    act: Evaluated
    decision: Evaluated

    def governed(self, engine: BitsEngine, bit: int) -> Governed:
        """The laws of one variant."""
        question = next(question for question, rail in self.questions if rail >> bit & 1)
        consequences = self.compared.consequences
        old, new = (
            consequences.follow(applying, known=known)
            for of in (self.act, self.decision)
            for applying, known in [engine.established(of, bit, consequences.ids)]
        )
        return self.compared.governed(question, old, new)

    def groups(self, engine: BitsEngine) -> Iterator[tuple[Governed, Rail]]:
        """Which law is applied and which can still be, each with the variants in which it is."""
        ids = self.compared.consequences.ids
        for question, rail in self.questions:
            # Where there is nothing to compare, it does not matter what follows from the conduct.
            alike = engine.alike((self.act, self.decision), ids, rail) if question.compares else (rail,)
            for group in alike:
                yield self.governed(engine, next(members(group))), group


@dataclass(frozen=True)
class _Evaluated:
    """A conduct under the laws that were chosen, and under all that can still apply."""

    conduct: _Conduct
    chosen: Evaluated
    horizon: Evaluated


def _conduct(engine: BitsEngine, compared: ComparedLaws, columns: Columns, conduct: Instance) -> _Evaluated:
    asked = [(compared.question(facts), rail) for facts, rail in columns.groups(conduct, DATES)]
    act = engine.level(columns, conduct, [(question.act, rail) for question, rail in asked])
    decision = act
    if any(question.compares for question, _ in asked):
        laws = [(question.decision, rail) for question, rail in asked]
        decision = engine.level(columns, conduct, laws, earlier=act)
    found = _Conduct(compared, asked, act, decision)
    governed = tuple(found.groups(engine))
    by_decision = 0
    for of, group in governed:
        if of.question.compares and of.chosen is of.question.decision:
            by_decision |= group
    chosen = engine.either(act, decision, by_decision)
    return _Evaluated(found, chosen, _horizon(engine, columns, conduct, governed, chosen))


def _horizon(
    engine: BitsEngine,
    columns: Columns,
    conduct: Instance,
    governed: Sequence[tuple[Governed, Rail]],
    chosen: Evaluated,
) -> Evaluated:
    """The conduct under all the law that can still apply; the same as under the chosen law where no rule tells the two apart."""
    if all(of.horizon is of.chosen for of, _ in governed):
        return chosen
    laws: dict[LawDates, Rail] = {}
    for of, rail in governed:
        laws[of.horizon] = laws.get(of.horizon, 0) | rail
    return engine.level(columns, conduct, tuple(laws.items()), earlier=chosen)
