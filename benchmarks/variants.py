"""Variants of one case, each with another value for one fact: what the engine tries when it looks for the next question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from zhunsheng.engine.case import Case, Instance, Subject, instances
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, FactValue, Vocabulary


@dataclass(frozen=True)
class Variant:
    """A variant, and the one fact in which it differs from the first (None: it is the first)."""

    instance: Instance
    changed: FactRef | None


def variants_of(case: Case, vocabulary: Vocabulary, number: int, seed: int = 0) -> tuple[Variant, ...]:
    """The case itself and, at random, cases that differ from it in one fact. Only some differ in their outcome."""
    random = Random(seed)
    facts = [
        (ref, values)
        for ref, values in _choices(vocabulary)
        if ref.entity != "conduct" or case.subjects[0].conducts
    ]
    found = [Variant(instances(case), None)]
    for ref, values in random.choices(facts, k=number - 1):
        found.append(Variant(instances(_with(case, ref, random.choice(values))), ref))
    return tuple(found)


def _choices(vocabulary: Vocabulary) -> Iterator[tuple[FactRef, tuple[FactValue, ...]]]:
    for ref, fact in vocabulary.all_facts():
        values = _values(fact)
        if values:
            yield ref, values


def _values(fact: Fact) -> tuple[FactValue, ...]:
    match fact.type:
        case FactType.BOOL:
            return (True, False)
        case FactType.ENUM | FactType.ORDERED:
            return fact.value_keys()
        case FactType.SET:
            return tuple({key: True} for key in fact.value_keys())
        case _:
            return ()


def _with(case: Case, ref: FactRef, value: FactValue) -> Case:
    """The case with another value for a fact: of the case, of the first subject, or of its first conduct."""
    if ref.entity in ("case", "incident"):
        return replace(case, facts=_changed(case.facts, ref, value))
    first = _with_in(case.subjects[0], ref, value)
    return replace(case, subjects=(first, *case.subjects[1:]))


def _with_in(subject: Subject, ref: FactRef, value: FactValue) -> Subject:
    if ref.entity != "conduct":
        return replace(subject, facts=_changed(subject.facts, ref, value))
    conduct = subject.conducts[0]
    first = replace(conduct, facts=_changed(conduct.facts, ref, value))
    return replace(subject, conducts=(first, *subject.conducts[1:]))


def _changed(
    facts: Mapping[FactRef, FactValue], ref: FactRef, value: FactValue
) -> Mapping[FactRef, FactValue]:
    return {**facts, ref: value}
