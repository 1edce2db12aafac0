"""Every rule beside its pair: under the one set of facts it applies, with one of them otherwise it nearly does and does not."""

from __future__ import annotations

import pytest

from tests.scenarios.pair_verdicts import faults
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenario_pairs import Pair, checked_pairs, read_pairs


@pytest.fixture(scope="module")
def pairs(release: Release) -> tuple[Pair, ...]:
    return read_pairs(release)


def test_every_rule_has_a_pair(release: Release) -> None:
    assert {pair.rule for pair in checked_pairs(release)} == set(release.rules)


def test_every_pair_does_what_it_says_and_needs_every_fact(
    bits: BitsEngine, release: Release, pairs: tuple[Pair, ...]
) -> None:
    assert faults(bits, pairs, release.vocabulary) == {}, "run `make mend-pairs` and read the difference"


def test_a_pair_differs_in_one_fact(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        applies, nearly = pair.applies, pair.nearly()
        differing = {
            place for place in applies.keys() | nearly.keys() if applies.get(place) != nearly.get(place)
        }
        assert differing == {pair.changed}, pair.rule


def test_what_is_wrong_with_a_pair_is_found(
    bits: BitsEngine, release: Release, pairs: tuple[Pair, ...]
) -> None:
    """Turned round, no pair holds; with a fact too many it says so."""
    first = pairs[0]
    turned = Pair(
        first.rule, first.nearly(), first.changed, first.applies.get(first.changed), None, first.span
    )
    other = next(pair for pair in pairs if not pair.applies.keys() & first.applies.keys())
    laden = Pair(first.rule, {**other.applies, **first.applies}, first.changed, first.to, None, first.span)
    assert faults(bits, [turned], release.vocabulary)[first.rule] == [
        "it does not apply",
        "it still applies where it nearly should",
    ]
    (too_many, *_) = faults(bits, [laden], release.vocabulary)[first.rule]
    assert too_many.startswith("it applies without ")
