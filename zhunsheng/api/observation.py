"""One line in the log and one count for every request, once its answer is out.

The line says which request (its id), to which route (the template, never the path: ids of cases stand in paths), how it
ended, how long it took and on whose behalf. It never holds what was sent or answered: no body, no value of a query, no
cookie, no token. Two people with access to a log file must not thereby have access to cases.

Whoever signs a caller in puts the account's opaque id where `acts_for` puts it. A probe that finds all well is logged as a
detail (`debug`), since it comes every few seconds and says nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhunsheng.api.metrics import UNMATCHED, Metrics
from zhunsheng.api.request_ids import request_id_of

LOGGER: Final = "zhunsheng.requests"

_LOG: Final = logging.getLogger(LOGGER)
_ACTOR: Final = "actor_id"
_PROBES: Final = frozenset({"/healthz", "/readyz", "/metrics"})


@dataclass(frozen=True)
class RequestLine:
    """What is logged of a request.

    Attributes:
        request_id: See `request_ids`.
        route: The template of its route, or "unmatched".
        status: As it was answered; 500 where it failed before there was an answer.
        milliseconds: From its head to the end of the answer.
        actor_id: The account that asked; None where nobody is signed in.
    """

    request_id: str
    method: str
    route: str
    status: int
    milliseconds: float
    actor_id: str | None


def acts_for(scope: Scope, actor_id: str) -> None:
    """Notes the account on whose behalf a request is made, an opaque id."""
    scope.setdefault("state", {})[_ACTOR] = actor_id


def actor_of(scope: Mapping[str, Any]) -> str | None:
    """The account on whose behalf a request is made; None where nobody is signed in."""
    found = scope.get("state", {}).get(_ACTOR)
    return None if found is None else str(found)


def template_of(scope: Mapping[str, Any]) -> str | None:
    """The template of the route that matched a request (`/v1/rules/{rule_id}`), or None.

    Routers are included without a prefix here, so a route's own path is the whole of it.
    """
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else None


class Observation:
    """Logs and counts every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and sees how it ends."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, seen)
        finally:
            seconds = time.perf_counter() - start
            route = template_of(scope)
            self.metrics.answered(route, scope["method"], status, seconds)
            _log(scope, route, status, seconds)


def _log(scope: Scope, route: str | None, status: int, seconds: float) -> None:
    line = RequestLine(
        request_id_of(scope),
        # A method is a word of the caller's choice, and longer ones than these are no methods.
        scope["method"][:16],
        route or UNMATCHED,
        status,
        round(seconds * 1000, 3),
        actor_of(scope),
    )
    level = logging.DEBUG if route in _PROBES and status < 400 else logging.INFO
    _LOG.log(level, "request", extra={"request": line})
