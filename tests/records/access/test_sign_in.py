"""Signing in and out, and what an attacker would like it to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import Parameters
from argon2.profiles import CHEAPEST
from pydantic import SecretStr

from tests.records.access.memory import Memory, SetClock
from tests.records.access.people import CHEAP, HERE, OTHER, PASSWORD, account, desk, signed_in
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.attempts import Origin
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sessions import digest_of
from zhunsheng.records.access.sign_in import NotRecognized, SignIns, TooManyAttempts


def test_who_has_the_password_is_signed_in(sign_ins: SignIns, memory: Memory) -> None:
    outcome = signed_in(sign_ins.sign_in(" ＤＥＳＫ－１ ", PASSWORD, HERE))
    assert outcome.account.login == "desk-1"
    assert sign_ins.account_of(outcome.token) == outcome.account
    assert list(memory.sessions.kept) == [digest_of(outcome.token)]


@pytest.mark.parametrize("login", ["desk-1", "nobody", "", "a\x00b", "x" * 5000])
def test_whatever_is_wrong_the_answer_is_the_same(sign_ins: SignIns, login: str) -> None:
    assert sign_ins.sign_in(login, OTHER, HERE) == NotRecognized()


@pytest.mark.parametrize("left", [True, False])
def test_accounts_out_of_use_or_without_password_are_like_no_account(
    sign_ins: SignIns, memory: Memory, left: bool
) -> None:
    found = memory.accounts.kept["id-of-desk-1"]
    memory.accounts.change(replace(found, active=False) if left else replace(found, password=None))
    assert sign_ins.sign_in("desk-1", PASSWORD, HERE) == NotRecognized()


@pytest.mark.parametrize("login", ["desk-1", "nobody"])
def test_the_limits_do_not_tell_whether_a_login_exists(sign_ins: SignIns, login: str) -> None:
    outcomes = [sign_ins.sign_in(login, OTHER, HERE) for _ in range(12)]
    assert outcomes == [NotRecognized()] * 10 + [TooManyAttempts(timedelta(minutes=1))] * 2


def test_signing_in_uses_nothing_up(sign_ins: SignIns) -> None:
    for _ in range(40):
        signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))


def test_the_right_password_does_not_help_while_there_is_none_left(
    sign_ins: SignIns, clock: SetClock
) -> None:
    """Else an attacker's hundredth guess would be as good as his first."""
    for _ in range(10):
        sign_ins.sign_in("desk-1", OTHER, HERE)
    assert isinstance(sign_ins.sign_in("desk-1", PASSWORD, HERE), TooManyAttempts)
    clock.advance(minutes=1)
    signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))


def test_the_owner_gets_in_from_his_browser_while_somebody_guesses(sign_ins: SignIns) -> None:
    mine = Origin("192.0.2.1", signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).device)
    for n in range(40):
        sign_ins.sign_in("desk-1", OTHER, Origin(f"198.51.100.{n}"))
        sign_ins.sign_in("desk-1", OTHER, HERE)
    assert isinstance(sign_ins.sign_in("desk-1", PASSWORD, Origin("203.0.113.9")), TooManyAttempts)
    assert signed_in(sign_ins.sign_in("desk-1", PASSWORD, mine)).device == mine.device


def test_every_sign_in_has_a_new_token_and_ends_the_one_before(sign_ins: SignIns) -> None:
    first = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    second = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE, earlier=first)).token
    assert first != second
    assert sign_ins.account_of(first) is None
    assert sign_ins.account_of(second) is not None


def test_a_planted_token_is_worth_nothing(sign_ins: SignIns) -> None:
    planted = SecretStr("p" * 43)
    signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE, earlier=planted))
    assert sign_ins.account_of(planted) is None


def test_signing_out_ends_one_session(sign_ins: SignIns) -> None:
    one = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    other = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    sign_ins.sign_out(one)
    sign_ins.sign_out(one)
    assert sign_ins.account_of(one) is None
    assert sign_ins.account_of(other) is not None


def test_a_session_ends_when_nothing_is_heard(sign_ins: SignIns, clock: SetClock, memory: Memory) -> None:
    token = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    for _ in range(5):
        clock.advance(minutes=29)
        assert sign_ins.account_of(token) is not None
    clock.advance(minutes=30)
    assert sign_ins.account_of(token) is None


def test_most_requests_only_read(sign_ins: SignIns, clock: SetClock, memory: Memory) -> None:
    token = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    before = memory.writes
    for _ in range(300):
        clock.advance(seconds=1)
        assert sign_ins.account_of(token) is not None
        assert sign_ins.account_of(SecretStr("x" * 43)) is None
    assert memory.writes - before == 5


def test_a_session_ends_when_it_is_old(sign_ins: SignIns, clock: SetClock) -> None:
    token = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    for _ in range(35):
        clock.advance(minutes=20)
        assert sign_ins.account_of(token) is not None
    clock.advance(minutes=20)
    assert sign_ins.account_of(token) is None


