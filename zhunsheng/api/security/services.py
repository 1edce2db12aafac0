"""What the application needs for it: handed in once, at the start, and found by the routes where the evaluator is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import Depends, Request

from zhunsheng.api.security.cookies import Cookies
from zhunsheng.records.access.provider_keys import ProviderKeys
from zhunsheng.records.access.sign_in import SignIns

_Made = TypeVar("_Made")

_hashing: RunVar[CapacityLimiter] = RunVar("passwords")
_fetching: RunVar[CapacityLimiter] = RunVar("tokens")

#: Comparing a password takes 64 MiB and four lanes, so more at a time would be a way to bring the service down.
_HASHES_AT_A_TIME = 2
#: Whoever waits for a slow identity provider keeps nobody waiting who came with a session.
_TOKENS_AT_A_TIME = 8


@dataclass(frozen=True)
class Security:
    """How people are known to one application.

    Attributes:
        origins: Where its own pages are, such as ``https://zhunsheng.example``.
        keys: Of the organization's identity provider, if it has one.
    """

    sign_ins: SignIns
    origins: frozenset[str]
    cookies: Cookies = field(default_factory=Cookies)
    keys: ProviderKeys | None = None


def security_of(request: Request) -> Security:
    """How people are known to the application that got a request."""
    security = request.app.state.security
    if not isinstance(security, Security):
        raise TypeError("the application was made without security")
    return security


TheSecurity = Annotated[Security, Depends(security_of)]


async def hashing(make: Callable[[], _Made]) -> _Made:
    """Does in a thread what compares or hashes passwords, with few at a time."""
    return await to_thread.run_sync(make, limiter=_limiter(_hashing, _HASHES_AT_A_TIME))


async def checking(make: Callable[[], _Made]) -> _Made:
    """Does in a thread what may have to wait for the identity provider."""
    return await to_thread.run_sync(make, limiter=_limiter(_fetching, _TOKENS_AT_A_TIME))


def _limiter(kept: RunVar[CapacityLimiter], at_a_time: int) -> CapacityLimiter:
    try:
        return kept.get()
    except LookupError:
        limiter = CapacityLimiter(at_a_time)
        kept.set(limiter)
        return limiter
