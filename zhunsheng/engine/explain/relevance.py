"""Which unknown facts can still change what is shown: by themselves, or together with how few others.

Every answer is tried in the case as it is and beside every other answer, in one pass (`variants.grids`; of days one at a time).
That settles all facts that matter alone or in pairs. The rest go to a solver (`proof.relevance`), which finds the fewest others
that it takes, or proves that no state of knowledge lets the fact matter. Rules that merely mention a fact prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.bits.groups import members
from zhunsheng.engine.proof.relevance import Relevance
from zhunsheng.engine.variants.columns import Change, Variant
from zhunsheng.engine.variants.grids import Grid
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot, Slots
from zhunsheng.engine.vocabulary.dates import PartialDate


@dataclass(frozen=True)
class Relevant:
    """The unknown slots that can matter.

    Attributes:
        grid: Each answer, alone (block 0) and beside each other answer.
        outlooks: What comes of it.
        companions: By slot: the fewest other answers with which it matters; empty where it does so alone.
        proved: Whether all others are proved not to matter. Else facts that matter only together with two others or more can
            be missing: nobody asked for a proof, or two laws compete, or a day is open.
    """

    grid: Grid
    outlooks: Outlooks
    companions: Mapping[Slot, Variant]
    proved: bool


def relevant(rules: CompiledRelease, subject: Instance, *, prove: bool) -> Relevant:
    """The unknown slots of a subject that can matter.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        prove: Whether to ask the solver about those that matter neither alone nor with one other. It takes the longest.
    """
    answers = tuple(open_answers(rules.slots, subject))
    grid = Grid(subject, ((), *((answer,) for answer in answers)), answers)
    found = rules.laws.outlooks(grid.columns)
    companions = dict(_by_trying(grid, found))
    settled = all(of.horizon is of.chosen and not of.question.compares for of in found.laws(0))
    if settled and prove:
        missing = dict.fromkeys(answer.slot for answer in answers if answer.slot not in companions)
        prover = Relevance(rules.slots, rules.circuits, rules.influence, found.open_law(0))
        companions.update(prover.companions(tuple(missing), least=2))
    return Relevant(grid, found, companions, settled and prove)


def _by_trying(grid: Grid, found: Outlooks) -> Iterator[tuple[Slot, Variant]]:
    """The slots that matter alone or with one other, each with the first state in which one of its answers does."""
    altering = grid.altering(found.shown(), found.impossible)
    by_slot: dict[Slot, list[int]] = {}
    for answer, states in zip(grid.answers, altering, strict=True):
        if states:
            by_slot.setdefault(answer.slot, []).append(next(members(states)))
    for slot, first in by_slot.items():
        yield slot, grid.states[min(first)]


def open_answers(slots: Slots, subject: Instance) -> Iterator[Change]:
    """Every answer to an unknown slot that rules tell apart; of a date that is known in part, every day within it."""
    for slot in slots.of(subject):
        holder = slot.holder(subject)
        known = slot.known(holder)
        if known is None or (isinstance(known, PartialDate) and not known.exact):
            yield from (Change(slot, value) for value in slots.values(slot, holder))
