"""What is answered to who is not signed in, may not, or comes from a foreign page. Nothing that was sent is ever repeated."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta

from fastapi import Request

from zhunsheng.api.problems import Refusal, item_of, language_of
from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.engine.vocabulary.facts import Text

#: RFC 9110 section 11.6.1 asks for it with every 401, RFC 6750 section 3 says how.
_CHALLENGE = 'Bearer realm="zhunsheng"'


def said(problem: Problem, request: Request, headers: Mapping[str, str] | None = None) -> Refusal:
    """A problem as the end of a request, in the language of the request. It is about no place in the body unless it says so."""
    item = item_of(problem, language_of(request))
    return Refusal([item.model_copy(update={"pointer": problem.pointer or None})], headers)


def not_signed_in(request: Request) -> Refusal:
    """Nobody is signed in, or not any more."""
    return said(_NOT_SIGNED_IN, request, {"WWW-Authenticate": _CHALLENGE})


def invalid_token(reason: Text, request: Request) -> Refusal:
    """A bearer token that does not count."""
    problem = Problem(
        code="invalid_token",
        what=reason.en,
        mend="Get a new token from the identity provider.",
        zh=Chinese(reason.zh, "请向身份提供方重新获取令牌。"),
    )
    challenge = f'{_CHALLENGE}, error="invalid_token", error_description="{reason.en}"'
    return said(problem, request, {"WWW-Authenticate": challenge})


def not_recognized(request: Request) -> Refusal:
    """Login and password are nobody's. Which of the two it was is not said."""
    return said(_NOT_RECOGNIZED, request, {"WWW-Authenticate": _CHALLENGE})


def no_password_here(request: Request) -> Refusal:
    """Whoever is known by a token of the identity provider has his password there."""
    return said(_NO_PASSWORD_HERE, request)


def too_many_attempts(wait: timedelta, request: Request) -> Refusal:
    """So many attempts were made that nothing was looked at (RFC 6585 section 4)."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    problem = Problem(
        code="too_many_attempts",
        what="there were too many attempts to sign in",
        why="Guessing must not pay.",
        mend=f"Try again in {seconds} s.",
        zh=Chinese("登录尝试过多", f"请在 {seconds} 秒后再试。"),
    )
    return said(problem, request, {"Retry-After": str(seconds)})


def from_a_foreign_page(request: Request) -> Refusal:
    """A request that another site's page made the browser send, or that looks like one."""
    return said(_FOREIGN_PAGE, request)


def provider_unavailable(request: Request, retry_after: timedelta) -> Refusal:
    """The identity provider cannot be reached, so nothing can be told about a token."""
    return said(_PROVIDER_UNAVAILABLE, request, {"Retry-After": str(math.ceil(retry_after.total_seconds()))})


_NOT_SIGNED_IN = Problem(
    code="not_signed_in",
    what="nobody is signed in",
    mend="Sign in with POST /v1/session, or send a token of your identity provider as 'Authorization: Bearer …'.",
    zh=Chinese(
        "尚未登录，或者登录已失效",
        "请用 POST /v1/session 登录，或者在 Authorization 头中附上身份提供方的令牌。",
    ),
)
_NOT_RECOGNIZED = Problem(
    code="not_recognized",
    what="nobody has this login with this password",
    mend="Check both; an administrator can give you a new password.",
    zh=Chinese("登录名或密码不对", "请核对后再试；忘记密码的，请联系账户管理员。"),
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
_PROVIDER_UNAVAILABLE = Problem(
    code="identity_provider_unavailable",
    what="the identity provider cannot be reached, so the token cannot be checked",
    why="A token that was not checked is none.",
    mend="Try again later; tell the operator if it goes on.",
    zh=Chinese("无法连接身份提供方，令牌无从核验", "请稍后再试；持续如此的，请告知运维人员。"),
)
