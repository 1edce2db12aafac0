"""How much of a body is taken, and for how long it is waited for: by route, for every route.

The limits stand around what hands the body to a route (ASGI's `receive`), so they hold however a route reads it: whole, in
pieces, or through the framework's own parsing. Routing is done by the time of the first piece, so the route is known. What is
too large is refused by what its head promises before anything is read, and else as soon as the pieces exceed the limit. What
is too slow is refused once the time for the whole body is up: a sender that trickles a byte a second must not keep a place.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhunsheng.api.observation import template_of
from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.engine.language.documents import MAXIMUM_BYTES


@dataclass(frozen=True)
class BodyLimit:
    """The limits of a body.

    Attributes:
        bytes: So many at most.
        seconds: So long all of it may take to arrive.
    """

    bytes: int
    seconds: float


#: A case. One that takes longer is not coming.
CASE: Final = BodyLimit(bytes=MAXIMUM_BYTES, seconds=30.0)
#: Anything else: a decision with its reasons, a sign-in, a query.
SMALL: Final = BodyLimit(bytes=65_536, seconds=10.0)

# The rest of a refused body is not read, so the connection cannot be used again.
_CLOSE: Final[Mapping[str, str]] = {"Connection": "close"}


class BodyLimits:
    """Holds the body of every request to the limit of its route."""

    def __init__(self, app: ASGIApp, by_route: Mapping[str, BodyLimit]) -> None:
        self.app = app
        self.by_route = by_route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; reading its body raises `Refusal` if it is too large or too slow."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        promised = _promised(scope)
        limit: BodyLimit | None = None
        until = 0.0
        size = 0
        whole = False

        async def counted() -> Message:
            nonlocal limit, until, size, whole
            if whole:  # what is still heard is whether the caller has gone, for which there is no deadline
                return await receive()
            if limit is None:
                limit = self.by_route.get(template_of(scope) or "", SMALL)
                until = time.monotonic() + limit.seconds
                _refuse_larger(promised, limit)
            message = await _by(until, receive, limit)
            size += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            _refuse_larger(size, limit)
            return message

        await self.app(scope, counted, send)


def _promised(scope: Scope) -> int:
    """The length that the head promises; 0 where it promises none."""
    said = Headers(scope=scope).get("content-length", "")
    return int(said[:20]) if said.isascii() and said.isdecimal() else 0


async def _by(until: float, receive: Receive, limit: BodyLimit) -> Message:
    try:
        with anyio.fail_after(max(0.0, until - time.monotonic())):
            return await receive()
    except TimeoutError:
        raise Refusal(
            [
                ProblemItem(
                    code="too_slow",
                    pointer=None,
                    detail=f"the body did not arrive within {limit.seconds:g} s",
                    help="Send it in one go.",
                )
            ],
            _CLOSE,
        ) from None


def _refuse_larger(size: int, limit: BodyLimit) -> None:
    if size > limit.bytes:
        raise Refusal(
            [
                ProblemItem(
                    code="too_large",
                    pointer=None,
                    detail=f"the body is larger than {limit.bytes:,} bytes",
                    why="No honest request here needs that much; reading it would only burn time.",
                    help="Send one case at a time, and long attachments not at all.",
                )
            ],
            _CLOSE,
        )
