"""One reading serves two vocabularies: each release sees a block as though it had been read with its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.random_cases import random_cases
from zhunsheng.engine.batch.block_cases import as_cases, block_of
from zhunsheng.engine.case import Case, Facts
from zhunsheng.engine.impact.common_vocabulary import CommonVocabulary
from zhunsheng.engine.impact.seen_blocks import Seen, as_it_is, of_cases, seen
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.facts import EnumValue, Fact, FactRef, FactType, Text, Vocabulary

NOW = default_release().vocabulary
CONSEQUENCE = FactRef("incident", "consequence")
GAIN = FactRef("conduct", "personal_gain")
MANNER = FactRef("conduct", "manner")


def with_fact(ref: FactRef, change: Fact | None) -> Vocabulary:
    """The vocabulary with another fact in the place of one, or without it."""

    def facts(old: tuple[Fact, ...]) -> Iterator[Fact]:
        for fact in old:
            if fact.key != ref.fact:
                yield fact
            elif change is not None:
                yield change

    entities = (
        replace(entity, facts=tuple(facts(entity.facts))) if entity.key == ref.entity else entity
        for entity in NOW.entities
    )
    return Vocabulary(tuple(entities), NOW.conclusions)


def without_value(ref: FactRef, key: str) -> Vocabulary:
    fact = NOW.fact(ref)
    return with_fact(ref, replace(fact, values=tuple(value for value in fact.values if value.key != key)))


def with_value(ref: FactRef, key: str) -> Vocabulary:
    """With a value before all others."""
    fact = NOW.fact(ref)
    return with_fact(ref, replace(fact, values=(EnumValue(key, Text(key, key)), *fact.values)))


CASES = list(random_cases(default_release(), 150, seed=3))


def view(vocabulary: Vocabulary, common: CommonVocabulary) -> Seen:
    return seen(block_of(CASES, common.reads), common.reads, vocabulary)


def values(case: Case, ref: FactRef) -> set[object]:
    def of(facts: Facts) -> object:
        return facts.get(ref)

    parts = [case.facts, *(subject.facts for subject in case.subjects)]
    parts += [conduct.facts for subject in case.subjects for conduct in subject.conducts]
    return {repr(of(facts)) for facts in parts if of(facts) is not None}


def test_the_same_vocabulary_needs_no_translation() -> None:
    common = CommonVocabulary(NOW, NOW)
    assert common.same
    assert common.reads is NOW
    block = block_of(CASES, NOW)
    assert as_it_is(block).block is block


def test_other_words_for_people_are_the_same_to_a_reader() -> None:
    fact = NOW.fact(GAIN)
    assert CommonVocabulary(NOW, with_fact(GAIN, replace(fact, question=Text("？", "?")))).same
    assert not CommonVocabulary(NOW, with_fact(GAIN, replace(fact, name=Text("别名", "other")))).same


def test_a_fact_that_one_does_not_know_is_left_out_and_told() -> None:
    old = with_fact(GAIN, None)
    common = CommonVocabulary(old, NOW)
    assert common.reads.has(GAIN)
    found = view(old, common)
    assert found.unknown_columns == ("conduct.personal_gain",)
    assert found.kept.all()
    assert not any(values(case, GAIN) for case in as_cases(found.block, old))
    assert view(NOW, common).unknown_columns == ()


def test_values_stand_at_their_own_places() -> None:
    """A value before all others moves the places, and no case."""
    new = with_value(CONSEQUENCE, "trifling")
    common = CommonVocabulary(NOW, new)
    for vocabulary in (NOW, new):
        found = view(vocabulary, common)
        assert found.kept.all()
        assert list(as_cases(found.block, vocabulary)) == list(as_cases(block_of(CASES, NOW), NOW))


@pytest.mark.parametrize(("ref", "key"), [(CONSEQUENCE, "serious"), (MANNER, None)])
def test_a_case_with_a_value_that_one_does_not_know_is_bad(ref: FactRef, key: str | None) -> None:
    key = key or NOW.fact(ref).value_keys()[0]
    old = without_value(ref, key)
    common = CommonVocabulary(old, NOW)
    found = view(old, common)
    has_it = [any(f"'{key}'" in str(value) for value in values(case, ref)) for case in CASES]
    assert any(has_it)
    assert not all(has_it)
    assert found.unknown_values is not None
    assert list(found.unknown_values) == [f"{ref}={key}"]
    kept = [case.id for case, bad in zip(CASES, has_it, strict=True) if not bad]
    assert found.block.case_ids.to_pylist() == kept
    expected = [not bad for case, bad in zip(CASES, has_it, strict=True) for _ in case.subjects]
    assert found.kept.tolist() == expected
    readable = [case for case in as_cases(block_of(CASES, NOW), NOW) if case.id in kept]
    assert list(as_cases(found.block, old)) == readable
    assert view(NOW, common).kept.all()


def test_another_type_is_a_conflict() -> None:
    other = with_fact(GAIN, replace(NOW.fact(GAIN), type=FactType.INT))
    assert list(CommonVocabulary(NOW, other).conflicts) == [GAIN]
    assert not CommonVocabulary(NOW, NOW).conflicts


def test_some_cases_of_a_block_are_a_block() -> None:
    block = block_of(CASES, NOW)
    wanted = [number % 3 == 0 for number in range(len(CASES))]
    some = of_cases(block, np.array(wanted))
    every = list(as_cases(block, NOW))
    assert list(as_cases(some, NOW)) == every[::3]
    assert some.rows.tolist() == [
        row + 1 for row, case in enumerate(CASES) if row % 3 == 0 for _ in case.subjects
    ]
