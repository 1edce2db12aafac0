"""Ranges of measures as rows of booleans, and the moves on them.

"At least a warning, at most probation" could be two numbers, until a fact is unknown and the range is itself one of several.
So the two ends of a range are rows: bit k of `low` says "the law asks for step k or more", bit k of `high` says "the law
allows step k". A row falls from true to false along the ladder. Then:

- the heavier of two ranges is an OR, row by row;
- one step heavier is a shift by one, one step lighter a shift by one the other way;
- under unknown facts each bit is true, false or unknown by Kleene's own rules, and the number of bits known true and of bits
  not known false are the two bounds. No further machinery is needed for "between which measures can this still end".

`wish` is the row a recommendation starts from: the lower end before any clause that says *may* has been used. The law
leaves those to people, so they open the range (`low`) and do not move the recommendation.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zhunsheng.engine.circuit.nodes import Builder
from zhunsheng.engine.scale import FORMS, Move, Scale, Track

Row = tuple[int, ...]


@dataclass(frozen=True)
class RangeRows:
    """The rows of one track; index 0 is step 1.

    Attributes:
        low: The least the law asks for, every may-clause used.
        wish: The least the law asks for, no may-clause used (tolerance apart).
        high: The most the law allows.
    """

    low: Row
    wish: Row
    high: Row


@dataclass(frozen=True)
class Stage:
    """The rows of a track after a move (None: before any)."""

    move: Move | None
    rows: RangeRows


@dataclass(frozen=True)
class TrackOutcome:
    """What the moves left on one track.

    Attributes:
        stages: How it got there: only the moves that can touch the track.
        heavier: A node: a circumstance that must make it heavier holds.
        lighter: A node: a circumstance that may make it lighter holds.
    """

    rows: RangeRows
    heavier: int
    lighter: int
    stages: tuple[Stage, ...]


def widest(builder: Builder, track: Track, ranges: Iterable[tuple[int, int, int]]) -> RangeRows:
    """The rows of several ranges that apply at once: the heavier of each end.

    Args:
        ranges: (node: it applies, low step, high step).
    """
    found = tuple(ranges)
    low = tuple(
        builder.any_of(node for node, least, _ in found if k <= least) for k in range(1, len(track.steps) + 1)
    )
    high = tuple(
        builder.any_of(node for node, _, most in found if k <= most) for k in range(1, len(track.steps) + 1)
    )
    return RangeRows(low, low, high)


def _map(rows: RangeRows, change: Callable[[Row], Row]) -> RangeRows:
    return RangeRows(change(rows.low), change(rows.wish), change(rows.high))


def heavier_of(builder: Builder, first: RangeRows, second: RangeRows) -> RangeRows:
    """The heavier of two ranges, end by end."""

    def either(one: Row, other: Row) -> Row:
        return tuple(builder.any_of(pair) for pair in zip(one, other, strict=True))

    return RangeRows(
        either(first.low, second.low), either(first.wish, second.wish), either(first.high, second.high)
    )


def spared(builder: Builder, rows: RangeRows, tolerated: int, barred: int) -> RangeRows:
    """A tolerated act: nothing need follow; and nothing may where the law or an approved tolerance bars it."""
    keep = builder.negation(tolerated)
    forbid = builder.negation(barred)

    def cut(row: Row, by: int) -> Row:
        return tuple(builder.all_of((bit, by)) for bit in row)

    return RangeRows(cut(rows.low, keep), cut(rows.wish, keep), cut(rows.high, forbid))


def _one_up(builder: Builder, row: Row, when: int) -> Row:
    """One step heavier where `when`; a row that is empty stays empty, one at the top stays there."""
    return row[:1] + tuple(
        builder.any_of((bit, builder.all_of((when, before)))) for before, bit in itertools.pairwise(row)
    )


def _one_down(builder: Builder, row: Row, when: int) -> Row:
    """One step lighter where `when`.

    A range that is the last step alone is not reduced (处分条例 2018 art. 22 III), and below the first step there is
    none to go to: no sanction at all is what `waive` is for.
    """
    keep = builder.negation(when)
    reduced = (
        builder.all_of((bit, builder.any_of((keep, after)))) for bit, after in itertools.pairwise(row[1:])
    )
    return (*row[:1], *reduced, *row[1:][-1:])


def _all_down(builder: Builder, row: Row, when: int) -> Row:
    """One step lighter where `when`, from the first step to none."""
    keep = builder.negation(when)
    return tuple(
        builder.all_of((bit, builder.any_of((keep, after))))
        for bit, after in itertools.pairwise((*row, builder.false))
    )


def moved(
    builder: Builder,
    scale: Scale,
    rows: dict[str, RangeRows],
    holds: Callable[[str], int],
    several: Callable[[str, str], int],
) -> dict[str, TrackOutcome]:
    """Applies the scale's moves in their order.

    Args:
        rows: By track.
        holds: The node of a circumstance, by key.
        several: The node "at least two conducts reach step 1 of this track", by track and end (``low``, ``wish``, ``high``).
    """
    rows = dict(rows)
    heavier = dict.fromkeys(rows, builder.false)
    lighter = dict.fromkeys(rows, builder.false)
    stages = {track: [Stage(None, found)] for track, found in rows.items()}
    for move in scale.moves:
        if move.track not in rows:
            continue
        when = holds(move.conclusion)
        before = rows[move.track]
        match move.kind:
            case "merge":

                def up(end: str, row: Row, track: str = move.track, when: int = when) -> Row:
                    return _one_up(builder, row, builder.all_of((when, several(track, end))))

                rows[move.track] = RangeRows(
                    up("low", before.low), up("wish", before.wish), up("high", before.high)
                )
            case "aggravate":
                rows[move.track] = RangeRows(before.low, before.wish, _one_up(builder, before.high, when))
                heavier[move.track] = builder.any_of((heavier[move.track], when))
            case "severe":
                heavier[move.track] = builder.any_of((heavier[move.track], when))
            case "reduce":
                rows.update(_reduced(builder, rows, move, when))
                lighter[move.track] = builder.any_of((lighter[move.track], when))
            case "lenient":
                lighter[move.track] = builder.any_of((lighter[move.track], when))
            case "mitigate":
                rows[move.track] = RangeRows(_one_down(builder, before.low, when), before.wish, before.high)
                lighter[move.track] = builder.any_of((lighter[move.track], when))
            case "waive":
                rows.update(_waived(builder, rows, move, when))
                lighter[move.track] = builder.any_of((lighter[move.track], when))
            case "cap":
                uncapped = builder.negation(when)
                rows[move.track] = _map(
                    before,
                    lambda row, at=move.at, by=uncapped: tuple(  # type: ignore[misc]  # mypy infers no type for a lambda with defaults
                        bit if k <= at else builder.all_of((bit, by)) for k, bit in enumerate(row, 1)
                    ),
                )
        for track, found in rows.items():
            if found is not stages[track][-1].rows:
                stages[track].append(Stage(move, found))
    return {
        track: TrackOutcome(rows[track], heavier[track], lighter[track], tuple(stages[track]))
        for track in rows
    }


def _reduced(builder: Builder, rows: dict[str, RangeRows], move: Move, when: int) -> dict[str, RangeRows]:
    """The whole range one step lighter; for an end at the first step, a measure of the first form takes its place."""
    before = rows[move.track]
    changed = {move.track: _map(before, lambda row: _all_down(builder, row, when))}
    if move.instead and move.instead[0] in rows:
        track, step = move.instead

        def at_first_step(row: Row) -> int:
            beyond = row[1] if len(row) > 1 else builder.false
            return builder.all_of((when, row[0], builder.negation(beyond)))

        low, wish, high = (at_first_step(row) for row in (before.low, before.wish, before.high))
        old = rows[track]
        changed[track] = RangeRows(
            _at_least(builder, old.low, step, low),
            _at_least(builder, old.wish, step, wish),
            _at_least(builder, old.high, step, builder.any_of((low, wish, high))),
        )
    return changed


def _waived(builder: Builder, rows: dict[str, RangeRows], move: Move, when: int) -> dict[str, RangeRows]:
    """No sanction on the move's track, and a measure of the first form instead."""
    row = rows[move.track].low
    light = builder.negation(row[move.start_at_most]) if move.start_at_most < len(row) else builder.true
    waived = builder.all_of((when, light))
    changed = {
        move.track: RangeRows(
            tuple(builder.all_of((bit, builder.negation(waived))) for bit in row),
            rows[move.track].wish,
            rows[move.track].high,
        )
    }
    if move.instead and move.instead[0] in rows:
        track, step = move.instead
        instead = builder.all_of((waived, row[0]))
        old = rows[track]
        changed[track] = RangeRows(
            _at_least(builder, old.low, step, instead), old.wish, _at_least(builder, old.high, step, instead)
        )
    return changed


def _at_least(builder: Builder, row: Row, step: int, when: int) -> Row:
    """A row that reaches a step at least, where `when`."""
    return tuple(builder.any_of((bit, when)) if k <= step else bit for k, bit in enumerate(row, 1))


def form_row(builder: Builder, scale: Scale, rows: dict[str, Row]) -> Row:
    """The row of forms: bit f says "form f or heavier is reached on some track"."""
    bits = []
    for form in FORMS:
        steps = ((row, scale.track(track).first_step_of(form)) for track, row in rows.items())
        bits.append(builder.any_of(row[step - 1] for row, step in steps if step is not None))
    return tuple(bits)
