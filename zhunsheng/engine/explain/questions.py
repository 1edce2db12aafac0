"""Which unknown facts to ask about, in the order in which they matter.

Relevance is proved, not guessed from mention: every unknown fact that some open rule hangs on is tried with every value that
rules tell apart, all of them at once, as variants of the case on the bits of one pass of the circuit. A fact is asked about if
some answer to it alone changes where the subject can end, where the suggestion lies, or where it starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import FormVerdict, SubjectVerdict
from zhunsheng.engine.language.conditions import Condition, FactTest, LawDateTest, Quantified, leaves
from zhunsheng.engine.outcome import recommended_form
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, FactValue


@dataclass(frozen=True)
class Answer:
    """One answer to a question and where it would lead.

    Attributes:
        value: The fact's value (for a set: one member, in or not in it).
    """

    value: FactValue
    forms: FormVerdict
    recommended: int


@dataclass(frozen=True)
class Question:
    """An unknown fact that matters by itself, with its answers."""

    pointer: str
    ref: FactRef
    answers: tuple[Answer, ...]
    weight: int


def open_questions(
    release: Release,
    engine: BitsEngine,
    case: Case,
    subject: str,
    now: SubjectVerdict,
    pointers: Iterable[str],
) -> tuple[Question, ...]:
    """The questions that matter for a subject, the weightiest first.

    Args:
        pointers: The unknown facts to try.
    """
    tried = [
        (pointer, ref, value)
        for pointer in pointers
        for ref in [_ref(pointer)]
        for value in _candidates(release, release.vocabulary.fact(ref), ref)
    ]
    if not tried:
        return ()
    variants = [
        instances(case),
        *(instances(_with(case, pointer, ref, value)) for pointer, ref, value in tried),
    ]
    evaluated = engine.run(variants, [None, *(ref for _, ref, _ in tried)])
    part = next(part for part in evaluated.parts if part.instance.id == subject)
    answers: dict[str, tuple[FactRef, list[Answer]]] = {}
    for bit, (pointer, ref, value) in enumerate(tried, 1):
        recommended = recommended_form(engine.tracks(part, bit), release.scale)
        answers.setdefault(pointer, (ref, []))[1].append(Answer(value, engine.forms(part, bit), recommended))
    recommended = recommended_form(now.tracks, release.scale)
    questions = (
        Question(pointer, ref, tuple(found), _weight(found, now.forms, recommended))
        for pointer, (ref, found) in answers.items()
    )
    return tuple(sorted((q for q in questions if q.weight), key=lambda q: (-q.weight, q.pointer)))


def _weight(answers: Iterable[Answer], now: FormVerdict, recommended: int) -> int:
    """How much the answers differ from what is known now: change of the suggestion counts four times the horizon's."""
    return sum(
        4
        * (
            abs(answer.recommended - recommended)
            + abs(answer.forms.low - now.low)
            + abs(answer.forms.high - now.high)
        )
        + (now.highest - now.lowest)
        - (answer.forms.highest - answer.forms.lowest)
        for answer in answers
    )


def _ref(pointer: str) -> FactRef:
    steps = pointer.split("/")[1:]
    entity = {"case": "case", "incident": "incident"}.get(steps[0])
    if entity is None:
        entity = (
            "conduct" if "conducts" in steps else "circumstance" if "circumstances" in steps else "subject"
        )
    return FactRef(entity, steps[-1])


def _with(case: Case, pointer: str, ref: FactRef, value: FactValue) -> Case:
    """The case with one more fact known."""
    steps = pointer.split("/")[1:]
    if steps[0] != "subjects":
        return replace(case, facts=_added(case.facts, ref, value))
    position = int(steps[1])
    subject = case.subjects[position]
    if steps[2] == "conducts":
        number = int(steps[3])
        conduct = subject.conducts[number]
        changed = replace(conduct, facts=_added(conduct.facts, ref, value))
        subject = replace(
            subject, conducts=(*subject.conducts[:number], changed, *subject.conducts[number + 1 :])
        )
    else:
        subject = replace(subject, facts=_added(subject.facts, ref, value))
    return replace(case, subjects=(*case.subjects[:position], subject, *case.subjects[position + 1 :]))


def _added(facts: Mapping[FactRef, FactValue], ref: FactRef, value: FactValue) -> Mapping[FactRef, FactValue]:
    known = facts.get(ref)
    if isinstance(value, Mapping) and isinstance(known, Mapping):
        value = {**value, **known}
    return {**facts, ref: value}


def _candidates(release: Release, fact: Fact, ref: FactRef) -> Iterator[FactValue]:
    """Values between which some rule tells a difference."""
    match fact.type:
        case FactType.BOOL:
            yield from (True, False)
        case FactType.ENUM | FactType.ORDERED:
            yield from fact.value_keys()
        case FactType.SET:
            yield from ({key: True} for key in fact.value_keys())
        case FactType.INT:
            limits = {
                int(test.operands[0])
                for test in _tests(release)
                if isinstance(test, FactTest) and test.fact == ref
            }
            yield from sorted({n for limit in limits for n in (limit - 1, limit, limit + 1) if n >= 0})
        case FactType.DATE:
            yield from (PartialDate.parse(day.isoformat()) for day in sorted(set(_days(release, ref))))


def _days(release: Release, ref: FactRef) -> Iterator[date]:
    """The first days of every period that rules tell apart."""
    for test in _tests(release):
        if isinstance(test, FactTest) and test.fact == ref:
            yield date.fromisoformat(str(test.operands[0]))
        elif isinstance(test, LawDateTest):
            if test.start:
                yield test.start
            if test.end:
                yield test.end + timedelta(days=1)


def _tests(release: Release) -> Iterator[Condition]:
    def inside(condition: Condition) -> Iterator[Condition]:
        for leaf in leaves(condition):
            yield leaf
            if isinstance(leaf, Quantified):
                yield from inside(leaf.condition)

    for rule in release.rules.values():
        yield from inside(rule.premise)
