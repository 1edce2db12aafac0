"""Small changes to a case document: one more fact known, one more harm, one more ground of tolerance.

Each function lists every change of its kind that a document admits, as whole new documents; a property then compares them
with the original, in one bit-parallel pass.
"""

from __future__ import annotations

import calendar
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.strategies import Plain, facts_at, places, values_of
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Weight


@dataclass(frozen=True)
class Change:
    """One changed fact.

    Attributes:
        position: Number of the part of the document (in the order of `places`) that holds the fact.
        before: None where it was unknown.
    """

    position: int
    ref: FactRef
    before: Any
    after: Any

    def made_in(self, document: Plain) -> Plain:
        """The document with the change."""
        changed = copy.deepcopy(document)
        part, _ = list(places(changed))[self.position]
        part[self.ref.fact] = self.after
        return changed


def learnings(document: Plain) -> Iterator[Change]:
    """Every way of learning one thing more: an unknown fact, a member of a set, the rest of a date."""
    for position, ref, fact, value in _facts(document):
        if fact.type is FactType.SET:
            known = value or {}
            missing = [key for key in fact.value_keys() if key not in known]
            yield from (
                Change(position, ref, value, {**known, key: yes}) for key in missing for yes in (True, False)
            )
        elif value is None:
            yield from (Change(position, ref, None, learnt) for learnt in values_of(ref))
        elif fact.type is FactType.DATE:
            yield from (Change(position, ref, value, day) for day in _sharper(value))


def _sharper(text: str) -> Iterator[str]:
    """More exact dates within a partial one: its ends and its middle."""
    if len(text) == 4:
        yield from (f"{text}-{month:02d}" for month in (1, 6, 7, 12))
        yield from (f"{text}-01-01", f"{text}-06-30", f"{text}-12-31")
    elif len(text) == 7:
        last = calendar.monthrange(int(text[:4]), int(text[5:]))[1]
        yield from (f"{text}-{day:02d}" for day in (1, 15, last))


def weighings(document: Plain, weight: Weight) -> Iterator[Change]:
    """Every way of adding to the facts of a weight: one becomes true, rises, or gains a member."""
    for position, ref, fact, value in _facts(document):
        if fact.weight is weight:
            yield from (Change(position, ref, value, after) for after in _more(ref, fact, value))


def _more(ref: FactRef, fact: Fact, value: Any) -> Iterator[Any]:
    match fact.type:
        case FactType.BOOL if value is not True:
            yield True
        case FactType.ORDERED:
            keys = fact.value_keys()
            yield from keys[keys.index(value) + 1 :] if value is not None else keys[-1:]
        case FactType.INT:
            numbers = sorted(values_of(ref))
            yield from (n for n in numbers if n > value) if value is not None else numbers[-1:]
        case FactType.SET:
            known = value or {}
            yield from ({**known, key: True} for key in fact.value_keys() if not known.get(key))


def _facts(document: Plain) -> Iterator[tuple[int, FactRef, Fact, Any]]:
    """Every fact of every part of a document, with its value or None."""
    for position, (part, entity) in enumerate(places(document)):
        for ref, fact in facts_at(entity):
            yield position, ref, fact, part.get(fact.key)
