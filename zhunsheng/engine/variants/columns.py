"""Variants of one subject as columns of bits: bit i of a rail belongs to variant i.

A variant differs from the case at hand in a slot or two. So no variant is ever built: for each slot there is a list of its other
values, each with a rail of the variants that have it. A comparison is then made once for each *value*, not for each variant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhunsheng.engine.case import Facts, Instance
from zhunsheng.engine.engines.bits.generation import Rail
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.facts import FactRef


@dataclass(frozen=True)
class Change:
    """Another value in a slot; None is unknown."""

    slot: Slot
    value: SlotValue | None


#: A variant: the changes that make it. None: the case as it is.
Variant = tuple[Change, ...]


@dataclass(frozen=True)
class Columns:
    """The variants of a subject.

    Attributes:
        subject: As it is; none of its conducts was given a law.
        full: A rail with the bit of every variant.
        cells: By slot: its other values, each with the variants that have it.
    """

    subject: Instance
    full: Rail
    cells: Mapping[Slot, Sequence[tuple[SlotValue | None, Rail]]]

    @staticmethod
    def of(subject: Instance, variants: Sequence[Variant]) -> Columns:
        """The columns of variants, in their order.

        Raises:
            ValueError: a variant holds one slot twice; it would have two values at once.
        """
        rails: dict[Slot, dict[SlotValue | None, list[int]]] = {}
        for bit, variant in enumerate(variants):
            if len({change.slot for change in variant}) < len(variant):
                raise ValueError(f"a variant holds one slot twice: {variant}")
            for change in variant:
                rails.setdefault(change.slot, {}).setdefault(change.value, []).append(bit)
        cells = {
            slot: tuple((value, _rail(bits, len(variants))) for value, bits in of_slot.items())
            for slot, of_slot in rails.items()
        }
        return Columns(subject, (1 << len(variants)) - 1, cells)

    def values(self, slot: Slot, known: SlotValue | None) -> Iterable[tuple[SlotValue | None, Rail]]:
        """Every value of a slot, each with the variants that have it; first the one that is known in the case."""
        cells = self.cells.get(slot, ())
        changed = 0
        for _, rail in cells:
            changed |= rail
        return ((known, self.full & ~changed), *cells)

    def groups(self, instance: Instance, refs: Iterable[FactRef]) -> tuple[tuple[Facts, Rail], ...]:
        """The variants by the values of some facts of an instance: the facts it then has, with the variants that have them."""
        slots = [
            slot
            for ref in refs
            if ref.entity in instance.pointers
            for slot in [Slot(instance.pointer(ref), ref)]
            if slot in self.cells
        ]
        if not slots:
            return ((instance.facts, self.full),)
        found = [(instance, self.full)]
        for slot in slots:
            cells = tuple(self.values(slot, slot.known(instance)))
            found = [
                (slot.given(changed, value), both)
                for changed, rail in found
                for value, of_value in cells
                if (both := rail & of_value)
            ]
        return tuple((changed.facts, rail) for changed, rail in found)


def _rail(bits: Sequence[int], count: int) -> Rail:
    """A rail with some bits set, made in one go however many there are."""
    octets = bytearray(count // 8 + 1)
    for bit in bits:
        octets[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(octets, "little")
