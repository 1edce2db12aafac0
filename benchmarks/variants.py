"""Variants of one subject, each with another value in one slot: what the engine tries when it looks for the next question."""

from __future__ import annotations

from random import Random

from zhunsheng.engine.case import Instance
from zhunsheng.engine.variants.columns import Change, Variant
from zhunsheng.engine.variants.slots import Slots


def variants_of(subject: Instance, slots: Slots, number: int, seed: int = 0) -> tuple[Variant, ...]:
    """The subject as it is and, at random, variants that differ from it in one slot. Only some differ in their outcome."""
    random = Random(seed)
    changes = [
        Change(slot, value)
        for slot in slots.of(subject)
        for value in slots.values(slot, slot.holder(subject))
    ]
    return ((), *((change,) for change in random.choices(changes, k=number - 1)))
