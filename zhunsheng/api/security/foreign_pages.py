"""Is a request one that another site's page made the browser send?

Browsers say where a request comes from: ``Sec-Fetch-Site`` (Fetch Metadata), and ``Origin`` (RFC 6454) with everything that
may change something. What they say is believed if it speaks against the request; if it is silent (an old browser, a program),
the second token of the session decides alone. For a session it must be there in any case: two locks, since each has been
picked before.

A bearer token needs none of it. No browser adds one by itself.
"""

from __future__ import annotations

from fastapi import Request
from pydantic import SecretStr

from zhunsheng.records.access.csrf import csrf_holds

CSRF_HEADER = "X-CSRF-Token"

#: Where a request bears the token that its form showed.
_SHOWN = "csrf_token"

#: Methods that change nothing (RFC 9110 section 9.2.1).
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def comes_from_elsewhere(request: Request, origins: frozenset[str]) -> bool:
    """Whether the browser says that a request comes from another site's page.

    Args:
        origins: Where the service's own pages are, such as ``https://zhunsheng.example``. Not told by the request's Host, which
            a proxy may have changed.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return True
    origin = request.headers.get("origin")
    return origin is not None and origin not in origins


def may_act(request: Request, session: SecretStr, origins: frozenset[str]) -> bool:
    """Whether a request that came with a session's cookie may do what it asks for."""
    if request.method in SAFE_METHODS:
        return True
    if comes_from_elsewhere(request, origins):
        return False
    shown = request.scope.get("state", {}).get(_SHOWN) or request.headers.get(CSRF_HEADER, "")
    return csrf_holds(session, shown)


def shows_token(request: Request, token: str) -> None:
    """Notes the second token of a form, which cannot send a header; it is taken for one."""
    request.scope.setdefault("state", {})[_SHOWN] = token
