"""The smallest groups of unknown facts that would settle a case: what to find out, and with what result, so that it is decided.

A case is settled where nothing that is still unknown can change what its answer says of the forms: both ends of the range and the
recommended form are known in the possible reading, whatever else comes to light. For each form that a case can still come to,
MaxSAT finds the fewest facts whose answers settle it there, and then every other group of the same size, up to a limit.

No group settles a case whatever the answers are, short of all facts that matter: for each of these there is a state in which it
alone decides. So a group comes with its answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.outputs import FormOutput, Reading, RecommendedOutput
from zhunsheng.engine.proof.cheapest import cheapest_first
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Offers, Rails, TwoRails
from zhunsheng.engine.proof.refusal import refuse_contradictions
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.variants.columns import Variant
from zhunsheng.engine.variants.slots import Slot, Slots, SlotValue

#: So many groups are told for each form.
TOLD = 3


@dataclass(frozen=True)
class Settlement:
    """How a case would be settled at a form.

    Attributes:
        recommended: The form that is then recommended.
        groups: The smallest groups of answers that settle it there, all of one size.
        more: Whether there are more of that size than are told.
    """

    recommended: int
    groups: tuple[Variant, ...]
    more: bool


def settlements(
    slots: Slots, circuits: Circuits, subject: Instance, told: int = TOLD
) -> tuple[Settlement, ...]:
    """How a case would be settled at each form, from the lightest; a form at which it cannot be settled is left out.

    Args:
        subject: Under all the law that can still govern its conducts.
        told: The most groups that are told for a form.
    """
    rails = Rails(slots.release.vocabulary, circuits, subject, _answers(slots))
    outputs = circuits.subject.outputs

    def row(end: str) -> Sequence[TwoRails]:
        return [rails.of_subject(outputs[FormOutput(end, form, Reading.POSSIBLE)]) for form in FORMS]  # type: ignore[arg-type]  # one of the ends

    recommended = [rails.of_subject(outputs[RecommendedOutput(form, Reading.POSSIBLE)]) for form in FORMS]
    for true, false in (*row("low"), *row("high"), *recommended):
        rails.clauses.add([true, false])
    refuse_contradictions(slots.release, rails, circuits, subject)
    order = {slot: place for place, slot in enumerate(slots.of(subject))}
    return tuple(_settlements(rails, recommended, told, order))


def _settlements(
    rails: Rails, recommended: Sequence[TwoRails], told: int, order: Mapping[Slot, int]
) -> Iterator[Settlement]:
    for form in (0, *FORMS):
        wanted: list[Literal] = [recommended[form - 1][0]] if form else []
        wanted += [recommended[form][1]] if form < FORMS[-1] else []
        groups = tuple(islice(_smallest(rails, wanted), told + 1))
        if groups:
            sorted_groups = (tuple(sorted(group, key=lambda c: order[c.slot])) for group in groups[:told])
            yield Settlement(form, tuple(sorted_groups), len(groups) > told)


def _smallest(rails: Rails, wanted: Sequence[Literal]) -> Iterator[Variant]:
    """Every group of the smallest size, one after the other."""
    size = None
    for group in cheapest_first(rails, wanted, lambda _: 1):
        size = len(group) if size is None else size
        if len(group) > size:
            return
        yield group


def _answers(slots: Slots) -> Offers:
    """Every answer to what is unknown."""

    def answers(slot: Slot, holder: Instance) -> Sequence[SlotValue | None]:
        return slots.values(slot, holder) if slot.known(holder) is None else ()

    return answers
