"""Which unknown facts to ask about, in the order in which they matter.

Relevance is proved, not guessed from mention: every unknown fact that some open rule hangs on is tried with every value that
rules tell apart, all of them at once, as variants of the case on the bits of one pass of the circuit. A fact is asked about if
some answer to it alone changes where the subject can end, where the suggestion lies, or where it starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.verdict import FormVerdict, SubjectVerdict
from zhunsheng.engine.language.conditions import Condition, FactTest, LawDateTest, Quantified, leaves
from zhunsheng.engine.law_dates import ACT_DATE, CONTINUED_UNTIL, DECISION_DATE
from zhunsheng.engine.outcome import recommended_form, usual_form
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, FactValue


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
    release: Release, laws: BothLaws, subject: Instance, now: SubjectVerdict, pointers: Iterable[str]
) -> tuple[Question, ...]:
    """The questions that matter for a subject, the weightiest first. Every answer is judged under both laws anew.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        pointers: The unknown facts to try.
    """
    tried = [
        (pointer, ref, value)
        for pointer in pointers
        for ref in [_ref(pointer)]
        for value in _candidates(release, ref, _holder(subject, pointer, ref))
    ]
    if not tried:
        return ()
    variants = [subject, *(_with(subject, pointer, ref, value) for pointer, ref, value in tried)]
    _, *judged = laws.judge(variants, [None, *(ref for _, ref, _ in tried)])
    answers: dict[str, tuple[FactRef, list[Answer]]] = {}
    for (pointer, ref, value), variant in zip(tried, judged, strict=True):
        usual = usual_form(release.rules, laws.rules(variant), release.scale)
        recommended = recommended_form(laws.tracks(variant), release.scale, usual)
        answers.setdefault(pointer, (ref, []))[1].append(Answer(value, laws.forms(variant), recommended))
    usual = usual_form(release.rules, now.rules, release.scale)
    recommended = recommended_form(now.tracks, release.scale, usual)
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


def _holder(subject: Instance, pointer: str, ref: FactRef) -> Instance:
    """The instance that a fact belongs to: one of the conducts, or the subject (which sees case and incident as well)."""
    if ref.entity != "conduct":
        return subject
    return next(conduct for conduct in subject.parts if conduct.pointer(ref) == pointer)


def _with(subject: Instance, pointer: str, ref: FactRef, value: FactValue) -> Instance:
    """The subject with one more fact known. What does not see the fact is shared with the original."""
    holder = _holder(subject, pointer, ref)
    if holder is subject:
        conducts = tuple(_knowing(conduct, ref, value) for conduct in subject.parts)
        return replace(_knowing(subject, ref, value), parts=conducts)
    conducts = tuple(_knowing(part, ref, value) if part is holder else part for part in subject.parts)
    return replace(subject, parts=conducts)


def _knowing(instance: Instance, ref: FactRef, value: FactValue) -> Instance:
    known = instance.facts.get(ref)
    if isinstance(value, Mapping) and isinstance(known, Mapping):
        value = {**value, **known}
    return replace(instance, facts={**instance.facts, ref: value})


def _candidates(release: Release, ref: FactRef, holder: Instance) -> Iterator[FactValue]:
    """Values between which some rule tells a difference, and which what is known already leaves open."""
    fact, known = release.vocabulary.fact(ref), holder.facts.get(ref)
    match fact.type:
        case FactType.BOOL:
            yield from (True, False)
        case FactType.ENUM | FactType.ORDERED:
            yield from fact.value_keys()
        case FactType.SET:
            members = known if isinstance(known, Mapping) else {}
            yield from ({key: True} for key in fact.value_keys() if key not in members)
        case FactType.INT:
            limits = {
                int(test.operands[0])
                for test in _tests(release)
                if isinstance(test, FactTest) and test.fact == ref
            }
            yield from sorted({n for limit in limits for n in (limit - 1, limit, limit + 1) if n >= 0})
        case FactType.DATE:
            first, last = _sensible(ref, holder)
            for day in sorted({first, *_days(release, ref)} - {date.min}):
                within = not isinstance(known, PartialDate) or known.earliest <= day <= known.latest
                if within and first <= day <= last:
                    yield PartialDate.parse(day.isoformat())


def _sensible(ref: FactRef, holder: Instance) -> tuple[date, date]:
    """The days that a date can sensibly be: an act does not end, nor is it decided on, before it was done."""
    places = holder.parts or (holder,)
    acts = [day for place in places if isinstance(day := place.facts.get(ACT_DATE), PartialDate)]
    decided = holder.facts.get(DECISION_DATE)
    first = max((day.latest for day in acts), default=date.min) if ref in _AFTER_THE_ACT else date.min
    last = decided.latest if isinstance(decided, PartialDate) and ref != DECISION_DATE else date.max
    return first, max(first, last)


_AFTER_THE_ACT = (CONTINUED_UNTIL, DECISION_DATE)


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
