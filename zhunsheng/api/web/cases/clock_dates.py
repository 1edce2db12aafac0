"""The days from which terms run: every date of a case that the clock of some duty starts at, as fields to fill in.

They are read off the rules: a date belongs here if a rule's term runs from it, and the case has its place. So the page on which
terms are computed anew asks for the days of service and appeal that the law knows, and for nothing else.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.case_facts import stated_case
from zhunsheng.api.web.cases.shown import Shown
from zhunsheng.engine.case import instances, walk
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.language.documents import Value
from zhunsheng.engine.vocabulary.facts import FactRef


class ClockDate(Shown):
    """A day from which a term runs, by its pointer in the case document; `value` is "" where it is not known."""

    pointer: str
    name: str
    question: str
    value: str


class ClockDates(Shown):
    """The days of one subject; of the whole case where `subject` is null."""

    subject: str | None
    days: tuple[ClockDate, ...]


def clock_dates(hand: CaseAtHand) -> tuple[ClockDates, ...]:
    """The days of the newest evaluation's facts, those of the whole case first; none where they were erased."""
    case = stated_case(hand)
    if case is None:
        return ()
    refs = _refs(hand)
    places = {
        place.pointer(ref): (ref, place.facts.get(ref))
        for place in walk(instances(case))
        for ref in refs
        if ref.entity in place.pointers
    }
    found: dict[str | None, tuple[ClockDate, ...]] = {}
    for at, (ref, value) in places.items():
        steps = at.split("/")
        subject = case.subjects[int(steps[2])].id if steps[1] == "subjects" else None
        found[subject] = (*found.get(subject, ()), _shown(hand, at, ref, value))
    return tuple(ClockDates(subject=subject, days=days) for subject, days in found.items())


def with_days(document: Mapping[str, Value], days: Mapping[str, str]) -> dict[str, Value]:
    """The case document with other days; one that is "" is unknown.

    Args:
        days: By their pointers, which `clock_dates` gave.
    """
    made: dict[str, Any] = copy.deepcopy(dict(document))
    for at, day in days.items():
        *steps, last = at.split("/")[1:]
        holder: Any = made
        for step in steps:
            holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
        if day:
            holder[last] = day
        else:
            holder.pop(last, None)
    return made


def _refs(hand: CaseAtHand) -> tuple[FactRef, ...]:
    """The dates that clocks start at, in the order of the vocabulary."""
    starts = {rule.due.after for rule in hand.release.rules.values() if rule.due}
    return tuple(ref for ref, _ in hand.release.vocabulary.all_facts() if ref in starts)


def _shown(hand: CaseAtHand, at: str, ref: FactRef, value: object) -> ClockDate:
    fact = hand.release.vocabulary.fact(ref)
    # Conducts have to be told apart; a subject stands above its days.
    name = (
        pointer_name(at, hand.release, hand.language)
        if ref.entity == "conduct"
        else fact.name.get(hand.language)
    )
    return ClockDate(
        pointer=at,
        name=name,
        question=fact.question.get(hand.language),
        value="" if value is None else str(value),
    )
