"""Which unknown facts to ask about, in the order in which they matter.

Relevance is proved, not guessed from mention: every unknown fact that rules read is tried with every value between which they
tell a difference, all at once, as columns of one pass of the circuit. A fact is asked about if some answer to it alone changes
where the subject can end, where the suggestion lies, or where it starts.

The first questions are those that narrow most what is possible, on the average of their answers; among equals those that move the
suggestion most. No answer is taken for likelier than another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.verdict import FormVerdict
from zhunsheng.engine.variants.columns import Change, Columns
from zhunsheng.engine.variants.slots import Slot, Slots, SlotValue
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue


@dataclass(frozen=True)
class Answer:
    """One answer to a question and where it would lead.

    Attributes:
        value: The fact's value (of a set: one member, known to be in it).
    """

    value: FactValue
    forms: FormVerdict
    recommended: int


@dataclass(frozen=True)
class Question:
    """An unknown fact that matters by itself, with its answers.

    Attributes:
        narrowing: By how many forms an answer narrows what is possible, on the average.
        shift: By how many forms it moves the suggestion (both ends and the recommendation), on the average.
    """

    pointer: str
    ref: FactRef
    answers: tuple[Answer, ...]
    narrowing: Fraction
    shift: Fraction


def open_questions(slots: Slots, laws: BothLaws, subject: Instance) -> tuple[Question, ...]:
    """The questions that matter for a subject, the weightiest first. Every answer is judged under both laws anew.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
    """
    tried = [
        Change(slot, value)
        for slot in slots.of(subject)
        for holder in [_holder(subject, slot)]
        if _is_open(slot.known(holder))
        for value in slots.values(slot, holder)
        if slot.member is None or value is True
    ]
    found = laws.outlooks(Columns.of(subject, [(), *((change,) for change in tried)]))
    answers: dict[tuple[str, FactRef], list[Answer]] = {}
    for bit, change in enumerate(tried, 1):
        answer = Answer(_whole(change), found.forms(bit), found.recommended(bit))
        answers.setdefault((change.slot.pointer, change.slot.ref), []).append(answer)
    now = Answer(False, found.forms(0), found.recommended(0))
    questions = (
        Question(pointer, ref, tuple(of_fact), _mean(of_fact, now, _narrowing), _mean(of_fact, now, _shift))
        for (pointer, ref), of_fact in answers.items()
        if any((of.forms, of.recommended) != (now.forms, now.recommended) for of in of_fact)
    )
    return tuple(sorted(questions, key=lambda q: (-q.narrowing, -q.shift, q.pointer)))


def _is_open(known: SlotValue | None) -> bool:
    return known is None or (isinstance(known, PartialDate) and not known.exact)


def _holder(subject: Instance, slot: Slot) -> Instance:
    """An instance that sees the slot: the subject, or one of its conducts."""
    return next(place for place in (subject, *subject.parts) if slot.seen_by(place))


def _whole(change: Change) -> FactValue:
    """The value of the fact: of a set, the member that would be in it."""
    if change.slot.member is not None:
        return {change.slot.member: True}
    if change.value is None:
        raise ValueError(f"{change.slot.pointer}: an answer is a value")
    return change.value


def _mean(answers: Iterable[Answer], now: Answer, of: Callable[[Answer, Answer], int]) -> Fraction:
    found = [of(answer, now) for answer in answers]
    return Fraction(sum(found), len(found))


def _narrowing(answer: Answer, now: Answer) -> int:
    """By how many forms the possible range is narrower."""
    return (now.forms.highest - now.forms.lowest) - (answer.forms.highest - answer.forms.lowest)


def _shift(answer: Answer, now: Answer) -> int:
    """By how many forms the suggestion moves."""
    return (
        abs(answer.recommended - now.recommended)
        + abs(answer.forms.low - now.forms.low)
        + abs(answer.forms.high - now.forms.high)
    )
