"""从旧兼从轻 as gates: one literal says that the law of the decision is applied to a conduct.

In a completion everything is known, so what `compared_laws` and `lighter_law` do with verdicts can be done with the literals of a
conduct's rules under either law: which ranges follow (`Consequences.follow`), which of the two laws is the lighter (`_compared`),
and whether the articles of both are on record (`law_record`). An end of a range is a row (bit k: "step k or heavier"); one row
is below another where some bit is set in the other alone.

Where the articles of the law of the act are not on record, the engine applies the law of the decision as a ceiling. What the old
law said stays open however much is known of the facts, so here either may be applied, and it is said that this is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.compared_laws import ComparedLaws
from zhunsheng.engine.gates import Gates, Literal
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.proof.calendar import Calendar, DayRow
from zhunsheng.engine.proof.law_record import LawRecord
from zhunsheng.engine.scale import FORMS

#: The literals "this step or a heavier one", from the first step up; of forms likewise.
StepRow = tuple[Literal, ...]

#: The highest and the lowest of a range: what is compared first comes first.
Ends = tuple[StepRow, StepRow]

#: By track, for either end (the highest first) and each step: the ids of the rules that reach it.
Reaching = Mapping[str, tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]]


@dataclass(frozen=True)
class UnderLaw:
    """A conduct under one law.

    Attributes:
        day: The day whose law it is.
        applies: By the id of each rule that has a say, whether it applies.
    """

    day: DayRow
    applies: Mapping[str, Literal]


@dataclass(frozen=True)
class LawChoice:
    """Which law is applied to a conduct.

    Attributes:
        by_decision: That of the decision.
        unrecorded: The articles of the law of the act are not on record, so that either may be.
    """

    by_decision: Literal
    unrecorded: Literal


@dataclass(frozen=True)
class LawOpened:
    """What follows from a conduct under one law, as `lighter_law.Opened`.

    Attributes:
        instruments: Of each instrument, whether a provision of it opens a range.
    """

    tracks: Mapping[str, Ends]
    forms: Ends
    anything: Literal
    instruments: Mapping[str, Literal]


@dataclass(frozen=True)
class LawChooser:
    """Chooses between the laws of one release, for any number of conducts."""

    compared: ComparedLaws

    @cached_property
    def record(self) -> LawRecord:
        """What is on record of the law."""
        return LawRecord(self.compared.release.sources, self.compared.consequences.sources)

    def differ(self, calendar: Calendar, act: DayRow, decision: DayRow) -> Literal:
        """Whether a rule that goes by the law of the act can tell two days apart, of which the second is not the earlier one."""
        clauses = calendar.clauses
        bits = {
            (calendar.since(act, day), calendar.since(decision, day))
            for day in self.compared.periods.first_days["act"]
        }
        return clauses.any_of(clauses.all_of((-before, after)) for before, after in bits)

    def choice(self, calendar: Calendar, differ: Literal, act: UnderLaw, decision: UnderLaw) -> LawChoice:
        """The law that `ComparedLaws.governed` chooses where all is known.

        Args:
            differ: Whether there are two laws to compare.
        """
        clauses = calendar.clauses
        old, new = self.opened(clauses, act.applies), self.opened(clauses, decision.applies)
        unrecorded = clauses.all_of(
            (differ, -old.anything, self.record.silent_before(calendar, new.instruments, act.day))
        )
        missing = self.record.missing(calendar, old.instruments, decision.day)
        is_lighter = clauses.all_of((differ, old.anything, -missing, lighter(clauses, old, new)))
        either = clauses.all_of((unrecorded, clauses.fresh()))
        return LawChoice(clauses.any_of((either, is_lighter)), unrecorded)

    # What follows from a conduct (`Consequences.follow`)

    @cached_property
    def _provisions(self) -> Sequence[Rule]:
        return [rule for rule in self.compared.consequences.rules if rule.kind != "tolerance"]

    @cached_property
    def _full(self) -> Reaching:
        return self._reaching(self._provisions)

    @cached_property
    def _instead(self) -> Reaching:
        return self._reaching(rule for rule in self.compared.consequences.rules if rule.kind == "tolerance")

    def _reaching(self, rules: Iterable[Rule]) -> Reaching:
        found = [(rule.id, item) for rule in rules for item in rule.ranges]
        return {
            track.key: (
                [
                    [key for key, item in found if item.track == track.key and item.high >= step]
                    for step in steps
                ],
                [
                    [key for key, item in found if item.track == track.key and item.low >= step]
                    for step in steps
                ],
            )
            for track in self.compared.consequences.scale.tracks
            for steps in [range(1, len(track.steps) + 1)]
        }

    def opened(self, clauses: Gates, applies: Mapping[str, Literal]) -> LawOpened:
        """What follows from a conduct (`Consequences.follow`).

        Args:
            applies: By the id of each rule that has a say.
        """

        def one_of(rules: Iterable[str]) -> Literal:
            return clauses.any_of(applies[key] for key in rules)

        consequences = self.compared.consequences
        ranged = {rule.id for rule in consequences.rules if rule.ranges}
        tolerated, approved = one_of(consequences.tolerating), one_of(consequences.approving)
        partly = -one_of(consequences.tolerating - ranged)
        kept = (-clauses.all_of((tolerated, approved)), -tolerated)
        where = [one_of({key for ends in self._full.values() for key in ends[end][0]}) for end in (0, 1)]

        def row(track: str, end: int) -> StepRow:
            return tuple(
                clauses.any_of(
                    (
                        clauses.all_of((kept[end], one_of(full))),
                        clauses.all_of((partly, where[end], one_of(instead))),
                    )
                )
                for full, instead in zip(self._full[track][end], self._instead[track][end], strict=True)
            )

        tracks = {track: (row(track, 0), row(track, 1)) for track in self._full}
        return LawOpened(
            tracks,
            (self._forms(clauses, tracks, 0), self._forms(clauses, tracks, 1)),
            clauses.any_of(high[0] for high, _ in tracks.values()),
            {key: one_of(rules) for key, rules in self._by_instrument.items()},
        )

    @cached_property
    def _by_instrument(self) -> Mapping[str, Sequence[str]]:
        """By instrument, the rules that open a range by a provision of it."""
        found: dict[str, list[str]] = {}
        for rule in self._provisions:
            if rule.ranges and rule.cites:
                source = self.compared.release.sources[rule.cites[0].source]
                found.setdefault(source.instrument, []).append(rule.id)
        return found

    def _forms(self, clauses: Gates, tracks: Mapping[str, Ends], end: int) -> StepRow:
        scale = self.compared.consequences.scale
        return tuple(
            clauses.any_of(
                ends[end][step - 1]
                for track, ends in tracks.items()
                if (step := scale.track(track).first_step_of(form)) is not None
            )
            for form in FORMS
        )


# Which is the lighter (`lighter_law._compared`), where the law of the act opens anything


def lighter(clauses: Gates, old: LawOpened, new: LawOpened) -> Literal:
    """Whether the new law is the lighter one."""
    on_tracks = [(new.tracks[track], old.tracks[track]) for track in old.tracks]
    some_lighter = clauses.any_of(_below(clauses, *pair) for pair in on_tracks)
    some_heavier = clauses.any_of(_below(clauses, other, one) for one, other in on_tracks)
    by_track = clauses.all_of((_alike(clauses, new.forms, old.forms), some_lighter, -some_heavier))
    return clauses.any_of((-new.anything, _below(clauses, new.forms, old.forms), by_track))


def _below(clauses: Gates, one: Ends, other: Ends) -> Literal:
    """Whether a range is the lighter one: its highest step, or, where that is the same, its lowest."""
    (high, low), (other_high, other_low) = one, other
    same_high = _same(clauses, high, other_high)
    return clauses.any_of(
        (_less(clauses, high, other_high), clauses.all_of((same_high, _less(clauses, low, other_low))))
    )


def _alike(clauses: Gates, one: Ends, other: Ends) -> Literal:
    return clauses.all_of(_same(clauses, row, of_other) for row, of_other in zip(one, other, strict=True))


def _less(clauses: Gates, one: StepRow, other: StepRow) -> Literal:
    return clauses.any_of(clauses.all_of((-bit, reached)) for bit, reached in zip(one, other, strict=True))


def _same(clauses: Gates, one: StepRow, other: StepRow) -> Literal:
    return clauses.all_of((-_less(clauses, one, other), -_less(clauses, other, one)))
