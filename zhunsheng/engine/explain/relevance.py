"""Which unknown facts can still change what is shown: by themselves, or together with how few others.

Each answer is tried in the case as it is; then, for the facts that do not matter so, beside every other answer, of days one at a
time (`variants.grids`); what is left goes to a solver (`proof.relevance`), which finds the fewest others that it takes, or proves
that no state of knowledge lets the fact matter. Rules that merely mention a fact prove nothing.

Each step costs more than the one before, so one asks how far to go, and the answer says how far it went.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.bits.generation import Rail
from zhunsheng.engine.engines.bits.groups import members
from zhunsheng.engine.proof.relevance import Relevance
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.grids import Grid
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot, Slots
from zhunsheng.engine.vocabulary.dates import PartialDate

#: How far it was looked: facts that matter alone; also with one other; or all, and the rest is proved not to matter.
Reach: TypeAlias = Literal["alone", "pairs", "all"]

#: So many variants, times the conducts that each of them has, are tried for pairs. A subject with more asks for too much.
TRIED = 1 << 22
#: So many answers, times the conducts, the solver is asked about: it takes a tenth of a second for one conduct, seconds for two.
PROVED = 500


@dataclass(frozen=True)
class Relevant:
    """The unknown slots that can matter.

    Attributes:
        answers: Every answer to an unknown slot.
        outlooks: What comes of the case as it is (bit 0), and of each answer alone (bit 1 and on).
        companions: By slot: the fewest other answers with which it matters; empty where it does so alone.
        reach: How far it was looked. "all" is not to be had where two laws compete, a day is open, or with many conducts.
    """

    answers: Sequence[Change]
    outlooks: Outlooks
    companions: Mapping[Slot, Variant]
    reach: Reach

    @property
    def alone(self) -> Sequence[Variant]:
        """The variants of the outlooks, in their order."""
        return ((), *((answer,) for answer in self.answers))


def relevant(rules: CompiledRelease, subject: Instance, reach: Reach) -> Relevant:
    """The unknown slots of a subject that can matter.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        reach: How far to look. It is not looked so far where a subject has too many conducts, or its law is not settled.
    """
    answers = tuple(open_answers(rules.slots, subject))
    alone = ((), *((answer,) for answer in answers))
    found = rules.laws.outlooks(Columns.of(subject, alone))
    companions: dict[Slot, Variant] = dict.fromkeys(_altering_alone(answers, found), ())
    others = tuple(answer for answer in answers if answer.slot not in companions)
    if reach == "alone" or len(alone) * (len(others) + 1) * len(subject.parts) > TRIED:
        return Relevant(answers, found, companions, "alone")
    companions.update(_in_pairs(rules, Grid(subject, alone, others)))
    settled = all(of.horizon is of.chosen and not of.question.compares for of in found.laws(0))
    if reach == "pairs" or not settled or len(answers) * len(subject.parts) > PROVED:
        return Relevant(answers, found, companions, "pairs")
    missing = dict.fromkeys(answer.slot for answer in others if answer.slot not in companions)
    prover = Relevance(rules.slots, rules.circuits, rules.influence, found.open_law(0))
    companions.update(prover.companions(tuple(missing), least=2))
    return Relevant(answers, found, companions, "all")


def _altering_alone(answers: Sequence[Change], found: Outlooks) -> Iterator[Slot]:
    """The slots of the answers that alter what is shown."""
    altered = 0
    for rail in found.shown():
        altered |= rail ^ (found.columns.full if rail & 1 else 0)
    altered &= ~found.impossible
    yield from (answer.slot for bit, answer in enumerate(answers, 1) if altered >> bit & 1)


def _in_pairs(rules: CompiledRelease, grid: Grid) -> Iterator[tuple[Slot, Variant]]:
    """The slots that matter with one other answer, each with the first that does it; rather no other member of its set."""
    found = rules.laws.outlooks(grid.columns)
    altering = grid.altering(found.shown(), found.impossible)
    by_slot: dict[Slot, Rail] = {}
    for answer, states in zip(grid.answers, altering, strict=True):
        if states:
            by_slot[answer.slot] = by_slot.get(answer.slot, 0) | states
    for slot, states in by_slot.items():
        others = (bit for bit in members(states) if not _of_fact(grid.states[bit], slot.pointer))
        yield slot, grid.states[next(others, next(members(states)))]


def _of_fact(state: Variant, pointer: str) -> bool:
    return any(change.slot.pointer == pointer for change in state)


def open_answers(slots: Slots, subject: Instance) -> Iterator[Change]:
    """Every answer to an unknown slot that rules tell apart; of a date that is known in part, every day within it."""
    for slot in slots.of(subject):
        holder = slot.holder(subject)
        known = slot.known(holder)
        if known is None or (isinstance(known, PartialDate) and not known.exact):
            yield from (Change(slot, value) for value in slots.values(slot, holder))
