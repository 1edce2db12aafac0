"""One handler, a clock that stands where it is put, and the desk where people sign in."""

from __future__ import annotations

import pytest

from tests.records.access.memory import Memory, SetClock
from tests.records.access.people import account, desk
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access.sign_in import SignIns


@pytest.fixture
def memory() -> Memory:
    found = Memory()
    found.accounts.add(account(Role.HANDLER, login="desk-1"))
    return found


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def sign_ins(memory: Memory, clock: SetClock) -> SignIns:
    return desk(memory, clock)
