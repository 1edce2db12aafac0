"""What it takes, against brute force: on random small laws every set of changes is made and evaluated, of whatever size.

Also where two versions of the law compete, so that a changed fact can change which of them is the lighter.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.small_laws import ONE_LAW, TWO_LAWS
from tests.samples import examples
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.changes import alterations
from zhunsheng.engine.explain.outcomes import Direction, Outcome, outcome_of
from zhunsheng.engine.explain.targets import to_form, towards
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.columns import Change, Columns
from zhunsheng.engine.variants.fixed_facts import is_fixed
from zhunsheng.engine.vocabulary.facts import FactType


def outcomes(
    rules: CompiledRelease, subject: Instance, *, finding: bool
) -> Iterator[tuple[frozenset[Change], Outcome]]:
    """Every set of changes of facts that can be otherwise, or be found out, with where it ends."""

    def offers() -> Iterator[tuple[Change | None, ...]]:
        for slot in rules.slots.of(subject):
            fact, known = rules.release.vocabulary.fact(slot.ref), slot.known(slot.holder(subject))
            fixed = fact.type is FactType.DATE or (known is not None and is_fixed(slot.ref, fact))
            if not fixed and (finding or known is not None):
                yield (None, *(Change(slot, value) for value in (True, False) if value is not known))

    variants = [tuple(change for change in made if change) for made in itertools.product(*offers())]
    found = rules.laws.outlooks(Columns.of(subject, variants))
    for bit, variant in enumerate(variants):
        if not found.impossible >> bit & 1:
            yield frozenset(variant), outcome_of(rules.release, found, bit)


def smallest(sets: list[frozenset[Change]]) -> set[frozenset[Change]]:
    return {made for made in sets if len(made) == min(map(len, sets))}


@pytest.mark.parametrize("drawn", [ONE_LAW, TWO_LAWS], ids=["one_law", "two_laws"])
@settings(max_examples=examples(60))
@given(data=st.data(), form=st.integers(0, 4), told=st.sampled_from((1, 2, 10_000)))
def test_the_smallest_changes_for_a_form_are_exactly_those(
    drawn: st.SearchStrategy[tuple[Release, Case]], data: st.DataObject, form: int, told: int
) -> None:
    """All of them, or as many as are told: more than that of one law never hide what is smaller under another."""
    release, made = data.draw(drawn)
    rules = CompiledRelease.of(release)
    (subject,) = instances(made).parts
    reached = to_form(rules, subject, form, told)
    expected = smallest(
        [changes for changes, ends in outcomes(rules, subject, finding=True) if ends.recommended == form]
    )
    found = {frozenset(changes) for changes, _ in reached.found}
    assert found <= expected
    assert len(found) == min(told, len(expected))
    assert reached.more == (len(expected) > told)
    assert reached.proved
    assert all(ends.recommended == form for _, ends in reached.found)


@pytest.mark.parametrize("drawn", [ONE_LAW, TWO_LAWS], ids=["one_law", "two_laws"])
@settings(max_examples=examples(60))
@given(data=st.data(), direction=st.sampled_from(("lighter", "heavier")))
def test_the_smallest_change_in_a_direction_is_as_small_as_any(
    drawn: st.SearchStrategy[tuple[Release, Case]], data: st.DataObject, direction: Direction
) -> None:
    release, made = data.draw(drawn)
    rules = CompiledRelease.of(release)
    (subject,) = instances(made).parts
    now = alterations(rules.slots, rules.laws, subject, 1).now
    reached = towards(rules, subject, now, direction)
    expected = {
        changes for changes, ends in outcomes(rules, subject, finding=False) if now.towards(ends) == direction
    }
    assert reached.proved
    assert {frozenset(changes) for changes, _ in reached.found} <= smallest(list(expected))
    assert bool(reached.found) == bool(expected)
