"""Guessing is slow, nobody is locked out by somebody else, and the limits tell nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from tests.records.access.memory import START, MemoryAttempts
from zhunsheng.records.access.allowances import Allowance
from zhunsheng.records.access.attempts import (
    AttemptLimits,
    Origin,
    allowances,
    give_back,
    network_of,
    remember,
    take,
)

LIMITS = AttemptLimits()
ALLOWANCES = st.builds(Allowance, st.integers(1, 20), st.timedeltas(timedelta(seconds=1), timedelta(hours=1)))
GAPS = st.lists(st.timedeltas(timedelta(), timedelta(hours=2)), max_size=60)


@given(ALLOWANCES, GAPS)
def test_no_stretch_of_time_has_more_attempts_than_allowed(
    allowance: Allowance, gaps: list[timedelta]
) -> None:
    """In any stretch there are no more than the bucket holds and what flows in meanwhile."""
    now, full_at = START, None
    taken: list[datetime] = []
    for gap in gaps:
        now += gap
        if allowance.wait(full_at, now) == timedelta():
            full_at = allowance.taken(full_at, now)
            taken.append(now)
    for i, first in enumerate(taken):
        for j, last in enumerate(taken[i:], 1):
            assert j <= allowance.at_once + (last - first) / allowance.interval


@given(ALLOWANCES, GAPS)
def test_after_the_wait_there_is_an_attempt_and_not_before(
    allowance: Allowance, gaps: list[timedelta]
) -> None:
    now, full_at = START, None
    for gap in gaps:
        now += gap
        wait = allowance.wait(full_at, now)
        assert timedelta() <= wait <= allowance.interval
        assert allowance.wait(full_at, now + wait) == timedelta()
        if wait:
            assert allowance.wait(full_at, now + wait - timedelta(microseconds=1)) > timedelta()
        now += wait
        full_at = allowance.taken(full_at, now)


@given(ALLOWANCES, st.integers(1, 20))
def test_what_is_given_back_can_be_taken_again(allowance: Allowance, times: int) -> None:
    full_at = None
    for _ in range(times * allowance.at_once):
        assert allowance.wait(full_at, START) == timedelta()
        full_at = allowance.given_back(allowance.taken(full_at, START), START)
    assert full_at is None or full_at == START


def test_a_clock_that_was_set_back_keeps_nobody_out_for_long() -> None:
    allowance = Allowance(3, timedelta(minutes=1))
    assert allowance.wait(START + timedelta(days=300), START) == timedelta(minutes=1)


@pytest.mark.parametrize(("at_once", "seconds"), [(0, 1), (1, 0), (1, -1)])
def test_an_allowance_of_nothing_is_refused(at_once: int, seconds: int) -> None:
    with pytest.raises(ValueError, match="allowance"):
        Allowance(at_once, timedelta(seconds=seconds))


def fail(attempts: MemoryAttempts, login: str, origin: Origin, now: datetime) -> timedelta | None:
    """An attempt with a wrong password: how long to wait, or None if it was looked at."""
    return take(attempts, allowances(attempts, LIMITS, login, origin, now), now)


def test_one_login_is_not_guessed_from_everywhere() -> None:
    attempts = MemoryAttempts()
    looked_at = [fail(attempts, "desk-1", Origin(f"192.0.2.{n}"), START) is None for n in range(50)]
    assert sum(looked_at) == LIMITS.by_login.at_once


def test_one_password_is_not_tried_on_everybody() -> None:
    attempts = MemoryAttempts()
    looked_at = [fail(attempts, f"login{n}", Origin("192.0.2.1"), START) is None for n in range(200)]
    assert sum(looked_at) == LIMITS.by_address.at_once


def test_what_is_refused_uses_nothing_up() -> None:
    attempts = MemoryAttempts()
    for _ in range(LIMITS.by_login.at_once):
        assert fail(attempts, "desk-1", Origin("192.0.2.1"), START) is None
    before = dict(attempts.kept)
    assert fail(attempts, "desk-1", Origin("192.0.2.1"), START) == LIMITS.by_login.interval
    assert attempts.kept == before


def test_an_attacker_locks_nobody_out_of_a_browser_of_his_own() -> None:
    """Neither from all over the world nor from the next desk, however long it goes on."""
    attempts, device = MemoryAttempts(), SecretStr("d" * 43)
    remember(attempts, LIMITS, "desk-1", device, START)
    mine = Origin("192.0.2.1", device)
    now = START
    for hour in range(24 * 30):
        now = START + timedelta(hours=hour)
        for n in range(12):
            fail(attempts, "desk-1", Origin(f"198.51.100.{n}"), now)
            fail(attempts, "desk-1", Origin("192.0.2.1"), now)
            fail(attempts, f"other{n}", Origin("192.0.2.1"), now)
            fail(attempts, "desk-1", Origin("192.0.2.1", SecretStr("e" * 43)), now)
        used = allowances(attempts, LIMITS, "desk-1", mine, now)
        assert take(attempts, used, now) is None
        give_back(attempts, used, now)


def test_a_browser_is_known_for_its_own_login_and_for_a_while() -> None:
    attempts, device = MemoryAttempts(), SecretStr("d" * 43)
    remember(attempts, LIMITS, "desk-1", device, START)
    mine = Origin("192.0.2.1", device)

    def kinds(login: str, now: datetime) -> list[str]:
        return [key.partition(":")[0] for key in allowances(attempts, LIMITS, login, mine, now)]

    assert kinds("desk-1", START) == ["device"]
    assert kinds("auditor-1", START) == ["login", "address"]
    assert kinds("desk-1", START + LIMITS.device_known_for) == ["login", "address"]


def test_a_stolen_browser_is_no_way_around_the_limits() -> None:
    attempts, device = MemoryAttempts(), SecretStr("d" * 43)
    remember(attempts, LIMITS, "desk-1", device, START)
    looked_at = [fail(attempts, "desk-1", Origin(f"192.0.2.{n}", device), START) is None for n in range(50)]
    assert sum(looked_at) == LIMITS.by_device.at_once


@given(st.text(min_size=5), st.text(min_size=5, max_size=40))
def test_what_was_typed_is_not_kept(login: str, address: str) -> None:
    attempts = MemoryAttempts()
    fail(attempts, login, Origin(address), START)
    for key in attempts.kept:
        assert login not in key
        assert address not in key
        assert len(key) <= 80


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_an_address_counts_by_what_its_holder_cannot_change(address: str, network: str) -> None:
    assert network_of(address) == network


def test_what_has_passed_is_forgotten() -> None:
    attempts = MemoryAttempts()
    fail(attempts, "desk-1", Origin("192.0.2.1"), START)
    attempts.drop_before(START + timedelta(hours=1))
    assert attempts.kept == {}
