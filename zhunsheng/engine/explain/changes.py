"""What would change it: every smallest change of established facts that makes the outcome heavier or lighter.

All changes of one slot are the columns of one pass, all of two those of another, all of three those of a few more. Rules tell
only the values apart that are tried, so what is not found is no smallest change: "no change of up to two facts alters this" is
proved by having tried them all.

Left out are facts that nobody disputes or can have otherwise (who it is, where and when: `is_fixed`), values that contradict
what else is known (`contradictions.yaml`), and changes of which a part does the same already. A change is *smallest* for its
direction: one that makes it lighter may hold a part that makes it heavier.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.bits.groups import members
from zhunsheng.engine.explain.outcomes import DIRECTIONS, Direction, Outcome, outcome_of
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.fixed_facts import is_fixed
from zhunsheng.engine.variants.slots import Slots
from zhunsheng.engine.vocabulary.dates import PartialDate

#: How many variants are the columns of one pass: wide enough to be cheap, narrow enough for the memory of any machine.
AT_ONCE = 1 << 16


@dataclass(frozen=True)
class Alteration:
    """A smallest change of facts that alters the outcome."""

    changes: Variant
    direction: Direction
    outcome: Outcome


@dataclass(frozen=True)
class Alterations:
    """All of them up to a size.

    Attributes:
        size: Every change of up to so many facts was tried.
        tried: How many variants that was.
    """

    now: Outcome
    found: tuple[Alteration, ...]
    size: int
    tried: int


def alterations(slots: Slots, laws: BothLaws, subject: Instance, size: int = 2) -> Alterations:
    """The smallest changes of a subject's established facts that alter its outcome.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        size: The most facts that are changed at once.
    """
    singles = tuple(_singles(slots, subject))
    found: list[Alteration] = []
    now = outcome_of(slots.release, laws.outlooks(Columns.of(subject, ((),))), 0)
    tried = 0
    for number in range(1, size + 1):
        known = {direction: _small(found, direction) for direction in DIRECTIONS}
        for chunk in _chunks(_combinations(singles, number)):
            tried += len(chunk)
            for variant, outcome in _judged(slots, laws, subject, chunk):
                direction = now.towards(outcome)
                if direction and not _holds_one_of(known[direction], variant):
                    found.append(Alteration(variant, direction, outcome))
    return Alterations(now, tuple(found), size, tried)


def _singles(slots: Slots, subject: Instance) -> Iterator[Change]:
    """Every other value of every established fact that is not fixed."""
    for slot in slots.of(subject):
        holder = slot.holder(subject)
        known = slot.known(holder)
        if known is None or is_fixed(slot.ref, slots.release.vocabulary.fact(slot.ref)):
            continue
        for value in slots.values(slot, holder):
            if value != known and not isinstance(value, PartialDate):
                yield Change(slot, value)


def _combinations(singles: Sequence[Change], number: int) -> Iterator[Variant]:
    """Every choice of so many changes, no two of one slot."""
    for variant in itertools.combinations(singles, number):
        if len({change.slot for change in variant}) == number:
            yield variant


def _chunks(variants: Iterable[Variant]) -> Iterator[Sequence[Variant]]:
    remaining = iter(variants)
    while chunk := tuple(itertools.islice(remaining, AT_ONCE)):
        yield chunk


def _judged(
    slots: Slots, laws: BothLaws, subject: Instance, variants: Sequence[Variant]
) -> Iterator[tuple[Variant, Outcome]]:
    """The variants that end elsewhere and contradict nothing, with their outcomes, in their order."""
    # The case itself is the first column, so that what is new in a variant can be told from what was there before.
    found = laws.outlooks(Columns.of(subject, ((), *variants)))
    outcomes: dict[int, Outcome] = {}
    possible = ~found.impossible
    for group in found.alike():
        if not group & 1:
            ends = outcome_of(slots.release, found, next(members(group)))
            outcomes.update(dict.fromkeys(members(group & possible), ends))
    for bit in sorted(outcomes):
        yield variants[bit - 1], outcomes[bit]


def _small(found: Iterable[Alteration], direction: Direction) -> frozenset[frozenset[Change]]:
    return frozenset(frozenset(item.changes) for item in found if item.direction == direction)


def _holds_one_of(known: frozenset[frozenset[Change]], variant: Variant) -> bool:
    """Whether a part of a variant does the same already."""
    return any(
        frozenset(part) in known
        for number in range(1, len(variant))
        for part in itertools.combinations(variant, number)
    )
