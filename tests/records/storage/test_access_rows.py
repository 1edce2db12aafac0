"""What access asks to have kept, on both databases: as it came, and of one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.records.access.memory import SetClock
from tests.records.access.people import CHEAP, HERE, OTHER, PASSWORD, signed_in
from zhunsheng.records.access.accounts import Account, External, LoginTaken
from zhunsheng.records.access.bearer_tokens import Identity
from zhunsheng.records.access.external_accounts import account_for
from zhunsheng.records.access.first_run import first_code, redeem
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sessions import Session
from zhunsheng.records.access.sign_in import NotRecognized, SignIns, TooManyAttempts
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.access_rows import AccountRows
from zhunsheng.records.storage.database import Database

NOW = datetime(2026, 3, 1, 8, 30, 15, 123456, tzinfo=UTC)
HANDLER = Account("u-1", "handler", "承办人", frozenset({Role.HANDLER}), password="$argon2id$…")
ADMINISTRATOR = Account(
    "u-2",
    "root",
    "管理员",
    frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    external=External("https://id.example", "7"),
    must_change=True,
)


def test_accounts_come_back_as_they_went(database: Database) -> None:
    open_stores = access_transactions(Ledger(database)).writing
    with open_stores() as stores:
        assert not stores.accounts.has_administrator()
        for account in (HANDLER, ADMINISTRATOR):
            stores.accounts.add(account)
    with open_stores() as stores:
        assert stores.accounts.by_id("u-1") == HANDLER
        assert stores.accounts.by_login("root") == ADMINISTRATOR
        assert stores.accounts.by_external(External("https://id.example", "7")) == ADMINISTRATOR
        assert stores.accounts.by_external(External("https://other.example", "7")) is None
        assert stores.accounts.has_administrator()
        stores.accounts.change(replace(ADMINISTRATOR, active=False))
        assert not stores.accounts.has_administrator()
    with database.reading() as connection:
        assert [account.login for account in AccountRows(connection).all()] == ["handler", "root"]
    with access_transactions(Ledger(database)).reading() as stores:
        assert stores.accounts.by_id("u-1") == HANDLER


@pytest.mark.parametrize(
    "other",
    [
        replace(HANDLER, login="another"),
        replace(HANDLER, id="u-9"),
        replace(ADMINISTRATOR, id="u-9", login="another"),
    ],
)
def test_what_belongs_to_another_account_is_refused_and_harms_nothing(
    database: Database, other: Account
) -> None:
    open_stores = access_transactions(Ledger(database)).writing
    with open_stores() as stores:
        stores.accounts.add(HANDLER)
        stores.accounts.add(ADMINISTRATOR)
        with pytest.raises(LoginTaken):
            stores.accounts.add(other)
        with pytest.raises(LoginTaken):
            stores.accounts.change(replace(HANDLER, login="root"))
        with pytest.raises(KeyError):
            stores.accounts.change(replace(HANDLER, id="u-8", login="nobody"))
    with open_stores() as stores:
        assert stores.accounts.by_id("u-1") == HANDLER
        assert stores.accounts.by_id("u-9") is None


def test_sessions_begin_are_heard_of_and_end(database: Database) -> None:
    open_stores = access_transactions(Ledger(database)).writing
    digests = [bytes([number]) * 32 for number in range(4)]
    with open_stores() as stores:
        stores.accounts.add(HANDLER)
        for number, digest in enumerate(digests):
            began = NOW - timedelta(hours=number)
            stores.sessions.put(Session(digest, "u-1", began, began))
    with open_stores() as stores:
        stores.sessions.touch(digests[3], NOW)
        stores.sessions.touch(b"x" * 32, NOW)
        assert stores.sessions.get(digests[3]) == Session(digests[3], "u-1", NOW - timedelta(hours=3), NOW)
        assert stores.sessions.get(b"x" * 32) is None
        stores.sessions.end(digests[0])
        stores.sessions.drop(seen_before=NOW - timedelta(minutes=90), began_before=NOW - timedelta(hours=12))
        assert [stores.sessions.get(digest) is not None for digest in digests] == [False, True, False, True]
        stores.sessions.end_all_of("u-1")
        assert not any(stores.sessions.get(digest) for digest in digests)


def test_attempts_and_the_setup_code_are_one_each(database: Database) -> None:
    open_stores = access_transactions(Ledger(database)).writing
    with open_stores() as stores:
        stores.attempts.put("login:1", NOW)
        stores.attempts.put("login:1", NOW + timedelta(minutes=1))
        stores.attempts.put("login:2", NOW)
        stores.setup.put(b"1" * 32, NOW)
        stores.setup.put(b"2" * 32, NOW)
    with open_stores() as stores:
        stores.attempts.drop_before(NOW + timedelta(seconds=30))
        assert stores.attempts.get("login:1") == NOW + timedelta(minutes=1)
        assert stores.attempts.get("login:2") is None
        assert stores.setup.get() == (b"2" * 32, NOW)
        stores.setup.end()
        assert stores.setup.get() is None


def test_signing_in_and_out_over_a_real_database(database: Database) -> None:
    """The desk that the tests of access hold against stores in memory, over rows."""
    clock = SetClock(NOW)
    sign_ins = SignIns(access_transactions(Ledger(database)), CHEAP, clock)
    code = first_code(sign_ins.transactions, clock)
    assert code is not None
    made = redeem(sign_ins.transactions, clock, CHEAP, code, "Root", PASSWORD)
    assert first_code(sign_ins.transactions, clock) is None
    assert sign_ins.sign_in("root", OTHER, HERE) == NotRecognized()
    outcome = signed_in(sign_ins.sign_in("root", PASSWORD, HERE))
    clock.advance(minutes=29)
    assert sign_ins.account_of(outcome.token) == made
    clock.advance(minutes=29)
    assert sign_ins.account_of(outcome.token) == made, "it was noted that it was heard of"
    changed = signed_in(sign_ins.change_password(made, PASSWORD, OTHER, HERE))
    assert sign_ins.account_of(outcome.token) is None
    sign_ins.sign_out(changed.token)
    assert sign_ins.account_of(changed.token) is None
    outcomes = [sign_ins.sign_in("nobody\x00", OTHER, HERE) for _ in range(11)]
    assert outcomes == [NotRecognized()] * 10 + [TooManyAttempts(timedelta(minutes=1))]


def test_whoever_a_provider_vouches_for_has_one_account_in_rows(database: Database) -> None:
    transactions = access_transactions(Ledger(database))
    identity = Identity(External("https://id.example", "7"), "desk-1", frozenset({Role.HANDLER}))
    made = account_for(identity, transactions)
    assert made is not None
    assert account_for(identity, transactions) == made
    now = account_for(replace(identity, roles=frozenset({Role.REVIEWER})), transactions)
    assert now == replace(made, roles=frozenset({Role.REVIEWER}))
