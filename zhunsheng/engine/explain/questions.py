"""Which unknown facts to ask about, in the order in which they matter.

A fact is asked about if there is a state of knowledge that the case can still come to in which an answer to it alters what is
shown (`relevance`): the ranges, the bounds of what is possible, or what is recommended.

The first questions are those that narrow most between which forms the case can still end, on the average of their answers; among
equals those that move the suggestion most, then those that narrow most the measures. Facts that matter only together with others
come last, those that need the fewest others first. No answer is taken for likelier than another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.bits.groups import members
from zhunsheng.engine.explain.outcomes import Outcome, outcome_of
from zhunsheng.engine.explain.relevance import Reach, Relevant, relevant
from zhunsheng.engine.variants.columns import Change, Columns, Variant
from zhunsheng.engine.variants.outlooks import Outlooks
from zhunsheng.engine.variants.slots import Slot
from zhunsheng.engine.vocabulary.facts import FactRef


@dataclass(frozen=True)
class Prospect:
    """Where a state of knowledge stands.

    Attributes:
        width: Over all tracks, how many steps lie between the bounds of what is possible.
    """

    outcome: Outcome
    width: int


@dataclass(frozen=True)
class Answer:
    """One answer to a question, and where it would lead."""

    change: Change
    prospect: Prospect


@dataclass(frozen=True)
class Question:
    """An unknown fact that can matter, with its answers.

    Attributes:
        companions: The fewest other answers together with which it matters; empty where it does so by itself.
        before: Where the case stands with these.
        answers: Where it stands with these and an answer; no answer that contradicts what is known.
        narrowing: By how many forms an answer alone narrows what is possible, on the average.
        shift: By how many forms it alone moves the suggestion (both ends and the recommendation), on the average.
        finer: By how many steps it alone narrows the measures that are possible, on the average.
    """

    pointer: str
    ref: FactRef
    companions: Variant
    before: Prospect
    answers: tuple[Answer, ...]
    narrowing: Fraction
    shift: Fraction
    finer: Fraction


@dataclass(frozen=True)
class Questions:
    """What is still to be found out about a subject, the weightiest first.

    Attributes:
        reach: How far it was looked (see `relevance`): what else there is matters only beyond.
    """

    now: Prospect
    questions: tuple[Question, ...]
    reach: Reach


def open_questions(rules: CompiledRelease, subject: Instance, reach: Reach = "all") -> Questions:
    """The questions that matter for a subject. Every answer is judged under both laws anew.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        reach: How far to look.
    """
    found = relevant(rules, subject, reach)
    singles = _prospects(rules, found.outlooks, found.alone)
    facts: dict[tuple[str, FactRef], list[Slot]] = {}
    for slot in found.companions:
        facts.setdefault((slot.pointer, slot.ref), []).append(slot)
    chosen = {fact: _with_fewest(slots, found.companions) for fact, slots in facts.items()}
    beside = _beside(rules, subject, found, chosen)
    questions = (
        _question(pointer, ref, chosen[pointer, ref], _answers_to(found, slots), singles, beside)
        for (pointer, ref), slots in facts.items()
    )
    return Questions(singles[()], tuple(sorted(questions, key=_weight)), found.reach)


def _weight(question: Question) -> tuple[Fraction, Fraction, Fraction, int, str]:
    return (
        -question.narrowing,
        -question.shift,
        -question.finer,
        len(question.companions),
        question.pointer,
    )


def _with_fewest(slots: Iterable[Slot], companions: Mapping[Slot, Variant]) -> Variant:
    """Of a set, several members can matter: the fewest others that one of them needs; rather other facts than other members."""
    each = tuple(slots)
    return min(
        (companions[slot] for slot in each),
        key=lambda others: (len(others), any(change.slot.pointer == each[0].pointer for change in others)),
    )


def _answers_to(found: Relevant, slots: Sequence[Slot]) -> tuple[Change, ...]:
    """The answers to a fact that contradict nothing that is known."""
    impossible = found.outlooks.impossible
    return tuple(
        answer
        for bit, answer in enumerate(found.answers, 1)
        if answer.slot in slots and not impossible >> bit & 1
    )


def _beside(
    rules: CompiledRelease, subject: Instance, found: Relevant, chosen: Mapping[tuple[str, FactRef], Variant]
) -> Mapping[Variant, Prospect]:
    """Where the states lead in which facts matter that do not so by themselves."""
    states: dict[Variant, None] = {}
    for slot in found.companions:
        if companions := chosen[slot.pointer, slot.ref]:
            states[companions] = None
            # Of a set, a member that is answered already beside the question is no answer to it.
            if all(change.slot != slot for change in companions):
                states.update(dict.fromkeys((*companions, answer) for answer in _answers_to(found, (slot,))))
    if not states:
        return {}
    return _prospects(rules, rules.laws.outlooks(Columns.of(subject, tuple(states))), tuple(states))


def _prospects(
    rules: CompiledRelease, outlooks: Outlooks, states: Sequence[Variant]
) -> Mapping[Variant, Prospect]:
    """Where each of some states stands that are the first columns of a pass, but for those that contradict themselves."""
    found: dict[Variant, Prospect] = {}
    for group in outlooks.alike(within=(1 << len(states)) - 1 & ~outlooks.impossible):
        first = next(members(group))
        tracks = outlooks.tracks(first).values()
        prospect = Prospect(
            outcome_of(rules.release, outlooks, first), sum(track.highest - track.lowest for track in tracks)
        )
        found.update((states[bit], prospect) for bit in members(group))
    return found


def _question(
    pointer: str,
    ref: FactRef,
    companions: Variant,
    changes: Sequence[Change],
    singles: Mapping[Variant, Prospect],
    beside: Mapping[Variant, Prospect],
) -> Question:
    now = singles[()]
    alone = [singles[(change,)] for change in changes]
    states = beside if companions else singles
    return Question(
        pointer,
        ref,
        companions,
        states[companions],
        tuple(
            Answer(change, states[made]) for change in changes if (made := (*companions, change)) in states
        ),
        _mean(_narrowing(now, after) for after in alone),
        _mean(_shift(now, after) for after in alone),
        _mean(now.width - after.width for after in alone),
    )


def _mean(found: Iterable[int]) -> Fraction:
    numbers = tuple(found)
    return Fraction(sum(numbers), len(numbers)) if numbers else Fraction(0)


def _narrowing(before: Prospect, after: Prospect) -> int:
    """By how many forms the possible range is narrower."""
    old, new = before.outcome.forms, after.outcome.forms
    return (old.highest - old.lowest) - (new.highest - new.lowest)


def _shift(before: Prospect, after: Prospect) -> int:
    """By how many forms the suggestion moves."""
    old, new = before.outcome, after.outcome
    return (
        abs(new.recommended - old.recommended)
        + abs(new.forms.low - old.forms.low)
        + abs(new.forms.high - old.forms.high)
    )
