"""``zhunsheng account``: an account that was added can sign in and must choose its own password."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.cli.recorded_database import Kept, kept_in
from zhunsheng.records.access.accounts import Account, External
from zhunsheng.records.access.attempts import Origin
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sign_in import SignedIn, SignIns
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.ledger import Ledger


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return kept_in(tmp_path)


def test_an_account_that_was_added_signs_in_and_must_change_its_password(kept: Kept) -> None:
    done = kept.run("account", "add", "Desk-1", "--role", "handler", "--role", "reviewer")
    assert done.exit_code == 0, done.output
    password = SecretStr(done.output.strip().rpartition("：")[2])

    def signs_in(ledger: Ledger) -> None:
        desk = SignIns(access_transactions(ledger), Passwords(), lambda: datetime.now(UTC))
        found = desk.sign_in("desk-1", password, Origin("192.0.2.1"))
        assert isinstance(found, SignedIn)
        assert found.account.roles == {Role.HANDLER, Role.REVIEWER}
        assert ever_allowed(found.account, Operation.OPEN_CASE) is not None
        assert ever_allowed(found.account, Operation.CHANGE_OWN_PASSWORD) is None
        with ledger.reading() as log:
            written, began = [numbered.entry for numbered in log.between(0, log.size())]
        assert (written.kind, written.actor) == ("account.added", None)
        assert written.subjects == {"account": found.account.id}
        assert written.facts == {"roles": ("handler", "reviewer"), "external": False}
        assert (began.kind, began.actor) == ("session.began", found.account.id)

    kept.within(signs_in)
    assert "desk-1  handler、reviewer" in kept.run("account", "list").output
    assert kept.run("log", "check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["desk-1", "--role", "handler"], "已被占用"),
        (["desk-2", "--role", "handler", "--role", "auditor"], "唯一的角色"),
        (["desk-2", "--role", "king"], "king"),
        (["", "--role", "handler"], "登录名"),
    ],
)
def test_what_cannot_be_is_refused_and_adds_nothing(kept: Kept, arguments: list[str], says: str) -> None:
    assert kept.run("account", "add", "desk-1", "--role", "handler").exit_code == 0
    before = kept.run("account", "list").output
    done = kept.run("account", "add", *arguments)
    assert done.exit_code == 2
    assert says in done.output
    assert kept.run("account", "list").output == before


def test_an_account_is_changed_and_its_log_says_so(kept: Kept) -> None:
    assert kept.run("account", "add", "desk-1", "--role", "handler").exit_code == 0
    assert kept.run("account", "roles", "DESK-1", "--role", "reviewer").output == "desk-1  reviewer\n"
    assert kept.run("account", "out-of-use", "desk-1").output == "desk-1  reviewer（已停用）\n"
    assert kept.run("account", "out-of-use", "desk-1", "--lang", "en").output.endswith(" (out of use)\n")
    assert kept.run("account", "into-use", "desk-1").output == "desk-1  reviewer\n"
    password = kept.run("account", "password", "desk-1").output.strip().rpartition("：")[2]

    def written(ledger: Ledger) -> None:
        with ledger.reading() as log:
            entries = [numbered.entry for numbered in log.between(0, log.size())]
        assert [entry.kind for entry in entries] == [
            "account.added",
            "account.roles_changed",
            "account.put_out_of_use",
            "account.put_back_in_use",
            "account.password_set",
        ]
        assert entries[1].facts == {"before": ("handler",), "after": ("reviewer",)}
        assert {entry.actor for entry in entries} == {None}
        assert not any(password.encode() in entry.to_bytes() for entry in entries)
        desk = SignIns(access_transactions(ledger), Passwords(), lambda: datetime.now(UTC))
        found = desk.sign_in("desk-1", SecretStr(password), Origin("192.0.2.1"))
        assert isinstance(found, SignedIn)
        assert found.account.must_change

    kept.within(written)
    assert kept.run("log", "check").exit_code == 0


def test_an_account_without_a_login_is_named_by_its_id(kept: Kept) -> None:
    assert kept.run("account", "add", "desk-1", "--role", "handler").exit_code == 0

    def comes_from_elsewhere(ledger: Ledger) -> None:
        person = Account(
            "u-7", None, "x", frozenset({Role.AUDITOR}), external=External("https://id.example", "7")
        )
        with access_transactions(ledger).writing() as stores:
            stores.accounts.add(person)

    kept.within(comes_from_elsewhere)
    assert kept.run("account", "out-of-use", "u-7").output == "u-7  auditor（已停用）\n"
    assert "身份提供方" in kept.run("account", "password", "u-7").output
    assert "身份提供方" in kept.run("account", "roles", "u-7", "--role", "handler").output
    assert kept.run("account", "list").output == "desk-1  handler\nu-7  auditor（已停用）\n"


def test_the_last_administrator_stays_also_for_who_has_the_machine(kept: Kept) -> None:
    def chooses(ledger: Ledger) -> None:
        person = Account("u-1", "root", "root", frozenset({Role.ADMINISTRATOR}), password="x")
        with access_transactions(ledger).writing() as stores:
            stores.accounts.add(person)

    kept.within(chooses)
    # One whom nobody has seen sign in does not count.
    assert kept.run("account", "add", "root-2", "--role", "administrator").exit_code == 0
    for arguments in (["out-of-use", "root"], ["roles", "root", "--role", "handler"]):
        done = kept.run("account", *arguments)
        assert done.exit_code == 2
        assert "最后一个可以登录的账户管理员" in done.output
    assert kept.run("account", "list").output == "root  administrator\nroot-2  administrator\n"


def test_there_is_no_such_account(kept: Kept) -> None:
    done = kept.run("account", "out-of-use", "nobody", "--lang", "en")
    assert (done.exit_code, "there is no such account" in done.output) == (2, True)