def test_dead_sessions_are_forgotten(sign_ins: SignIns, clock: SetClock, memory: Memory) -> None:
    signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))
    clock.advance(hours=1)
    token = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    assert list(memory.sessions.kept) == [digest_of(token)]


def test_who_is_put_out_of_use_is_out_at_once(sign_ins: SignIns, memory: Memory) -> None:
    outcome = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))
    memory.accounts.change(replace(outcome.account, active=False))
    assert sign_ins.account_of(outcome.token) is None


def test_roles_are_those_of_now(sign_ins: SignIns, memory: Memory) -> None:
    outcome = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))
    memory.accounts.change(replace(outcome.account, roles=frozenset({Role.REVIEWER})))
    now = sign_ins.account_of(outcome.token)
    assert now is not None
    assert now.roles == {Role.REVIEWER}


def test_a_hash_is_made_anew_when_its_cost_has_changed(memory: Memory, clock: SetClock) -> None:
    dearer = Passwords(replace_cost(2))
    before = memory.accounts.kept["id-of-desk-1"].password
    signed_in(desk(memory, clock, dearer).sign_in("desk-1", PASSWORD, HERE))
    after = memory.accounts.kept["id-of-desk-1"].password
    assert before is not None
    assert after is not None
    assert dearer.outdated(before)
    assert not dearer.outdated(after)
    assert dearer.match(after, PASSWORD)


def replace_cost(time_cost: int) -> Parameters:
    return replace(CHEAPEST, time_cost=time_cost)


class Meanwhile(Passwords):
    """Passwords whose comparison takes so long that something happens meanwhile."""

    def __init__(self, memory: Memory, **changes: object) -> None:
        super().__init__(CHEAPEST)
        self.memory = memory
        self.changes = changes

    def match(self, encoded: str | None, password: SecretStr) -> bool:
        found = self.memory.accounts.kept["id-of-desk-1"]
        self.memory.accounts.change(replace(found, **self.changes))  # type: ignore[arg-type]  # fields of an account by name
        return super().match(encoded, password)


@pytest.mark.parametrize("changes", [{"active": False}, {"password": CHEAP.hashed(OTHER)}])
def test_what_happens_while_a_password_is_compared_counts(
    memory: Memory, clock: SetClock, changes: dict[str, object]
) -> None:
    slow = desk(memory, clock, Meanwhile(memory, **changes))
    assert slow.sign_in("desk-1", PASSWORD, HERE) == NotRecognized()
    assert memory.sessions.kept == {}
    assert slow.change_password(account(login="desk-1"), PASSWORD, SecretStr("brand new and long"), HERE) == (
        NotRecognized()
    )


def test_a_new_password_ends_every_session(sign_ins: SignIns) -> None:
    first = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))
    elsewhere = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))
    changed = signed_in(sign_ins.change_password(first.account, PASSWORD, OTHER, HERE))
    assert sign_ins.account_of(first.token) is None
    assert sign_ins.account_of(elsewhere.token) is None
    assert sign_ins.account_of(changed.token) is not None
    assert sign_ins.sign_in("desk-1", PASSWORD, HERE) == NotRecognized()
    signed_in(sign_ins.sign_in("desk-1", OTHER, HERE))


def test_a_changed_password_is_ones_own(sign_ins: SignIns, memory: Memory) -> None:
    first = account(login="desk-1", must_change=True)
    memory.accounts.change(first)
    assert not signed_in(sign_ins.change_password(first, PASSWORD, OTHER, HERE)).account.must_change


def test_the_current_password_is_asked_for_and_not_to_be_guessed(sign_ins: SignIns, memory: Memory) -> None:
    person = memory.accounts.kept["id-of-desk-1"]
    outcomes = [sign_ins.change_password(person, OTHER, OTHER, HERE) for _ in range(11)]
    assert outcomes == [NotRecognized()] * 10 + [TooManyAttempts(timedelta(minutes=1))]
    assert memory.accounts.kept["id-of-desk-1"] == person


@pytest.mark.parametrize("new", ["short", "seven green umbrellas"])
def test_a_new_password_is_a_good_one_and_a_new_one(sign_ins: SignIns, memory: Memory, new: str) -> None:
    with pytest.raises(InputError) as refused:
        sign_ins.change_password(memory.accounts.kept["id-of-desk-1"], PASSWORD, SecretStr(new), HERE)
    (problem,) = refused.value.problems
    assert (problem.code, problem.pointer) == ("unacceptable_password", "/new")


def test_nothing_that_is_printed_has_a_secret(sign_ins: SignIns, memory: Memory) -> None:
    outcome = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))
    printed = f"{outcome!r} {outcome} {memory!r} {sign_ins!r} {Origin('192.0.2.1', outcome.device)!r}"
    for secret in (PASSWORD, outcome.token, outcome.device):
        assert secret.get_secret_value() not in printed
    assert "argon2id" not in printed
