"""Which methods an address has. What the framework says of one that has several routes are the methods of the first of them, and
`Allow` must list them all (RFC 9110 section 10.2.1).
"""

from __future__ import annotations

from typing import Final

from fastapi import Request
from starlette.routing import Match

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def methods_at(request: Request) -> tuple[str, ...]:
    """The methods of the address that a request went to, whichever its own is."""
    routes = request.app.router.routes
    return tuple(
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    )
