"""Round numbers along an axis: from 0 to just over the largest, in steps of 1, 2 or 5 times a power of ten."""

from __future__ import annotations

from itertools import count


def ticks(largest: int, at_most: int = 6) -> tuple[int, ...]:
    """The numbers at which an axis is marked; the last is no less than `largest`, and at least 1."""
    for power in count():
        for factor in (1, 2, 5):
            step = factor * 10**power
            number = max(1, -(-largest // step))
            if number < at_most:
                return tuple(step * place for place in range(number + 1))
    raise AssertionError("there is always a power of ten that is large enough")
