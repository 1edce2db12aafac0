"""What a premise in the trace reads, and which part of that made it what it is.

A premise is a tree, and not every leaf of it carries its value: of *any of* what holds carries it, and what does not hold adds
nothing. One principle finds what does: where the value of a part is that of the whole, it bears on it; below a negation, where
it is the contrary. It is right for *all*, *any*, *at least*, and for conditions on parts, because in all of them a part that
becomes true can only make the whole true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.answer_trace import TraceCondition

Reading: TypeAlias = Literal["established", "possible"]

_CONTRARY = {"true": "false", "false": "true", "unknown": "unknown"}

#: What negates its parts.
NEGATIONS = ("not", "none")


@dataclass(frozen=True)
class Read:
    """A leaf of a premise.

    Attributes:
        wanted: False where the premise asks that it does not hold.
    """

    condition: TraceCondition
    wanted: bool


def leaves_read(condition: TraceCondition, wanted: bool = True) -> Iterator[Read]:
    """Every leaf, from left to right."""
    if not condition.parts:
        yield Read(condition, wanted)
    for part in condition.parts:
        yield from leaves_read(part, wanted is not (condition.operator in NEGATIONS))


def leaves_behind(condition: TraceCondition, reading: Reading, wanted: bool = True) -> Iterator[Read]:
    """The leaves that make a premise what it is in one of the readings."""
    if not condition.parts:
        yield Read(condition, wanted)
    value: str = getattr(condition, reading)
    negates = condition.operator in NEGATIONS
    for part in condition.parts:
        if getattr(part, reading) == (_CONTRARY[value] if negates else value):
            yield from leaves_behind(part, reading, wanted is not negates)
