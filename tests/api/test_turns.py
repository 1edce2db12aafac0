"""What anybody may ask takes one turn at a time, and few wait for it."""

from __future__ import annotations

import threading

import anyio
import pytest
from fastapi import Request

from zhunsheng.api.problems import Refusal
from zhunsheng.api.turns import WAITING, when_free, when_free_for_anybody


def test_who_comes_when_too_many_wait_is_told_to_come_again() -> None:
    anyio.run(_more_than_may_wait)


async def _more_than_may_wait() -> None:
    request = Request({"type": "http", "query_string": b"", "headers": []})
    over, done = threading.Event(), list[int]()

    async def ask(number: int) -> None:
        await when_free_for_anybody(request, over.wait)
        done.append(number)

    async with anyio.create_task_group() as asking:
        for number in range(WAITING + 1):
            asking.start_soon(ask, number)
        await anyio.wait_all_tasks_blocked()
        with pytest.raises(Refusal) as refused:
            await when_free_for_anybody(request, over.wait)
        assert await when_free(lambda: "a case") == "a case"
        assert done == []
        over.set()
    assert sorted(done) == list(range(WAITING + 1))
    assert [item.code for item in refused.value.items] == ["busy"]
    assert refused.value.headers == {"Retry-After": "5"}
