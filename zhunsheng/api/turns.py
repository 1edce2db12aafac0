"""What every route that takes a case does: read the body, wait for a turn, and answer.

The body is read in the event loop, as it arrives. Everything that takes time keeps a thread busy, never the event loop.

What anybody may ask, signed in or not, has one turn of its own: however many ask, those who work with cases keep theirs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import Request, Response
from pydantic import BaseModel

from zhunsheng.api.bodies import parse_body, read_body
from zhunsheng.api.problems import ProblemItem, Refusal, language_of
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.vocabulary.facts import Text

_Made = TypeVar("_Made")

_limiter: RunVar[CapacityLimiter] = RunVar("evaluations")
_of_anybody: RunVar[CapacityLimiter] = RunVar("evaluations that anybody may ask for")

#: So many wait for what anybody may ask: a few seconds. Whoever comes after them is told to come again after so many seconds.
WAITING: Final = 16
_COME_AGAIN: Final = "5"
_BUSY = Text("同时使用示例的人太多", "too many look at examples at once")
_LATER = Text("请过几秒再试。", "Try again in some seconds.")


async def in_turn(request: Request, make: Callable[[Document], _Made]) -> _Made:
    """What is made of the document in a request's body.

    Raises:
        Refusal: the body is of another type, too large, or too slow.
        InputError: it is not JSON with one meaning; and whatever `make` raises.
    """
    raw = await read_body(request)
    return await when_free(lambda: make(parse_body(raw)))


async def when_free(make: Callable[[], _Made]) -> _Made:
    """What comes of something that keeps a processor busy, when it is its turn."""
    return await to_thread.run_sync(make, limiter=_turns())


async def when_free_for_anybody(request: Request, make: Callable[[], _Made]) -> _Made:
    """The same for what anybody may ask: one at a time, and few wait.

    Raises:
        Refusal: too many wait already (503).
    """
    turn = _turn_of_anybody()
    if turn.statistics().tasks_waiting >= WAITING:
        language = language_of(request)
        item = ProblemItem(code="busy", pointer=None, detail=_BUSY.get(language), help=_LATER.get(language))
        raise Refusal([item], {"Retry-After": _COME_AGAIN})
    return await to_thread.run_sync(make, limiter=turn)


async def answered(request: Request, language: Language, make: Callable[[Document], BaseModel]) -> Response:
    """The answer that is made of the document in a request's body, as JSON; see `in_turn`."""
    text = await in_turn(request, lambda document: make(document).model_dump_json(by_alias=True))
    return Response(text, headers={"Content-Language": language}, media_type="application/json")


def _turns() -> CapacityLimiter:
    """Evaluating is arithmetic, so more at a time than there are processors would only make each of them slower."""
    try:
        return _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(os.cpu_count() or 1)
        _limiter.set(limiter)
        return limiter


def _turn_of_anybody() -> CapacityLimiter:
    try:
        return _of_anybody.get()
    except LookupError:
        limiter = CapacityLimiter(1)
        _of_anybody.set(limiter)
        return limiter
