"""From the rules that apply to the measures and the forms they lead to.

What rules open is gathered from the conducts, less what tolerance spares; then the circumstances move it,
in the order of the scale. Both readings go the same way: the established one is a case in which nothing is
unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from zhunsheng.engine.engines.rete.bounds import Bounds, Ends, heavier_of, heaviest, to_none
from zhunsheng.engine.engines.verdict import FormVerdict, TrackVerdict
from zhunsheng.engine.kleene import Truth, at_least, conjunction, disjunction
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Move, Track

#: Whether each rule applies to one instance, by id.
Applies: TypeAlias = Mapping[str, Truth]

#: The conclusions of a conduct that take its consequences away.
_TOLERATED = "tolerated"
_APPROVED = "tolerance_approved"


#: The range of each track.
Ranges: TypeAlias = dict[str, Ends]


@dataclass(frozen=True)
class Outcome:
    """Where a subject stands in one reading.

    Attributes:
        forms: Forms in place of steps.
        heavier: By track: whether a circumstance that must make it heavier holds.
        lighter: By track: whether a circumstance that may make it lighter holds.
    """

    ranges: Mapping[str, Ends]
    forms: Ends
    heavier: Mapping[str, Truth]
    lighter: Mapping[str, Truth]


class Outcomes:
    """Works outcomes out under the rules and the scale of one release."""

    def __init__(self, release: Release) -> None:
        self._scale = release.scale
        self._rules = tuple(release.rules.values())
        implies = {item.key: item.implies for item in release.vocabulary.conclusions}
        self._concluding: dict[str, dict[str, Rule]] = {}
        for rule in self._rules:
            key: str | None = rule.conclusion
            while key is not None:
                self._concluding.setdefault(key, {})[rule.id] = rule
                key = implies[key]

    def outcome(self, conducts: Sequence[Applies], own: Applies) -> Outcome:
        """The outcome of a subject from the rules that apply to each of its conducts, and to itself."""
        follows = [self._of_conduct(conduct) for conduct in conducts]
        ranges = {
            track.key: heavier_of(
                [
                    *(one[track.key] for one in follows),
                    self._opened(own, "subject", ("provision", "measure"), track.key),
                ]
            )
            for track in self._scale.tracks
        }
        heavier = dict.fromkeys(ranges, Truth.FALSE)
        lighter = dict.fromkeys(ranges, Truth.FALSE)
        for move in self._scale.moves:
            if move.track in ranges:
                when = self._holds(move.conclusion, "subject", own)
                ranges.update(self._moved(move, when, ranges, [one[move.track] for one in follows]))
                if move.kind in ("aggravate", "severe"):
                    heavier[move.track] = disjunction((heavier[move.track], when))
                elif move.kind in ("reduce", "lenient", "mitigate", "waive"):
                    lighter[move.track] = disjunction((lighter[move.track], when))
        return Outcome(ranges, self._forms(ranges), heavier, lighter)

    def _holds(self, conclusion: str, level: str, applies: Applies) -> Truth:
        rules = self._concluding.get(conclusion, {}).values()
        return disjunction(applies[rule.id] for rule in rules if rule.level == level)

    def _opened(
        self, applies: Applies, level: str, kinds: tuple[str, ...], track: str, unless: Truth = Truth.FALSE
    ) -> Ends:
        """The heaviest that rules of some kinds open on a track."""
        low, high = [], []
        for rule in self._rules:
            if rule.level != level or rule.kind not in kinds:
                continue
            not_so = ~conjunction((applies[rule.id], ~unless))
            for item in rule.ranges:
                if item.track == track:
                    low.append(Bounds(item.low, item.low).changed(not_so, to_none))
                    high.append(Bounds(item.high, item.high).changed(not_so, to_none))
        return Ends(heaviest(low), heaviest(low), heaviest(high))

    # One conduct

    def _of_conduct(self, applies: Applies) -> Ranges:
        """What follows from a conduct: nothing need where it is tolerated, nothing may once that is approved.

        A tolerance may leave a milder measure in place of what it spares: where there was something to spare,
        and where no other tolerance spares it altogether.
        """
        tolerated = self._holds(_TOLERATED, "conduct", applies)
        approved = self._holds(_APPROVED, "conduct", applies)
        wholly = disjunction(
            applies[rule.id]
            for rule in self._concluding.get(_TOLERATED, {}).values()
            if rule.level == "conduct" and rule.kind == "tolerance" and not rule.ranges
        )
        base = {
            track.key: self._opened(applies, "conduct", ("provision", "measure"), track.key)
            for track in self._scale.tracks
        }
        nothing_due = ~disjunction(ends.low.reaches(1) for ends in base.values())
        nothing_open = ~disjunction(ends.high.reaches(1) for ends in base.values())
        after = {}
        for track, ends in base.items():
            may = disjunction((tolerated, *self._sparing(applies, track, "may_spare")))
            must = disjunction(self._sparing(applies, track, "must_spare"))
            nothing_need = disjunction((may, must))
            nothing_may = disjunction((conjunction((may, approved)), must))
            left = Ends(
                ends.low.changed(nothing_need, to_none),
                ends.wish.changed(nothing_need, to_none),
                ends.high.changed(nothing_may, to_none),
            )
            milder = self._opened(applies, "conduct", ("tolerance",), track, wholly)
            after[track] = heavier_of(
                [
                    left,
                    Ends(
                        milder.low.changed(nothing_due, to_none),
                        milder.wish.changed(nothing_due, to_none),
                        milder.high.changed(nothing_open, to_none),
                    ),
                ]
            )
        return after

    def _sparing(self, applies: Applies, track: str, how: Literal["may_spare", "must_spare"]) -> list[Truth]:
        """Whether each tolerance applies that reaches this track among some only."""
        return [
            applies[rule.id]
            for rule in self._rules
            if rule.level == "conduct"
            and track in (rule.may_spare if how == "may_spare" else rule.must_spare)
        ]

    # Moves

    def _moved(self, move: Move, when: Truth, ranges: Mapping[str, Ends], conducts: Sequence[Ends]) -> Ranges:
        """The ranges that one circumstance changes."""
        ends = ranges[move.track]
        top = len(self._scale.track(move.track).steps)

        def up(step: int) -> int:
            return min(step + 1, top) if step else 0

        def down(step: int) -> int:
            return step if step in (0, 1, top) else step - 1

        def capped(step: int) -> int:
            return min(step, move.at)

        match move.kind:
            case "merge":
                merged = []
                for place, end in enumerate(ends.each()):
                    several = at_least(2, [conduct.each()[place].reaches(1) for conduct in conducts])
                    merged.append(end.changed(conjunction((when, several)), up))
                return {move.track: Ends(*merged)}
            case "aggravate":
                return {move.track: replace(ends, high=ends.high.changed(when, up))}
            case "reduce":
                return _reduced(move, when, ranges)
            case "mitigate":
                return {move.track: replace(ends, low=ends.low.changed(when, down))}
            case "cap":
                return {move.track: Ends(*(end.changed(when, capped) for end in ends.each()))}
            case "waive":
                return _waived(move, when, ranges)
            case "severe" | "lenient":
                return {}

    # Forms

    def _forms(self, ranges: Mapping[str, Ends]) -> Ends:
        """The heaviest form that any track reaches; a step that the forms do not count adds nothing."""

        def forms(track: Track, end: Bounds) -> Bounds:
            return Bounds(track.form(end.least), track.form(end.most))

        return heavier_of(
            [Ends(*(forms(track, end) for end in ranges[track.key].each())) for track in self._scale.tracks]
        )


def _reduced(move: Move, when: Truth, ranges: Mapping[str, Ends]) -> Ranges:
    """All ends one step down; where one stood on the first step, another measure takes its place."""
    ends = ranges[move.track]

    def down(step: int) -> int:
        return max(step - 1, 0)

    changed = {move.track: Ends(*(end.changed(when, down) for end in ends.each()))}
    if move.instead is not None and move.instead[0] in ranges:
        track, step = move.instead
        low, wish, high = (
            conjunction((when, end.reaches(1), ~end.reaches(2))) for end in (ends.low, ends.wish, ends.high)
        )
        other = ranges[track]

        def at_least_this(found: int) -> int:
            return max(found, step)

        changed[track] = Ends(
            other.low.changed(low, at_least_this),
            other.wish.changed(wish, at_least_this),
            other.high.changed(disjunction((low, wish, high)), at_least_this),
        )
    return changed


def _waived(move: Move, when: Truth, ranges: Mapping[str, Ends]) -> Ranges:
    """The low end to none where it starts low enough; where it was above none, another measure stays."""
    ends = ranges[move.track]
    waived = conjunction((when, ~ends.low.reaches(move.start_at_most + 1)))
    changed = {move.track: replace(ends, low=ends.low.changed(waived, to_none))}
    if move.instead is not None and move.instead[0] in ranges:
        track, step = move.instead
        remains = conjunction((waived, ends.low.reaches(1)))
        other = changed.get(track, ranges[track])

        def at_least_this(found: int) -> int:
            return max(found, step)

        changed[track] = replace(
            other,
            low=other.low.changed(remains, at_least_this),
            high=other.high.changed(remains, at_least_this),
        )
    return changed


def track_verdict(track: str, established: Outcome, possible: Outcome) -> TrackVerdict:
    """Both readings of a track."""
    sure, open_ = established.ranges[track], possible.ranges[track]
    return TrackVerdict(
        sure.low.least,
        sure.wish.least,
        sure.high.least,
        open_.low.least,
        open_.high.most,
        established.heavier[track] is Truth.TRUE,
        established.lighter[track] is Truth.TRUE,
    )


def form_verdict(established: Outcome, possible: Outcome) -> FormVerdict:
    """Both readings of the form."""
    sure, open_ = established.forms, possible.forms
    return FormVerdict(sure.low.least, sure.wish.least, sure.high.least, open_.low.least, open_.high.most)
