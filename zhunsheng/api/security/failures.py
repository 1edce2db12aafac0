"""Every way in which signing in can fail, and what is said of it: what it is, and what to do.

Whoever guesses learns nothing: a login that nobody has, another password, an account out of use and one without a password are
one failure with one answer. What is told apart is what only somebody with a genuine token of the identity provider can meet.
Each failure is counted (`metrics`), and none is an entry of the log (`records.access.happenings` says why).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from fastapi import Request

from zhunsheng.api.metrics import SignInFailure
from zhunsheng.api.problems import Refusal
from zhunsheng.api.security.said import CHALLENGE, said
from zhunsheng.api.state import operation_of
from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.bearer_tokens import TokenRefused
from zhunsheng.records.access.first_run import NO_CODE

#: What is said of each. Sentences about a token, about roles and about seconds are filled in where they are known.
SAID: Mapping[SignInFailure, Problem] = {
    "wrong_credentials": Problem(
        code="not_recognized",
        what="nobody has this login with this password",
        mend="Check both; an administrator can give you a new password.",
        zh=Chinese("登录名或密码不对", "请核对后再试；忘记密码的，请联系账户管理员。"),
    ),
    "too_many": Problem(
        code="too_many_attempts",
        what="there were too many attempts to sign in",
        why="Guessing must not pay.",
        mend="Try again later.",
        zh=Chinese("登录尝试过多", "请稍后再试。"),
    ),
    "bad_token": Problem(
        code="invalid_token",
        what="the token does not count",
        mend="Get a new token from the identity provider.",
        zh=Chinese("令牌无效", "请向身份提供方重新获取令牌。"),
    ),
    "expired": Problem(
        code="invalid_token",
        what="the token has expired",
        mend="Get a new token from the identity provider.",
        zh=Chinese("令牌已过期", "请向身份提供方重新获取令牌。"),
    ),
    "disabled": Problem(
        code="invalid_token",
        what="the account is not in use here any more",
        mend="Ask an administrator of this service.",
        zh=Chinese("账户在本服务中已停用", "请联系本服务的账户管理员。"),
    ),
    "no_role": Problem(
        code="no_role",
        what="the identity provider gives the account no role here",
        mend="Ask those who look after the identity provider for a role.",
        zh=Chinese("身份提供方没有给账户任何角色", "请联系身份提供方的管理人员。"),
    ),
    "provider_unavailable": Problem(
        code="identity_provider_unavailable",
        what="the identity provider cannot be reached, so the token cannot be checked",
        why="A token that was not checked is none.",
        mend="Try again later; tell the operator if it goes on.",
        zh=Chinese("无法连接身份提供方，令牌无从核验", "请稍后再试；持续如此的，请告知运维人员。"),
    ),
    "setup_code": NO_CODE,
}
_CURRENT = Problem(
    code="not_recognized",
    what="the current password is not right",
    mend="Check it; an administrator can give you a new password.",
    pointer="/current",
    zh=Chinese("现在的密码不对", "请核对后再试；忘记密码的，请联系账户管理员。"),
)


def not_recognized(request: Request) -> Refusal:
    """Login and password are nobody's. Which of the two it was is not said."""
    return _failed("wrong_credentials", request, headers=_CHALLENGED)


def current_password_wrong(request: Request) -> Refusal:
    """Somebody who is signed in wants another password, and did not say the one that he has."""
    return _failed("wrong_credentials", request, _CURRENT, _CHALLENGED)


def too_many_attempts(wait: timedelta, request: Request) -> Refusal:
    """So many attempts were made that nothing was looked at (RFC 6585 section 4)."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    problem = replace(
        SAID["too_many"],
        mend=f"Try again in {seconds} s.",
        zh=Chinese("登录尝试过多", f"请在 {seconds} 秒后再试。"),
    )
    return _failed("too_many", request, problem, {"Retry-After": str(seconds)})


def token_refused(refused: TokenRefused, request: Request) -> Refusal:
    """A bearer token that does not count, and why."""
    failure: SignInFailure = "expired" if refused.expired else "bad_token"
    return _invalid_token(failure, refused.reason, request)


def account_disabled(request: Request) -> Refusal:
    """The account of a genuine token was put out of use here."""
    problem = SAID["disabled"]
    zh, _ = problem.say("zh")
    return _invalid_token("disabled", Text(zh, problem.what), request)


def roles_refused(problem: Problem, request: Request) -> Refusal:
    """The provider gives somebody no role, or roles that cannot be one person's."""
    return _failed("no_role", request, SAID["no_role"] if problem.code == "no_role" else problem)


def provider_unavailable(request: Request, retry_after: timedelta) -> Refusal:
    """The identity provider cannot be reached, so nothing can be told about a token."""
    seconds = math.ceil(retry_after.total_seconds())
    return _failed("provider_unavailable", request, headers={"Retry-After": str(seconds)})


def count_failure(failure: SignInFailure, request: Request) -> None:
    """Counts one of which something else speaks."""
    operation_of(request).metrics.sign_in_failed(failure)


_CHALLENGED = {"WWW-Authenticate": CHALLENGE}


def _invalid_token(failure: SignInFailure, reason: Text, request: Request) -> Refusal:
    problem = SAID[failure]
    _, mend = problem.say("zh")
    challenge = f'{CHALLENGE}, error="invalid_token", error_description="{reason.en}"'
    told = replace(problem, what=reason.en, zh=Chinese(reason.zh, mend))
    return _failed(failure, request, told, {"WWW-Authenticate": challenge})


def _failed(
    failure: SignInFailure,
    request: Request,
    problem: Problem | None = None,
    headers: Mapping[str, str] | None = None,
) -> Refusal:
    count_failure(failure, request)
    return said(problem or SAID[failure], request, headers)
