"""The first node in which the derivations of two answers part, and the way to it from the outcome.

    outcome ── ladder ── rule ── condition ── the rule behind it ── condition ── a comparison whose value differs

Two traces of one case under two rulesets differ in many nodes once they differ in one: a rule that no longer applies takes with
it what rests on it. So they are walked from the outcome down, along nodes that differ, and what a node rests on comes before the
node itself: conditions before their rule, rules before the ladder, the stages of the ladder before the measure recommended on it.
The first node that differs although nothing that it rests on does is where the two part. Where the suggestion itself is the same
(a finding is another, or what is still possible), the walk begins at the first rule that differs.

A pure function of two answers. Rules that are known to fail are in a trace by their ids alone; of a trace with all its rules
(`Evaluator.evaluate(..., every_rule=True)`) it finds the very condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from zhunsheng.engine.impact.condition_pairs import READINGS, Reading, differing_part, value
from zhunsheng.engine.impact.difference import FirstDifference, Side, Step, StepKind
from zhunsheng.engine.impact.sides import (
    condition_side,
    law_of,
    law_side,
    measure_side,
    outcome_side,
    rule_side,
    stage_side,
    track_side,
)
from zhunsheng.engine.impact.trace_pair import Pair, TracePair
from zhunsheng.engine.suggestion import Suggestion, TraceCondition, TraceRule, TraceStage, TraceTrack

#: A ladder of a subject on both sides.
Ladder: TypeAlias = Pair[TraceTrack]


def first_difference(
    before: Suggestion, after: Suggestion, subject_id: str | None = None
) -> FirstDifference | None:
    """Where two answers to one case part; None where no node of their traces differs.

    Args:
        subject_id: Only what bears on this subject; by default the first subject for which something differs.
    """
    for position, subject in enumerate(before.subjects):
        if subject_id is None or subject.subject_id == subject_id:
            path = _of_subject(TracePair(before, after, position))
            if path:
                return FirstDifference(subject_id=subject.subject_id, path=tuple(path))
    return None


def _of_subject(pair: TracePair) -> Sequence[Step]:
    """The way to the first difference, the outcome first."""
    sides = [outcome_side(of, pair.position) for of in (pair.before, pair.after)]
    top = Step(kind="outcome", node="", place=pair.place, before=sides[0], after=sides[1])
    found = _Walk(pair, "established").from_ladders()
    for reading in READINGS:
        # What opens a range is nearer to the outcome than a notice or a duty, and leads to whatever it rests on.
        found = found or _Walk(pair, reading).from_rules(sorted(pair.rule_ids(), key=_opens_nothing(pair)))
    return (top, *found) if found else ()


@dataclass
class _Walk:
    """One walk down, in one of the readings; every rule is looked into once.

    Attributes:
        track: The ladder whose ranges are in question; None while all are.
    """

    pair: TracePair
    reading: Reading
    track: str | None = None
    seen: set[str] = field(default_factory=set)

    # Ladders

    def from_ladders(self) -> Sequence[Step]:
        """From the first ladder whose range differs; or on which another measure is recommended; or whose stages differ."""
        ladders = [self.pair.track(id) for id in self.pair.track_ids()]
        for says, below in (
            (_last_range, self._range),
            (_recommended, self._measure),
            (_stages, self._range),
        ):
            for ladder in ladders:
                before, after = ladder
                if says(before) != says(after):
                    return below(ladder)
        return ()

    def _range(self, ladder: Ladder) -> Sequence[Step]:
        self.track = next(track.track for track in ladder if track)
        behind = self.from_rules(
            self.pair.in_order([*_each(ladder, lambda track: track.rests_on), *_each(ladder, _because)])
        )
        return (self._head(ladder), *(behind or self._stage(ladder)))

    def _stage(self, ladder: Ladder) -> Sequence[Step]:
        """The first stage that differs: nothing that it rests on does, so the scale moves the range otherwise."""
        before, after = (_stages(track) for track in ladder)
        for number in range(max(len(before), len(after))):
            one, other = (of[number] if number < len(of) else None for of in (before, after))
            if one != other:
                sides = (stage_side(self.pair.before, one), stage_side(self.pair.after, other))
                return (self._step("stage", ladder, *sides),)
        return ()

    def _measure(self, ladder: Ladder) -> Sequence[Step]:
        """What chooses the point within a range: practice, and circumstances that ask for the heavier end."""
        called_for = [*self.pair.practice_ids(), *_each(ladder, _because)]
        behind = self.from_rules(self.pair.in_order(called_for))
        before, after = (
            measure_side(of, self.pair.position, track)
            for of, track in zip((self.pair.before, self.pair.after), ladder, strict=True)
        )
        end = self._step("recommended", ladder, before, after)
        return (self._head(ladder), *(behind or (end,)))

    def _head(self, ladder: Ladder) -> Step:
        before, after = ladder
        return self._step(
            "track", ladder, track_side(self.pair.before, before), track_side(self.pair.after, after)
        )

    def _step(self, kind: StepKind, ladder: Ladder, before: Side | None, after: Side | None) -> Step:
        node = next(track.id for track in ladder if track)
        return Step(kind=kind, node=node, place=self.pair.place, before=before, after=after)

    # Rules

    def from_rules(self, ids: Iterable[str]) -> Sequence[Step]:
        """The way from the first of these rules that differs."""
        for id in ids:
            if id in self.seen:
                continue
            self.seen.add(id)
            pair = self.pair.rule(id)
            if self._differs(pair):
                return self._rule(id, pair)
        return ()

    def _differs(self, pair: Pair[TraceRule]) -> bool:
        before, after = (self._says(rule) for rule in pair)
        return before != after

    def _says(self, rule: TraceRule | None) -> tuple[object, ...]:
        """What a rule contributes; one that is not there, or known to fail, contributes nothing."""
        if rule is None:
            return ("false",)
        truth = value(rule, self.reading)
        if truth == "false":
            return ("false",)
        ranges = tuple(of for of in rule.ranges if self.track in (None, of.track))
        return truth, rule.concludes, ranges

    def _rule(self, id: str, pair: Pair[TraceRule]) -> Sequence[Step]:
        before, after = pair
        sides = (rule_side(self.pair.before, id, before), rule_side(self.pair.after, id, after))
        place = id.partition("#")[0]
        here = Step(kind="rule", node=id, place=place, before=sides[0], after=sides[1])
        if before is None or after is None or value(before, self.reading) == value(after, self.reading):
            return (here,)
        if value(before.premise, self.reading) != value(after.premise, self.reading):
            return (here, *self._condition(id, place, before.premise, after.premise))
        return (here, *self.from_rules(self.pair.in_order([*before.exceptions, *after.exceptions])))

    # Conditions

    def _condition(
        self, id: str, place: str, before: TraceCondition | None, after: TraceCondition | None
    ) -> Sequence[Step]:
        """The way down a condition that differs."""
        here = Step(
            kind="condition", node=id, place=place, before=condition_side(before), after=condition_side(after)
        )
        if before is None or after is None:
            return (here,)
        part = differing_part(before, after, self.reading)
        if part is not None:
            return (here, *self._condition(id, place, *part))
        behind = self.from_rules(self.pair.in_order([*before.rests_on, *after.rests_on]))
        if behind:
            return (here, *behind)
        if before.operator == after.operator == "law_date" and before.text == after.text:
            return (here, *self._law(id, place))
        return (here,)

    def _law(self, id: str, place: str) -> Sequence[Step]:
        """The law that was applied to the conduct, where it is another: the same days are asked about, and another law."""
        laws = [law_of(of, place) for of in (self.pair.before, self.pair.after)]
        if laws[0] == laws[1]:
            return ()
        sides = law_side(self.pair.before, laws[0]), law_side(self.pair.after, laws[1])
        return (Step(kind="law", node=id, place=place, before=sides[0], after=sides[1]),)


def _opens_nothing(pair: TracePair) -> Callable[[str], bool]:
    return lambda id: not any(rule.ranges for rule in pair.rule(id) if rule)


def _stages(track: TraceTrack | None) -> Sequence[TraceStage]:
    return track.stages if track else ()


def _last_range(track: TraceTrack | None) -> object:
    return (track.stages[-1].at_least, track.stages[-1].at_most) if track else None


def _recommended(track: TraceTrack | None) -> object:
    return track.recommended if track else None


def _because(track: TraceTrack) -> Iterator[str]:
    return (id for stage in track.stages for id in stage.because)


def _each(ladder: Ladder, ids: Callable[[TraceTrack], Iterable[str]]) -> Iterator[str]:
    return (id for track in ladder if track for id in ids(track))
