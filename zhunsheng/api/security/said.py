"""What is answered to who is not signed in, may not, or comes from a foreign page. Nothing that was sent is ever repeated.

What is answered to who tried to sign in and failed stands in `failures`.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request

from zhunsheng.api.problems import Refusal, item_of, language_of
from zhunsheng.engine.problems import Chinese, Problem

#: RFC 9110 section 11.6.1 asks for it with every 401, RFC 6750 section 3 says how.
CHALLENGE = 'Bearer realm="zhunsheng"'


def said(problem: Problem, request: Request, headers: Mapping[str, str] | None = None) -> Refusal:
    """A problem as the end of a request, in the language of the request. It is about no place in the body unless it says so."""
    item = item_of(problem, language_of(request))
    return Refusal([item.model_copy(update={"pointer": problem.pointer or None})], headers)


def not_signed_in(request: Request) -> Refusal:
    """Nobody is signed in, or not any more."""
    return said(_NOT_SIGNED_IN, request, {"WWW-Authenticate": CHALLENGE})


def no_password_here(request: Request) -> Refusal:
    """Whoever is known by a token of the identity provider has his password there."""
    return said(_NO_PASSWORD_HERE, request)


def from_a_foreign_page(request: Request) -> Refusal:
    """A request that another site's page made the browser send, or that looks like one."""
    return said(_FOREIGN_PAGE, request)


_NOT_SIGNED_IN = Problem(
    code="not_signed_in",
    what="nobody is signed in",
    mend="Sign in with POST /v1/session, or send a token of your identity provider as 'Authorization: Bearer …'.",
    zh=Chinese(
        "尚未登录，或者登录已失效",
        "请用 POST /v1/session 登录，或者在 Authorization 头中附上身份提供方的令牌。",
    ),
)
_NO_PASSWORD_HERE = Problem(
    code="no_password_here",
    what="your password is not kept here",
    mend="Change it with your identity provider.",
    zh=Chinese("您的密码不由本服务保存", "请在身份提供方修改密码。"),
)
_FOREIGN_PAGE = Problem(
    code="csrf",
    what="the request does not show that it comes from a page of this service",
    why="Any page can make a browser send a cookie; only our own can send the second token.",
    mend="Send 'csrf_token' of GET /v1/session in the header X-CSRF-Token, from a page of this service.",
    zh=Chinese(
        "无法确认请求来自本服务的页面",
        "请从本服务的页面发送，并在 X-CSRF-Token 头中附上 GET /v1/session 给出的 csrf_token。",
    ),
)
