"""A second opinion on what rules mean: slow, plain, and written from the definitions alone.

It shares with the engines the parsed rules and the value of a comparison, nothing else: no circuit, no generated code. A rule
is looked up where it is asked for; a range is a list of truth values, one a step. Read `Reference.applies` for what a rule
means in the two readings, and `Reference.outcome` for what the moves of the scale do, in the order of the scale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.engines.verdict import FormVerdict, RuleVerdict, SubjectVerdict, TrackVerdict, Verdict
from zhunsheng.engine.kleene import Truth, at_least, conjunction, disjunction, truth
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.meaning import Meaning
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import FORMS, Move

#: One truth value a step: "step k or more" (low, wish: is asked for; high: is allowed).
Row = list[Truth]


@dataclass
class Ends:
    """The range on one track."""

    low: Row
    wish: Row
    high: Row

    def each(self, change: Callable[[Row], Row]) -> Ends:
        return Ends(change(self.low), change(self.wish), change(self.high))


def heavier(one: Ends, other: Ends) -> Ends:
    """Two ranges at once: at each end the heavier."""

    def row(first: Row, second: Row) -> Row:
        return [disjunction(pair) for pair in zip(first, second, strict=True)]

    return Ends(row(one.low, other.low), row(one.wish, other.wish), row(one.high, other.high))


def where(condition: Truth, row: Row, otherwise: Row) -> Row:
    """A row where a condition holds, another where it does not; where it is unknown, what both agree on."""
    if condition.known:
        return row if condition is Truth.TRUE else otherwise
    return [then if then is other else Truth.UNKNOWN for then, other in zip(row, otherwise, strict=True)]


def up(row: Row) -> Row:
    """One step heavier; none stays none, the top stays the top."""
    return row[:1] + row[:-1]


def down(row: Row) -> Row:
    """One step lighter; neither the first step nor a range that is the last step alone (处分条例 2018 art. 22 III) is reduced."""
    return row[:1] + row[2:] + row[1:][-1:]


def all_down(row: Row) -> Row:
    """One step lighter, and none where it was the first."""
    return [*row[1:], Truth.FALSE]


def reached(row: Row, *, or_unknown: bool = False) -> int:
    """The step a row reaches."""
    return sum(value is Truth.TRUE or (or_unknown and value is Truth.UNKNOWN) for value in row)


class Reference:
    """Evaluates cases by the book, one after the other."""

    def __init__(self, release: Release) -> None:
        self.release = release
        rules = release.rules.values()
        self.overriding = {
            rule.id: [other for other in rules if rule.id in other.overrides] for rule in rules
        }
        self.concluding = {
            item.key: [rule for rule in rules if self.implies(rule.conclusion, item.key)]
            for item in release.vocabulary.conclusions
        }
        self.known: dict[tuple[str, int, Reading], Truth] = {}

    def verdict(self, case: Case) -> Verdict:
        self.known.clear()
        top = instances(case)
        return Verdict(self.rules(top), {subject.id: self.subject(subject) for subject in top.parts})

    def subject(self, subject: Instance) -> SubjectVerdict:
        established, possible = (self.outcome(subject, reading) for reading in Reading)
        tracks = {}
        for track in self.release.scale.tracks:
            (ends, heavy, light), (horizon, _, _) = established[track.key], possible[track.key]
            tracks[track.key] = TrackVerdict(
                reached(ends.low),
                reached(ends.wish),
                reached(ends.high),
                reached(horizon.low),
                reached(horizon.high, or_unknown=True),
                heavy is Truth.TRUE,
                light is Truth.TRUE,
            )
        rows = [
            self.forms({key: ends for key, (ends, _, _) in outcome.items()})
            for outcome in (established, possible)
        ]
        forms = FormVerdict(
            *map(reached, (rows[0].low, rows[0].wish, rows[0].high, rows[1].low)),
            reached(rows[1].high, or_unknown=True),
        )
        return SubjectVerdict(
            self.rules(subject), {part.id: self.rules(part) for part in subject.parts}, tracks, forms
        )

    # Rules

    def rules(self, instance: Instance) -> Mapping[str, RuleVerdict]:
        return {
            rule.id: RuleVerdict(
                self.applies(rule, instance, Reading.ESTABLISHED) is Truth.TRUE,
                self.applies(rule, instance, Reading.POSSIBLE),
            )
            for rule in self.release.rules.values()
            if rule.level == instance.level
        }

    def applies(self, rule: Rule, instance: Instance, reading: Reading) -> Truth:
        """The premise, and no rule that overrides it; in the established reading, what is not known to be so is not so."""
        key = (rule.id, id(instance), reading)
        if key not in self.known:
            meaning = Meaning(
                self.release.vocabulary, lambda place, name: self.concluded(name, place, reading)
            )
            displaced = disjunction(
                self.applies(other, instance, reading) for other in self.overriding[rule.id]
            )
            value = conjunction((meaning.value(rule.premise, instance), ~displaced))
            self.known[key] = truth(value is Truth.TRUE) if reading is Reading.ESTABLISHED else value
        return self.known[key]

    def concluded(self, conclusion: str, instance: Instance, reading: Reading) -> Truth:
        """Whether any rule concludes this, or something that implies it."""
        return disjunction(self.applies(rule, instance, reading) for rule in self.concluding[conclusion])

    def implies(self, narrow: str | None, broad: str) -> bool:
        return narrow is not None and (
            narrow == broad or self.implies(self.release.vocabulary.conclusion(narrow).implies, broad)
        )

    # Ranges

    def ranges(
        self,
        instance: Instance,
        kinds: tuple[str, ...],
        reading: Reading,
        counts: Callable[[Rule], Truth] = lambda _: Truth.TRUE,
    ) -> dict[str, Ends]:
        """On each track, the heaviest ends of the ranges that rules of these kinds open."""
        found = {}
        for track in self.release.scale.tracks:
            opened = [
                (conjunction((self.applies(rule, instance, reading), counts(rule))), item)
                for rule in self.release.rules.values()
                if rule.level == instance.level and rule.kind in kinds
                for item in rule.ranges
                if item.track == track.key
            ]
            steps = range(1, len(track.steps) + 1)
            low = [disjunction(value for value, item in opened if item.low >= k) for k in steps]
            high = [disjunction(value for value, item in opened if item.high >= k) for k in steps]
            found[track.key] = Ends(low, low, high)
        return found

    def of_conduct(self, conduct: Instance, reading: Reading) -> dict[str, Ends]:
        """What follows from one conduct. A tolerated one: nothing need follow; once approved, nothing may.

        Some grounds of tolerance put a milder measure in place of what is spared, where something is, and where no other
        ground spares it altogether.
        """
        full = self.ranges(conduct, ("provision", "measure"), reading)
        tolerated = self.concluded("tolerated", conduct, reading)
        approved = self.concluded("tolerance_approved", conduct, reading)
        altogether = disjunction(
            self.applies(rule, conduct, reading) for rule in self.concluding["tolerated"] if not rule.ranges
        )
        asked = disjunction(ends.low[0] for ends in full.values())
        allowed = disjunction(ends.high[0] for ends in full.values())
        found = {}
        for track, ends in self.ranges(conduct, ("tolerance",), reading, lambda _: ~altogether).items():

            def times(row: Row, by: Truth) -> Row:
                return [conjunction((value, by)) for value in row]

            instead = Ends(times(ends.low, asked), times(ends.wish, asked), times(ends.high, allowed))
            may, must = (self.sparing(conduct, reading, track, how) for how in ("may_spare", "must_spare"))
            tolerable = disjunction((tolerated, may))
            needless = disjunction((tolerable, must))
            barred = disjunction((conjunction((tolerable, approved)), must))
            of = full[track]
            spared = Ends(times(of.low, ~needless), times(of.wish, ~needless), times(of.high, ~barred))
            found[track] = heavier(spared, instead)
        return found

    def sparing(self, conduct: Instance, reading: Reading, track: str, how: str) -> Truth:
        """Whether a tolerance of some tracks only reaches this one."""
        return disjunction(
            self.applies(rule, conduct, reading)
            for rule in self.release.rules.values()
            if track in getattr(rule, how)
        )

    def outcome(self, subject: Instance, reading: Reading) -> dict[str, tuple[Ends, Truth, Truth]]:
        """Each track after every move, and whether a circumstance makes it heavier or lighter."""
        conducts = [self.of_conduct(conduct, reading) for conduct in subject.parts]
        ends = self.ranges(subject, ("provision", "measure"), reading)
        for conduct in conducts:
            ends = {track: heavier(of, conduct[track]) for track, of in ends.items()}
        leaning = {track: {"heavier": Truth.FALSE, "lighter": Truth.FALSE} for track in ends}
        for move in self.release.scale.moves:
            holds = self.concluded(move.conclusion, subject, reading)
            side = {
                "aggravate": "heavier",
                "severe": "heavier",
                "reduce": "lighter",
                "lenient": "lighter",
                "mitigate": "lighter",
                "waive": "lighter",
            }.get(move.kind)
            if side:
                leaning[move.track][side] = disjunction((leaning[move.track][side], holds))
            ends = self.after(move, holds, ends, conducts)
        return {
            track: (of, leaning[track]["heavier"], leaning[track]["lighter"]) for track, of in ends.items()
        }

    def after(
        self, move: Move, holds: Truth, ends: dict[str, Ends], conducts: list[dict[str, Ends]]
    ) -> dict[str, Ends]:
        """The ranges after one move."""
        of = ends[move.track]
        changed = of
        match move.kind:
            case "merge":

                def merged(end: str) -> Row:
                    row: Row = getattr(of, end)
                    several = at_least(2, [getattr(conduct[move.track], end)[0] for conduct in conducts])
                    return where(conjunction((holds, several)), up(row), row)

                changed = Ends(merged("low"), merged("wish"), merged("high"))
            case "aggravate":
                changed = Ends(of.low, of.wish, where(holds, up(of.high), of.high))
            case "reduce":
                changed = of.each(lambda row: where(holds, all_down(row), row))
                if move.instead:
                    ends = {
                        **ends,
                        move.instead[0]: self.in_place_of_the_first_step(move.instead, holds, of, ends),
                    }
            case "mitigate":
                changed = Ends(where(holds, down(of.low), of.low), of.wish, of.high)
            case "cap":
                changed = of.each(
                    lambda row: where(holds, row[: move.at] + [Truth.FALSE] * (len(row) - move.at), row)
                )
            case "waive":
                starts_low = ~of.low[move.start_at_most] if move.start_at_most < len(of.low) else Truth.TRUE
                waived = conjunction((holds, starts_low))
                changed = Ends(where(waived, [Truth.FALSE] * len(of.low), of.low), of.wish, of.high)
                if move.instead:
                    track, step = move.instead
                    remains = conjunction((waived, of.low[0]))
                    other = ends[track]

                    def with_step(row: Row) -> Row:
                        return [
                            disjunction((value, remains)) if k <= step else value
                            for k, value in enumerate(row, 1)
                        ]

                    ends = {**ends, track: Ends(with_step(other.low), other.wish, with_step(other.high))}
        return {**ends, move.track: changed}

    def in_place_of_the_first_step(
        self, instead: tuple[str, int], holds: Truth, of: Ends, ends: dict[str, Ends]
    ) -> Ends:
        """Of the track of another measure: that measure at least, where a reduced end stood on the first step."""
        other, step = ends[instead[0]], instead[1]

        def first(row: Row) -> Truth:
            return conjunction((holds, row[0], *(~value for value in row[1:2])))

        def raised(row: Row, when: Truth) -> Row:
            return [disjunction((value, when)) if k <= step else value for k, value in enumerate(row, 1)]

        any_end = disjunction((first(of.low), first(of.wish), first(of.high)))
        return Ends(
            raised(other.low, first(of.low)), raised(other.wish, first(of.wish)), raised(other.high, any_end)
        )

    def forms(self, tracks: Mapping[str, Ends]) -> Ends:
        """Form f or more is reached where, on some track, a step of form f or more is."""

        def row(end: str) -> Row:
            found = []
            for form in FORMS:
                steps = {key: self.release.scale.track(key).first_step_of(form) for key in tracks}
                found.append(
                    disjunction(getattr(tracks[key], end)[step - 1] for key, step in steps.items() if step)
                )
            return found

        return Ends(row("low"), row("wish"), row("high"))
