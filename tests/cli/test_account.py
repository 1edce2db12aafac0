"""``zhunsheng account``: an account that was added can sign in and must choose its own password."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.cli.recorded_database import Kept, kept_in
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
