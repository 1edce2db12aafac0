"""Gives the conducts of a case the laws that they are to be judged under: trees of instances in, trees of instances out.

Which two laws are to be compared for a conduct is a `Question`; `standing`, `taking` and `still_open` say, conduct by conduct,
which law a run of the engine gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from zhunsheng.engine.case import Instance
from zhunsheng.engine.law_dates import LawDates, open_dates, settled_by_dates
from zhunsheng.engine.lighter_law import Choice, Reason
from zhunsheng.engine.vocabulary.dates import PartialDate


@dataclass(frozen=True)
class Question:
    """Which two laws are to be compared for a conduct.

    Attributes:
        act: The day that stands for the act's, where its own does not say which law it was.
        other: The day of the law to compare with; None where there is nothing to compare.
        reason: Why there is nothing to compare, or why only the other law is known.
        uncertain: The law changed within what is known of the two days; the earliest day stands for each.
    """

    act: PartialDate | None = None
    other: PartialDate | None = None
    reason: Reason | None = None
    uncertain: bool = False


#: One question for each conduct, in their order.
Asked: TypeAlias = tuple[Question, ...]


def conducts(instance: Instance) -> Iterator[Instance]:
    """The conducts of a case, a subject, or the conduct itself."""
    if instance.level == "conduct":
        yield instance
    for part in instance.parts:
        yield from conducts(part)


def compares(asked: Asked) -> bool:
    """Whether there are two laws to compare for any conduct."""
    return any(question.other for question in asked)


#: The law of a conduct, by its number.
LawOf: TypeAlias = Callable[[Instance, int], LawDates]


def standing(asked: Asked) -> LawOf:
    """The earliest law that the act can have had, where its day does not say which."""

    def law(conduct: Instance, number: int) -> LawDates:
        day = asked[number].act
        return replace(conduct.law_dates, act=day) if day else conduct.law_dates

    return law


def taking(asked: Asked, choices: Sequence[Choice] | None = None) -> LawOf:
    """The law of the decision for every conduct that compares, or for those that chose it."""

    def law(conduct: Instance, number: int) -> LawDates:
        day = asked[number].other
        if day and (choices is None or choices[number].applied == "decision"):
            return replace(conduct.law_dates, act=day)
        return conduct.law_dates

    return law


def still_open(applied: Instance, choices: Sequence[Choice]) -> LawOf:
    """All the law that can still govern each conduct of a tree that stands under the chosen laws."""
    chosen = [conduct.law_dates.act for conduct in conducts(applied)]

    def law(conduct: Instance, number: int) -> LawDates:
        settled = choices[number].settled and settled_by_dates(conduct.facts)
        return open_dates(conduct.facts, chosen[number] if settled else None)

    return law


def under(root: Instance, law: LawOf, made: dict[tuple[int, LawDates], Instance]) -> Instance:
    """A tree with other laws. Conducts that variants share stay shared, so that the engine need not compare them again.

    Args:
        made: The conducts made so far, by the identity of the original and its law.
    """
    numbers = iter(range(len(tuple(conducts(root)))))

    def changed(instance: Instance) -> Instance:
        if instance.level == "conduct":
            dates = law(instance, next(numbers))
            if dates == instance.law_dates:
                return instance
            return made.setdefault((id(instance), dates), replace(instance, law=dates))
        parts = tuple(changed(part) for part in instance.parts)
        shared = all(one is other for one, other in zip(parts, instance.parts, strict=True))
        return instance if shared else replace(instance, parts=parts)

    return changed(root)
