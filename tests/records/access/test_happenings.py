"""What the log hears of accounts: what happened, by whom, and never a secret; and nothing of what failed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import SecretStr

from tests.records.access.memory import Memory, SetClock
from tests.records.access.people import CHEAP, HERE, OTHER, PASSWORD, signed_in
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import External
from zhunsheng.records.access.bearer_tokens import Identity
from zhunsheng.records.access.external_accounts import account_for
from zhunsheng.records.access.first_run import first_code, redeem
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sign_in import SignIns


def kinds(memory: Memory) -> list[str]:
    return [happening.kind for happening in memory.journal.kept]


def test_signing_in_and_out_is_noted(sign_ins: SignIns, memory: Memory) -> None:
    token = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    sign_ins.sign_out(token)
    sign_ins.sign_out(token)
    sign_ins.sign_out(SecretStr("x" * 43))
    assert kinds(memory) == ["session.began", "session.ended"]
    assert {(one.account, one.by) for one in memory.journal.kept} == {("id-of-desk-1", "id-of-desk-1")}


def test_what_fails_is_not_noted(sign_ins: SignIns, memory: Memory) -> None:
    for login in ("desk-1", "nobody", PASSWORD.get_secret_value()):
        for _ in range(40):
            sign_ins.sign_in(login, OTHER, HERE)
    with pytest.raises(InputError):
        sign_ins.change_password(memory.accounts.kept["id-of-desk-1"], PASSWORD, SecretStr("short"), HERE)
    assert memory.journal.kept == []


def test_most_requests_are_not_noted(sign_ins: SignIns, memory: Memory, clock: SetClock) -> None:
    token = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).token
    for _ in range(50):
        clock.advance(minutes=5)
        assert sign_ins.account_of(token) is not None
    assert kinds(memory) == ["session.began"]


def test_another_password_is_noted(sign_ins: SignIns, memory: Memory) -> None:
    person = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE)).account
    sign_ins.change_password(person, OTHER, OTHER, HERE)
    signed_in(sign_ins.change_password(person, PASSWORD, OTHER, HERE))
    assert kinds(memory) == ["session.began", "account.password_changed"]


def test_the_first_administrator_is_noted(memory: Memory, clock: SetClock) -> None:
    code = first_code(memory.transactions, clock)
    assert code is not None
    with pytest.raises(InputError):
        redeem(memory.transactions, clock, CHEAP, SecretStr("AAAA"), "root", PASSWORD)
    made = redeem(memory.transactions, clock, CHEAP, code, "root", PASSWORD)
    (noted,) = memory.journal.kept
    assert (noted.kind, noted.account, noted.by) == ("account.added", made.id, None)
    assert noted.facts == {"roles": ["administrator"], "external": False}


def test_who_a_provider_vouches_for_is_noted_when_he_is_new_or_his_roles_are(memory: Memory) -> None:
    first = Identity(External("https://id.example", "7"), "desk-7", frozenset({Role.HANDLER}))
    made = account_for(first, memory.transactions)
    assert made is not None
    account_for(first, memory.transactions)
    account_for(replace(first, login="desk-7a"), memory.transactions)
    account_for(replace(first, roles=frozenset({Role.REVIEWER})), memory.transactions)
    assert [(one.kind, one.account, one.by, dict(one.facts)) for one in memory.journal.kept] == [
        ("account.added", made.id, None, {"roles": ["handler"], "external": True}),
        ("account.roles_changed", made.id, None, {"before": ["handler"], "after": ["reviewer"]}),
    ]


def test_nothing_that_is_noted_is_a_secret(sign_ins: SignIns, memory: Memory) -> None:
    outcome = signed_in(sign_ins.sign_in("desk-1", PASSWORD, HERE))
    changed = signed_in(sign_ins.change_password(outcome.account, PASSWORD, OTHER, HERE))
    sign_ins.sign_out(changed.token)
    noted = repr([(one.kind, one.account, one.by, one.facts) for one in memory.journal.kept])
    for secret in (PASSWORD, OTHER, outcome.token, changed.token, outcome.device):
        assert secret.get_secret_value() not in noted
    assert "argon2id" not in noted
    assert HERE.address not in noted
