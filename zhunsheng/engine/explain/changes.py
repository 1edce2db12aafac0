"""What would change it: every smallest change of established facts that makes the outcome heavier or lighter.

All changes of one slot are the columns of one pass, all of two those of another, all of three those of a few more. Rules tell
only the values apart that are tried, so what is not found does not exist: "no change of up to two facts alters this" is proved by
having tried them all.

Left out are facts that nobody disputes or can have otherwise (who it is, where and when: `is_fixed`), values that contradict
what else is known (`contradictions.yaml`), and changes of which a part does the same already. A change is *smallest* for its
direction: one that makes it lighter may hold a part that makes it heavier.

Outcomes are compared by the recommended form, then by the upper and the lower end of the range. Where these are the same, by the
recommended measures: lighter where no ladder is higher, heavier where none is lower, and else merely another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.bits.groups import members
from zhunsheng.engine.engines.verdict import FormVerdict
from zhunsheng.engine.matched_sanctions import asked_of, open_to_matching
from zhunsheng.engine.outcome import recommended_steps, usual_form
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slots
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Weight

Direction: TypeAlias = Literal["lighter", "heavier", "other"]

DIRECTIONS: tuple[Direction, ...] = ("lighter", "heavier", "other")

#: How many variants are the columns of one pass: wide enough to be cheap, narrow enough for the memory of any machine.
AT_ONCE = 1 << 16


@dataclass(frozen=True)
class Outcome:
    """Where a variant ends, in the established reading.

    Attributes:
        steps: The recommended step of each track, in the order of the scale.
    """

    forms: FormVerdict
    recommended: int
    steps: tuple[int, ...]

    def towards(self, other: Outcome) -> Direction | None:
        """In which direction another outcome lies; None where it is the same."""
        mine, its = ((of.recommended, of.forms.high, of.forms.low) for of in (self, other))
        if mine != its:
            return "heavier" if its > mine else "lighter"
        pairs = tuple(zip(self.steps, other.steps, strict=True))
        if all(one == another for one, another in pairs):
            return None
        if all(one <= another for one, another in pairs):
            return "heavier"
        return "lighter" if all(one >= another for one, another in pairs) else "other"


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


def is_fixed(ref: FactRef, fact: Fact) -> bool:
    """Whether a fact says who, where or when, which nobody would find otherwise on looking again at what was done."""
    about_persons_and_places = ref.entity in ("case", "incident", "subject") and fact.weight is Weight.NEUTRAL
    return about_persons_and_places or fact.type is FactType.DATE


def alterations(slots: Slots, laws: BothLaws, subject: Instance, size: int = 2) -> Alterations:
    """The smallest changes of a subject's established facts that alter its outcome.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        size: The most facts that are changed at once.
    """
    singles = tuple(_singles(slots, subject))
    found: list[Alteration] = []
    now = _outcome(slots, laws.outlooks(Columns.of(subject, ((),))), 0)
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
        holder = next(place for place in (subject, *subject.parts) if slot.seen_by(place))
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
    # The case itself is the last column, so that what is new in a variant can be told from what was there before.
    found = laws.outlooks(Columns.of(subject, (*variants, ())))
    here = 1 << len(variants)
    contradictory = found.contradictory if not found.contradictory & here else 0
    outcomes: dict[int, Outcome] = {}
    for group in found.alike():
        if not group & here:
            ends = _outcome(slots, found, next(iter(members(group))))
            outcomes.update(dict.fromkeys(members(group & ~contradictory), ends))
    for bit in sorted(outcomes):
        yield variants[bit], outcomes[bit]


def _outcome(slots: Slots, found: Outlooks, bit: int) -> Outcome:
    scale = slots.release.scale
    tracks = found.tracks(bit)
    rules = found.rules(bit)
    usual = usual_form(slots.release.rules, rules, scale)
    matching = open_to_matching(
        slots.release, asked_of(slots.release, found.columns.subject), lambda rule: rules[rule].established
    )
    steps = recommended_steps(tracks, scale, usual, matching)
    return Outcome(
        found.forms(bit), found.recommended(bit), tuple(steps[track.key] for track in scale.tracks)
    )


def _small(found: Iterable[Alteration], direction: Direction) -> frozenset[frozenset[Change]]:
    return frozenset(frozenset(item.changes) for item in found if item.direction == direction)


def _holds_one_of(known: frozenset[frozenset[Change]], variant: Variant) -> bool:
    """Whether a part of a variant does the same already."""
    return any(
        frozenset(part) in known
        for number in range(1, len(variant))
        for part in itertools.combinations(variant, number)
    )
