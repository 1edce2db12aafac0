"""Sessions hold as long as they should; their tokens are guessed by nobody and shown to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from tests.records.access.memory import START
from zhunsheng.records.access.csrf import csrf_holds, csrf_token
from zhunsheng.records.access.sessions import (
    Session,
    SessionLimits,
    alive,
    digest_of,
    new_token,
    to_be_noted,
)

LIMITS = SessionLimits()
SPANS = st.timedeltas(timedelta(), timedelta(days=2))


def test_a_token_has_256_bits_and_is_another_each_time() -> None:
    tokens = {new_token().get_secret_value() for _ in range(200)}
    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {43}


def test_only_a_digest_is_kept() -> None:
    token = SecretStr("abc")
    assert digest_of(token).hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert "abc" not in repr(Session(digest_of(token), "1", START, START))


@given(SPANS, SPANS)
def test_a_session_holds_within_both_limits(idle: timedelta, old: timedelta) -> None:
    session = Session(b"", "1", began=START, seen=START + old - min(idle, old))
    assert alive(session, START + old, LIMITS) == (min(idle, old) < LIMITS.idle and old < LIMITS.absolute)


@given(SPANS)
def test_a_session_that_has_died_stays_dead(later: timedelta) -> None:
    session = Session(b"", "1", START, START)
    assert not alive(session, START + LIMITS.idle + later, LIMITS)


def test_not_every_request_is_a_write() -> None:
    session = Session(b"", "1", START, START)
    assert not to_be_noted(session, START + timedelta(seconds=59), LIMITS)
    assert to_be_noted(session, START + timedelta(seconds=60), LIMITS)


@pytest.mark.parametrize(
    ("idle", "absolute", "accuracy"), [(10, 5, 1), (10, 20, 10), (10, 20, -1), (0, 0, 0)]
)
def test_limits_that_make_no_sense_are_refused(idle: int, absolute: int, accuracy: int) -> None:
    with pytest.raises(ValueError, match="limits of sessions"):
        SessionLimits(timedelta(minutes=idle), timedelta(minutes=absolute), timedelta(minutes=accuracy))


@given(st.text(max_size=50), st.text(max_size=70))
def test_a_second_token_belongs_to_one_session(token: str, guess: str) -> None:
    session = SecretStr(token)
    second = csrf_token(session).get_secret_value()
    assert csrf_holds(session, second)
    assert csrf_holds(session, guess) == (guess == second)
    assert not csrf_holds(SecretStr(token + "x"), second)
    assert len(second) == 64
    assert token == "" or len(token) < 3 or token not in second
