"""Which established rules bear on an outcome: those that open its range, move it, spare from it, or choose the point in it.

The outcome is read off the tracks that decide it: for a form, those on which a measure of that form is recommended; for a
measure, its own. "Not held accountable" is decided on all tracks that something opens.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhunsheng.engine.answer_reasons import Role
from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import TOLERATED, Reading
from zhunsheng.engine.explain.supposed import Supposed
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.matched_sanctions import matched
from zhunsheng.engine.outcome import usual_form
from zhunsheng.engine.scale import Move, Range


@dataclass(frozen=True)
class Bearing:
    """A rule on a place, and what it does for the outcome."""

    rule: Rule
    place: Instance
    role: Role


@dataclass(frozen=True)
class BearingRules:
    """Looks for them in one case, for one subject."""

    case: Supposed

    def on_form(self, form: int) -> tuple[Bearing, ...]:
        """The rules behind the recommended form, 0 included."""
        if not form:
            return self._on_sparing()
        scale = self.case.explained.release.scale
        return self._each_once(
            bearing
            for track, step in self.recommended().items()
            if step and scale.track(track).form(step) == form
            for bearing in self._on_step(track, step, recommended=True)
        )

    def on_measure(self, track: str, step: int) -> tuple[Bearing, ...]:
        """The rules by which a measure lies within the range."""
        return self._each_once(self._on_step(track, step, recommended=False))

    def opening(self) -> tuple[Bearing, ...]:
        """The rules that open a range of measures: where some ask for one, those alone."""
        found = [
            Bearing(rule, place, "opens")
            for rule, place in self._established()
            if rule.ranges and rule.kind != "tolerance"
        ]
        asking = [bearing for bearing in found if any(item.low for item in bearing.rule.ranges)]
        return tuple(asking or found)

    def recommended(self) -> dict[str, int]:
        """The recommended step of each track."""
        case = self.case
        usual = usual_form(case.explained.release.rules, case.verdict.rules, case.explained.release.scale)
        return dict(matched(case.explained, case.subject, case.verdict.tracks, usual).steps)

    def _on_step(self, track: str, step: int, *, recommended: bool) -> Iterator[Bearing]:
        moves = list(self._moves(track))
        ends = self.case.verdict.tracks[track]
        heavier = ends.heavier and not ends.lighter and 0 < ends.wish < ends.high
        if recommended and heavier and step == ends.high:
            moves += [
                move
                for move in self.case.explained.release.scale.moves
                if move.track == track and move.kind in ("aggravate", "severe") and move not in moves
            ]
        yield from self._opening_step(track, step, moves)
        yield from self._moving(moves)
        if recommended and step > ends.wish and not (heavier and step == ends.high):
            yield from self._practice(track, step)

    def _opening_step(self, track: str, step: int, moves: Iterable[Move]) -> Iterator[Bearing]:
        tracks = {track, *(move.track for move in moves)}

        def ranges(rule: Rule) -> list[Range]:
            return [item for item in rule.ranges if item.track in tracks]

        found = [(rule, place) for rule, place in self._established() if ranges(rule)]
        exact = [
            (rule, place)
            for rule, place in found
            if any(item.track == track and item.low <= step <= item.high for item in ranges(rule))
        ]
        asking = [(rule, place) for rule, place in exact if any(item.low == step for item in rule.ranges)]
        asking_for_any = [(rule, place) for rule, place in found if any(item.low for item in ranges(rule))]
        for rule, place in asking or exact or asking_for_any or found:
            yield Bearing(rule, place, "opens")

    def _moves(self, track: str) -> Iterator[Move]:
        """The moves that changed the range of a track."""
        scale = self.case.explained.release.scale
        for before, after in itertools.pairwise(self.case.stages[track]):
            changed = (before.low, before.wish, before.high) != (after.low, after.wish, after.high)
            if changed and after.move is not None:
                yield scale.moves[after.move]

    def _moving(self, moves: Iterable[Move]) -> Iterator[Bearing]:
        explained, subject = self.case.explained, self.case.subject
        for move in moves:
            for rule in explained.concluding(move.conclusion):
                if explained.rule(subject, rule.id).established:
                    yield Bearing(rule, subject, "moves")

    def _practice(self, track: str, step: int) -> Iterator[Bearing]:
        scale = self.case.explained.release.scale
        form = scale.track(track).form(step)
        usual = {item.conclusion for item in scale.practice.forms if item.form == form}
        for rule, place in self._established():
            if rule.conclusion in usual:
                yield Bearing(rule, place, "practice")

    def _on_sparing(self) -> tuple[Bearing, ...]:
        """What opens a range, and what leaves nothing of it; where nothing is opened, what stands against it."""
        explained = self.case.explained
        tolerated = {rule.id for rule in explained.concluding(TOLERATED)}
        opening = self.opening()
        sparing = [
            Bearing(rule, place, "spares")
            for rule, place in self._established()
            if rule.id in tolerated or rule.may_spare or rule.must_spare
        ]
        tracks = {item.track for bearing in opening for item in bearing.rule.ranges}
        moving = (bearing for track in sorted(tracks) for bearing in self._moving(self._moves(track)))
        against = sparing if opening else (*self._displacing(), *sparing)
        return self._each_once((*opening, *against, *moving))

    def _displacing(self) -> Iterator[Bearing]:
        """The exceptions by which an act is out of scope, or a provision is displaced, although its conditions are met."""
        explained = self.case.explained
        for exception, place in self._established():
            for displaced in (explained.release.rules[key] for key in exception.overrides):
                met = explained.value(displaced.premise, place, Reading.ESTABLISHED) is Truth.TRUE
                if met and displaced.kind in ("scope", "provision"):
                    yield Bearing(exception, place, "spares")

    def _established(self) -> Iterator[tuple[Rule, Instance]]:
        explained, subject = self.case.explained, self.case.subject
        for place in (*subject.parts, subject):
            for rule in explained.release.rules.values():
                if rule.level == place.level and explained.rule(place, rule.id).established:
                    yield rule, place

    @staticmethod
    def _each_once(found: Iterable[Bearing]) -> tuple[Bearing, ...]:
        return tuple({(bearing.rule.id, bearing.place.id): bearing for bearing in found}.values())
