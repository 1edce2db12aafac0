"""The parts of two conditions held beside each other, and the first that accounts for the conditions' having other values.

A part keeps its words from one release to the next, as a rule; where a threshold was changed it keeps the facts that it reads;
and where one was put in the place of another, as many are left on both sides. What still finds no partner stands on one side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

from zhunsheng.engine.suggestion import TraceCondition, TraceRule

#: Which reading of a trace is walked.
Reading: TypeAlias = Literal["established", "possible"]
READINGS: tuple[Reading, ...] = ("established", "possible")
PartPair: TypeAlias = "tuple[TraceCondition | None, TraceCondition | None]"


def value(node: TraceRule | TraceCondition, reading: Reading) -> str:
    """The value of a node in a reading: true, false or unknown."""
    found = getattr(node, reading)
    return found if isinstance(found, str) else str(found).lower()


def differing_part(before: TraceCondition, after: TraceCondition, reading: Reading) -> PartPair | None:
    """The first part that differs: in its value, or else one that stands on one side and can account for it."""
    pairs = tuple(paired(before, after))
    for pair in pairs:
        one, other = pair
        if one and other and value(one, reading) != value(other, reading):
            return pair
    alone = [pair for pair in pairs if pair[0] is None or pair[1] is None]
    return next((pair for pair in alone if _accounts(pair, before, after, reading)), next(iter(alone), None))


def paired(before: TraceCondition, after: TraceCondition) -> Iterator[PartPair]:
    """The parts side by side, in the order of the later condition; then what only the earlier one has."""
    partner: dict[int, int] = {}
    if before.operator == after.operator == "parts":
        partner = {number: number for number in range(min(len(before.parts), len(after.parts)))}
    else:
        for alike in (_words, _facts, _group):
            _pair(before.parts, after.parts, alike, partner)
        _pair_the_rest(before.parts, after.parts, partner)
    for number, part in enumerate(after.parts):
        yield (before.parts[partner[number]] if number in partner else None), part
    taken = set(partner.values())
    yield from ((part, None) for number, part in enumerate(before.parts) if number not in taken)


def _pair(
    before: Sequence[TraceCondition],
    after: Sequence[TraceCondition],
    alike: Callable[[TraceCondition], object],
    partner: dict[int, int],
) -> None:
    """Pairs what has no partner yet and is alike, first come, first served."""
    for number, part in enumerate(after):
        if number in partner or alike(part) is None:
            continue
        free = (
            place
            for place, other in enumerate(before)
            if place not in partner.values() and alike(other) == alike(part)
        )
        found = next(free, None)
        if found is not None:
            partner[number] = found


def _pair_the_rest(
    before: Sequence[TraceCondition], after: Sequence[TraceCondition], partner: dict[int, int]
) -> None:
    """What is left, where as much is left on both sides: one was put in the place of the other."""
    left = [number for number in range(len(before)) if number not in partner.values()]
    waiting = [number for number in range(len(after)) if number not in partner]
    if len(left) == len(waiting):
        partner.update(zip(waiting, left, strict=True))


def _words(part: TraceCondition) -> object:
    return part.operator, part.text, tuple(of.text for of in part.parts)


def _facts(part: TraceCondition) -> object:
    """What a comparison reads; the days of a law are asked about once in a rule, so they are alike whatever they are."""
    if part.operator == "law_date":
        return part.operator
    return (part.operator, *part.facts) if part.facts else None


def _group(part: TraceCondition) -> object:
    return part.operator if part.parts else None


def _accounts(pair: PartPair, before: TraceCondition, after: TraceCondition, reading: Reading) -> bool:
    """Whether a part without a partner can be why the whole has the value that it has on this side."""
    whole, part = (before, pair[0]) if pair[0] else (after, pair[1])
    if part is None:
        return False
    turned = {"true": "false", "false": "true", "unknown": "unknown"}
    of_part = value(part, reading)
    return value(whole, reading) == (turned[of_part] if whole.operator in ("not", "none") else of_part)
