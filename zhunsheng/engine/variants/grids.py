"""Every answer tried in every state of knowledge, in one pass, and compared with the state itself.

A grid is laid out in blocks of one bit for each state. Block 0 holds the states as they are, and each further block the same
states with one answer more:

    bit = state + block * number of states

So where an answer alters something, its block differs from block 0, and one XOR over the whole width finds all of it. Thirty
thousand pairs of facts cost little more than one fact does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.bits.generation import Rail
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.slots import Slot, SlotValue
from zhunsheng.engine.vocabulary.dates import PartialDate


@dataclass(frozen=True)
class Grid:
    """States of knowledge of one subject, and answers.

    Attributes:
        states: Each by what is known in it beyond the case; the first is the case as it is, ``()``.
    """

    subject: Instance
    states: Sequence[Variant]
    answers: Sequence[Change]

    @cached_property
    def columns(self) -> Columns:
        """The variants. In a state that knows the slot of an answer already, the answer adds nothing; nor does a second day."""
        cells: dict[Slot, dict[SlotValue | None, Rail]] = {}

        def add(change: Change, rail: Rail) -> None:
            of_slot = cells.setdefault(change.slot, {})
            of_slot[change.value] = of_slot.get(change.value, 0) | rail

        knowing: dict[Slot | None, Rail] = {}
        for bit, state in enumerate(self.states):
            for change in state:
                knowing[_place(change)] = knowing.get(_place(change), 0) | 1 << bit
        for change, rail in self._stated().items():
            add(change, rail * self._every_block)
        for block, answer in enumerate(self.answers, 1):
            add(answer, (self._block & ~knowing.get(_place(answer), 0)) << block * len(self.states))
        full = (1 << len(self.states) * (len(self.answers) + 1)) - 1
        return Columns(self.subject, full, {slot: tuple(of.items()) for slot, of in cells.items()})

    def altering(self, rails: Iterable[Rail], contradictory: Rail) -> Sequence[Rail]:
        """For each answer, the states in which it alters one of the rails, as a rail over the states.

        Args:
            contradictory: The variants that nothing real can come to; they alter nothing.
        """
        altered = 0
        for rail in rails:
            altered |= rail ^ (rail & self._block) * self._every_block
        altered &= ~contradictory
        return [altered >> block * len(self.states) & self._block for block, _ in enumerate(self.answers, 1)]

    @cached_property
    def _block(self) -> Rail:
        """The states of block 0."""
        return (1 << len(self.states)) - 1

    @cached_property
    def _every_block(self) -> Rail:
        """The first bit of every block: times a rail over the states, that rail in every block."""
        return sum(1 << block * len(self.states) for block in range(len(self.answers) + 1))

    def _stated(self) -> dict[Change, Rail]:
        """What is known in the states, each with a rail of those that know it."""
        found: dict[Change, Rail] = {}
        for bit, state in enumerate(self.states):
            for change in state:
                found[change] = found.get(change, 0) | 1 << bit
        return found


def _place(change: Change) -> Slot | None:
    """What a state holds one value of: a slot; and of all days together one, because every two of them could be another law."""
    return None if isinstance(change.value, PartialDate) else change.slot
