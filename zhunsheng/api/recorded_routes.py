"""Routes of cases: who asks is known before anything else, and a POST is carried out once a key.

An idempotency key belongs to an account (`idempotency`), so whoever is nobody hears so before his key is looked at; and so does
whoever has no role for what the route does (`requires`), or an answer of yesterday would outlast the role that it took.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response

from zhunsheng.api.idempotent_routes import IdempotentRoute
from zhunsheng.api.security.current import Required, current
from zhunsheng.api.security.services import security_of


class RecordedRoute(IdempotentRoute):
    """A route that signs in first, asks the roles, and then keeps to keys."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, behind the sign-in and the roles."""
        handle = super().get_route_handler()
        owners = [getattr(asked.call, "__self__", None) for asked in self.dependant.dependencies]
        required = [owner for owner in owners if isinstance(owner, Required)]

        async def signed(request: Request) -> Response:
            who = await current(request, security_of(request))
            for permission in required:
                await permission.of(request, who)
            return await handle(request)

        return signed
