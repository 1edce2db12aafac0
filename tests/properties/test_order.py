"""Order says nothing: of subjects, of conducts, of keys in a document, of rules in a file."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import examples
from tests.strategies import Plain, cases, documents, read
from zhunsheng.engine.case import Case
from zhunsheng.engine.circuit.compiler import compile_circuits
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import differences
from zhunsheng.engine.release import Release


@settings(max_examples=examples(200))
@given(document=documents(), data=st.data())
def test_the_order_of_subjects_and_of_conducts_changes_nothing(
    bits: BitsEngine, document: Plain, data: st.DataObject
) -> None:
    subjects = [
        {**subject, "conducts": data.draw(st.permutations(subject["conducts"]))}
        for subject in data.draw(st.permutations(document["subjects"]))
    ]
    assert (
        list(
            differences(
                bits.evaluate(read(document)), bits.evaluate(read({**document, "subjects": subjects}))
            )
        )
        == []
    )


@settings(max_examples=examples(100))
@given(document=documents(), seed=st.integers(0, 2**32))
def test_the_order_of_keys_changes_nothing(bits: BitsEngine, document: Plain, seed: int) -> None:
    assert bits.evaluate(read(shuffled(document, Random(seed)))) == bits.evaluate(read(document))


@pytest.fixture(scope="module")
def engines_on_shuffled_rules(release: Release) -> list[BitsEngine]:
    made = []
    for seed in range(3):
        rules = list(release.rules.values())
        Random(seed).shuffle(rules)
        made.append(
            BitsEngine(
                compile_circuits(rules, release.vocabulary, release.scale), release.vocabulary, release.scale
            )
        )
    return made


@settings(max_examples=examples(100))
@given(case=cases())
def test_the_order_of_rules_changes_nothing(
    bits: BitsEngine, engines_on_shuffled_rules: list[BitsEngine], case: Case
) -> None:
    expected = bits.evaluate(case)
    for engine in engines_on_shuffled_rules:
        assert engine.evaluate(case) == expected


def shuffled(value: Plain, random: Random) -> Plain:
    """A document with the keys of every object in another order; lists as they were."""
    keys = list(value)
    random.shuffle(keys)
    return {key: _shuffled_inside(value[key], random) for key in keys}


def _shuffled_inside(value: object, random: Random) -> object:
    if isinstance(value, dict):
        return shuffled(value, random)
    return [_shuffled_inside(item, random) for item in value] if isinstance(value, list) else value
