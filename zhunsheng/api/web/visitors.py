"""Who looks at a page, and who may.

The same sessions, roles and table of permissions as everywhere (`security.current`). A service that keeps no records knows
nobody, and what it shows is for everybody.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from zhunsheng.api.problems import Refusal
from zhunsheng.api.security.current import Required, Signed, current
from zhunsheng.api.security.services import Security, security_of
from zhunsheng.records.access.operations import Operation


def signs_in(request: Request) -> bool:
    """Whether people sign in to the application at all."""
    return isinstance(request.app.state.security, Security)


async def visitor(request: Request) -> Signed | None:
    """Who is signed in, if anybody is."""
    if not signs_in(request):
        return None
    try:
        return await current(request, security_of(request))
    except Refusal:
        return None


def needed(operation: Operation | None) -> Callable[[Request], Awaitable[None]]:
    """A dependency that lets through whose roles allow an operation; None is for everybody.

    Raises:
        Refusal: nobody is signed in (401), or his roles do not allow it (403).
    """

    async def allowed(request: Request) -> None:
        if operation is not None and signs_in(request):
            await Required(operation).of(request, await current(request, security_of(request)))

    return allowed


TheVisitor = Annotated[Signed | None, Depends(visitor)]
