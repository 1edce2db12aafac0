"""Every request has an id: a UUID that stands on its answer, in every line that is logged about it, and in its problem document.

Whoever reports "it failed" quotes one word, and the operator finds the line. Where a proxy in front has given the request an id
(`X-Request-ID`), that one is kept, so that one search finds a request in the logs of both. It is taken if it is a UUID, with or
without dashes, as nginx's `$request_id`, Envoy, HAProxy's `uuid()` and Traefik make them; anything else is replaced. So an id is
always short, never a way to write into somebody's log, and always fits RFC 9457's `instance` as the URI `urn:uuid:…` (RFC 9562,
section 4), which names this very occurrence of a problem without promising an address where there is none.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER: Final = "X-Request-ID"

#: The request that this piece of code works for, for whoever logs on its behalf; "" outside of requests.
CURRENT: ContextVar[str] = ContextVar("request_id", default="")

_KEY: Final = "request_id"
_UUID: Final = re.compile(
    r"[0-9a-fA-F]{8}(-?)[0-9a-fA-F]{4}\1[0-9a-fA-F]{4}\1[0-9a-fA-F]{4}\1[0-9a-fA-F]{12}"
)


def well_formed(given: str) -> str | None:
    """An id that was given from outside as we write it (RFC 9562: lower case, with dashes), or None if it is none."""
    return str(uuid.UUID(given)) if _UUID.fullmatch(given) else None


def request_id_of(scope: Mapping[str, Any]) -> str:
    """The id of the request with this ASGI scope; "" where there is none (an application without the middleware)."""
    return str(scope.get("state", {}).get(_KEY, ""))


def instance_of(scope: Mapping[str, Any]) -> str | None:
    """RFC 9457's `instance` of a problem that this request has."""
    found = request_id_of(scope)
    return f"urn:uuid:{found}" if found else None


class RequestIds:
    """Gives every request its id, and its answer the header that says it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on with an id in its state."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _given(scope) or str(uuid.uuid4())
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state[_KEY] = request_id
        # Not set back: the server runs each request as a task of its own, and logs its failure in it when we are gone.
        CURRENT.set(request_id)

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        await self.app(scope, receive, named)


def _given(scope: Scope) -> str | None:
    given = Headers(scope=scope).getlist(HEADER)
    return well_formed(given[0]) if len(given) == 1 else None
