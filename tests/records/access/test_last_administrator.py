"""Somebody is always left who can manage accounts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.records.access.people import account
from zhunsheng.records.access.accounts import Account, External
from zhunsheng.records.access.last_administrator import can_manage, leaves_nobody
from zhunsheng.records.access.roles import Role

ROOT = account(Role.ADMINISTRATOR, login="root")
ACCOUNTS = st.builds(
    Account,
    id=st.sampled_from(["u-1", "u-2", "u-3"]),
    login=st.just("x"),
    name=st.just("x"),
    roles=st.sampled_from([frozenset({Role.ADMINISTRATOR}), frozenset({Role.HANDLER})]),
    password=st.sampled_from([None, "hash"]),
    external=st.sampled_from([None, External("https://id.example", "1")]),
    must_change=st.booleans(),
    active=st.booleans(),
)


def test_who_counts_gets_in_by_himself() -> None:
    assert can_manage(ROOT)
    assert not can_manage(replace(ROOT, active=False))
    assert not can_manage(replace(ROOT, must_change=True))
    assert not can_manage(replace(ROOT, roles=frozenset({Role.AUDITOR})))
    assert not can_manage(replace(account(Role.ADMINISTRATOR, login=None)))


@given(st.lists(ACCOUNTS, min_size=1, unique_by=lambda one: one.id), st.data())
def test_no_change_that_is_allowed_takes_the_last_one(accounts: list[Account], data: st.DataObject) -> None:
    old = data.draw(st.sampled_from(accounts))
    changed = replace(data.draw(ACCOUNTS), id=old.id)
    before = any(map(can_manage, accounts))
    after = any(can_manage(changed if one.id == old.id else one) for one in accounts)
    assert leaves_nobody(accounts, changed) is (before and not after)
