"""What is compared with peers: the same rules for everybody, and the same answers. None of the peers need be installed."""

from __future__ import annotations

import hashlib

import pytest

from benchmarks.peers.batch import BatchPeer, difference
from benchmarks.peers.cases import UNKNOWN, made_cases
from benchmarks.peers.checking import single_difference
from benchmarks.peers.generated_python import generated, generated_both_readings
from benchmarks.peers.hand_written import hand_written
from benchmarks.peers.hand_written_readings import hand_written_both_readings
from benchmarks.peers.memory_floor import memory_floor
from benchmarks.peers.numpy_arrays import numpy_arrays
from benchmarks.peers.ours import ours
from benchmarks.peers.ours_batch import ours_batch
from benchmarks.peers.release_folder import peer_release
from benchmarks.peers.ruleset import RuleSet, made_rules
from benchmarks.peers.single import SinglePeer
from zhunsheng.engine.release import Release

#: Cases one by one, and as columns: more than a block, and no whole number of words.
SINGLE, ROWS = 2_000, 70_001


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return made_rules()


@pytest.fixture(scope="module")
def release(rules: RuleSet, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return peer_release(rules, tmp_path_factory.mktemp("peers"))


def test_the_rules_are_the_same_as_ever(rules: RuleSet) -> None:
    assert (len(rules.fields), len(rules.rules)) == (80, 150)
    assert hashlib.sha256(repr(rules).encode()).hexdigest() == (
        "1539eff5042b579fabdb3f0cfe36bdedcdb00a45bf0c912b557a81f86113a41d"
    )


def test_the_cases_are_the_same_each_time(rules: RuleSet) -> None:
    one, other = (list(made_cases(rules, 50, UNKNOWN).records()) for _ in range(2))
    assert one == other


def test_complete_and_partly_known_cases_differ_in_what_is_known_alone(rules: RuleSet) -> None:
    complete, partly = (list(made_cases(rules, 20, share).records()) for share in (0.0, UNKNOWN))
    for one, other in zip(complete, partly, strict=True):
        assert {name: value for name, value in one.items() if other[name] is not None} == {
            name: value for name, value in other.items() if value is not None
        }


@pytest.mark.parametrize("peer", [generated, hand_written])
def test_complete_cases_one_by_one(rules: RuleSet, release: Release, peer: object) -> None:
    records = list(made_cases(rules, SINGLE // 4).records())
    made: SinglePeer = peer(rules)
    assert single_difference(rules, made, ours(rules, release, complete=True), records) is None


@pytest.mark.parametrize("peer", [generated_both_readings, hand_written_both_readings])
def test_partly_known_cases_one_by_one(rules: RuleSet, release: Release, peer: object) -> None:
    records = list(made_cases(rules, SINGLE, UNKNOWN).records())
    made: SinglePeer = peer(rules)
    assert single_difference(rules, made, ours(rules, release, complete=False), records) is None


@pytest.mark.parametrize("share", [0.0, UNKNOWN])
def test_cases_as_columns(rules: RuleSet, release: Release, share: float) -> None:
    cases = made_cases(rules, ROWS, share)
    ids = [rule.id for rule in rules.rules]
    reference = numpy_arrays(rules)
    expected = reference.packed(reference.prepared(cases, 1)())
    for peer in (ours_batch(rules, release, "numpy"), ours_batch(rules, release)):
        for threads in (1, 2):
            assert difference(peer.packed(peer.prepared(cases, threads)()), expected, ids) is None


def test_columns_and_single_cases_say_the_same(rules: RuleSet, release: Release) -> None:
    cases = made_cases(rules, 200, UNKNOWN)
    peer: BatchPeer = numpy_arrays(rules)
    answers = peer.packed(peer.prepared(cases, 1)())
    single = ours(rules, release, complete=False)
    for row, record in enumerate(cases.records()):
        for number, (established, possible) in enumerate(single.answer(record)):
            bits = {what: bool(rows[number][row // 8] >> row % 8 & 1) for what, rows in answers.items()}
            assert bits == {
                "established": established,
                "true": possible is True,
                "false": possible is False,
            }


def test_a_difference_is_said_with_its_place(rules: RuleSet, release: Release) -> None:
    cases = made_cases(rules, 100)
    peer = ours_batch(rules, release, "numpy")
    expected = peer.packed(peer.prepared(cases, 1)())
    wrong = {what: rows.copy() for what, rows in expected.items()}
    wrong["applies"][3][1] ^= 4
    assert difference(wrong, expected, [rule.id for rule in rules.rules]) == (
        "first.r003, applies: differs in 1 octets, first in case 10"
    )


def test_memory_alone_decides_nothing(rules: RuleSet) -> None:
    cases = made_cases(rules, 1000, UNKNOWN)
    peer = memory_floor(rules)
    for threads in (1, 2):
        assert peer.packed(peer.prepared(cases, threads)()) == {}
