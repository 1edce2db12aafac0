"""What the description of the API says of how callers are known: by the cookie of a session, which needs a second token for every
change, or by a bearer token where there is an identity provider.

A route that asks who it is documents that it may answer 401. Signing in does so as well, since that is what it answers to a wrong
password, and asks nobody who he is.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from zhunsheng.api.security.foreign_pages import CSRF_HEADER, SAFE_METHODS
from zhunsheng.api.security.services import Security

#: What all has to come with a request; the lists are scopes, of which there are none.
Requirement: TypeAlias = dict[str, list[str]]

_SIGNS_IN = ("post", "/v1/session")
_SESSION: Requirement = {"session": []}
_CHANGING: Requirement = {"session": [], "csrf": []}
_TOKEN: Requirement = {"token": []}


def describe_signing_in(found: dict[str, Any], security: Security | None) -> None:
    """Completes a description, if people sign in to its application."""
    if security is None:
        return
    tokens = security.keys is not None
    found["components"]["securitySchemes"] = {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": security.cookies.session_name,
            "description": "由 POST /v1/session 设定 · Set by POST /v1/session",
        },
        "csrf": {
            "type": "apiKey",
            "in": "header",
            "name": CSRF_HEADER,
            "description": "会话的第二个令牌，见 GET /v1/session 的 csrf_token · The second token of a session",
        },
        **({"token": _BEARER} if tokens else {}),
    }
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            if "401" in operation["responses"] and (method, path) != _SIGNS_IN:
                safe = method.upper() in SAFE_METHODS
                operation["security"] = [_SESSION if safe else _CHANGING, *([_TOKEN] if tokens else [])]


_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "由身份提供方签发 · Issued by the identity provider",
}
