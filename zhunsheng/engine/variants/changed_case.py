"""A case with other values in some slots, as a case of its own: what a variant becomes when both engines are to judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from zhunsheng.engine.case import Case, Facts, Instance
from zhunsheng.engine.variants.columns import Change

_Item = TypeVar("_Item")


def changed_case(case: Case, changes: Iterable[Change]) -> Case:
    """The case with these changes; None makes a fact unknown, or one member of a set.

    Raises:
        IndexError: a slot is of a subject or conduct that the case does not have.
    """
    for change in changes:
        case = _changed(case, change)
    return case


def _changed(case: Case, change: Change) -> Case:
    steps = change.slot.pointer.split("/")[1:]
    if steps[0] != "subjects":
        return replace(case, facts=_given(case.facts, change))
    position = int(steps[1])
    subject = case.subjects[position]
    if "conducts" in steps:
        place = int(steps[3])
        conduct = subject.conducts[place]
        changed = replace(conduct, facts=_given(conduct.facts, change))
        subject = replace(subject, conducts=_put(subject.conducts, place, changed))
    else:
        subject = replace(subject, facts=_given(subject.facts, change))
    return replace(case, subjects=_put(case.subjects, position, subject))


def _given(facts: Facts, change: Change) -> Facts:
    """Facts of one place with another value in a slot, as the slot itself gives it to an instance."""
    pointers = {change.slot.ref.entity: change.slot.pointer.rpartition("/")[0]}
    return change.slot.given(Instance("place", "", facts, pointers), change.value).facts


def _put(items: tuple[_Item, ...], position: int, item: _Item) -> tuple[_Item, ...]:
    return (*items[:position], item, *items[position + 1 :])
