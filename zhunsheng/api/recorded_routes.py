"""Routes of cases: who asks is known before anything else, and a POST is carried out once a key.

An idempotency key belongs to an account (`idempotency`), so whoever is nobody hears so before his key is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response

from zhunsheng.api.idempotent_routes import IdempotentRoute
from zhunsheng.api.security.current import current
from zhunsheng.api.security.services import security_of


class RecordedRoute(IdempotentRoute):
    """A route that signs in first, and then keeps to keys."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, behind the sign-in."""
        handle = super().get_route_handler()

        async def signed(request: Request) -> Response:
            await current(request, security_of(request))
            return await handle(request)

        return signed
