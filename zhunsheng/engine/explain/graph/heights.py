"""Where each slot of a column stands, once the order is known: as near to its neighbours as order and distance allow.

With the order given, the best heights are a least-squares problem with a solution in one pass (isotonic regression by pooling
adjacent violators): slots that want to stand in each other's place are pooled and stand as a block around their mean wish. Sweeps
over the columns repeat it until lines are about as straight as they can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from zhunsheng.engine.explain.graph.columns import Columns, Slot

_SWEEPS = 24

#: How much harder a line pulls that runs between two lanes: a bend where there is no box is for nothing.
_PULL_OF_LANES = 4.0


def heights(columns: Columns, sizes: Mapping[Slot, float], gap: float, lane_gap: float) -> dict[Slot, float]:
    """The middle of each slot, by band from 0 downwards; bands do not know of each other.

    Args:
        sizes: The height of each slot.
        gap: Between two boxes.
        lane_gap: Between a lane and whatever is next to it.
    """
    beside: dict[Slot, list[tuple[Slot, float]]] = {}
    for one, other in columns.neighbours():
        pull = _PULL_OF_LANES if one.node is None and other.node is None else 1.0
        if one.band == other.band:
            beside.setdefault(one, []).append((other, pull))
            beside.setdefault(other, []).append((one, pull))
    stacks = [
        [slot for slot in column if slot.band == band]
        for band in sorted({slot.band for column in columns.columns for slot in column})
        for column in columns.columns
    ]
    found: dict[Slot, float] = {}
    steps = {id(stack): _steps(stack, sizes, gap, lane_gap) for stack in stacks}
    for stack in stacks:
        found |= dict(
            zip(stack, _apart([0.0] * len(stack), [1.0] * len(stack), steps[id(stack)]), strict=True)
        )
    for sweep in range(_SWEEPS):
        for stack in stacks if sweep % 2 == 0 else reversed(stacks):
            wishes, weights = [], []
            for slot in stack:
                pulls = beside.get(slot, [])
                weight = sum(pull for _, pull in pulls)
                wishes.append(
                    sum(found[other] * pull for other, pull in pulls) / weight if weight else found[slot]
                )
                weights.append(weight or 0.1)
            found |= dict(zip(stack, _apart(wishes, weights, steps[id(stack)]), strict=True))
    return _from_zero(found, sizes)


def _steps(stack: Sequence[Slot], sizes: Mapping[Slot, float], gap: float, lane_gap: float) -> list[float]:
    """How far the middles of two slots are apart at least; the first of it is 0."""
    found = [0.0] if stack else []
    for one, other in pairwise(stack):
        between = gap if one.node and other.node else lane_gap
        found.append((sizes[one] + sizes[other]) / 2 + between)
    return found


def _apart(wishes: Sequence[float], weights: Sequence[float], steps: Sequence[float]) -> list[float]:
    """The places nearest to what is wished, in the order given and at least `steps` apart."""
    offset, offsets = 0.0, []
    blocks: list[tuple[float, float, int]] = []  # mean wish, weight, how many
    for wish, weight, step in zip(wishes, weights, steps, strict=True):
        offset += step
        offsets.append(offset)
        mean, total, number = wish - offset, weight, 1
        while blocks and blocks[-1][0] > mean:
            before, heft, more = blocks.pop()
            mean, total, number = (mean * total + before * heft) / (total + heft), total + heft, number + more
        blocks.append((mean, total, number))
    means = [mean for mean, _, number in blocks for _ in range(number)]
    return [mean + off for mean, off in zip(means, offsets, strict=True)]


def _from_zero(found: Mapping[Slot, float], sizes: Mapping[Slot, float]) -> dict[Slot, float]:
    """Moves each band so that its uppermost slot begins at 0."""
    tops: dict[int, float] = {}
    for slot, middle in found.items():
        tops[slot.band] = min(tops.get(slot.band, middle), middle - sizes[slot] / 2)
    return {slot: middle - tops[slot.band] for slot, middle in found.items()}
