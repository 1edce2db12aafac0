"""Signing in, who one is, signing out, one's password, and the first account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.observation import acts_for
from zhunsheng.api.problems import documented
from zhunsheng.api.security.bodies import (
    Credentials,
    FirstAdministrator,
    NewPassword,
    body_of,
    described,
)
from zhunsheng.api.security.current import Signed, TheSigned, requires
from zhunsheng.api.security.failures import (
    count_failure,
    current_password_wrong,
    not_recognized,
    too_many_attempts,
)
from zhunsheng.api.security.foreign_pages import comes_from_elsewhere
from zhunsheng.api.security.said import from_a_foreign_page, no_password_here
from zhunsheng.api.security.services import Security, TheSecurity, hashing
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.attempts import Origin
from zhunsheng.records.access.csrf import csrf_token
from zhunsheng.records.access.first_run import redeem
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.access.sign_in import NotRecognized, SignedIn, TooManyAttempts

router = APIRouter(tags=["access"])

_WITH_A_BODY = (400, 403, 408, 413, 415, 422, 500, 503)


class Myself(BaseModel):
    """Who is signed in, and what that is good for."""

    model_config = ConfigDict(frozen=True)
    id: Annotated[str, Field(description="账户编号 · The account's id, as it stands in the log")]
    login: str | None
    name: str
    roles: tuple[str, ...]
    operations: Annotated[
        tuple[str, ...],
        Field(description="可做的操作（有的限于部分案卷）· What may be done, with some cases or all"),
    ]
    must_change_password: bool
    csrf_token: Annotated[
        str | None,
        Field(
            description="以 Cookie 登录的，改动时放入 X-CSRF-Token 头 · With a cookie: for that header, with every change"
        ),
    ] = None


def install(app: FastAPI, security: Security) -> None:
    """Gives an application its routes in here, and what they and `requires` need."""
    app.state.security = security
    app.include_router(router)


@router.post(
    "/v1/session",
    response_model=Myself,
    status_code=201,
    summary="登录 · Sign in",
    responses=documented(401, 429, *_WITH_A_BODY),
    openapi_extra=described(Credentials),
)
async def sign_in(request: Request, security: TheSecurity) -> Response:
    """登录名与密码不符时，不说明是哪一个不对。

    Sets the cookie of a new session; one that the browser still has ends. What was wrong with an attempt is not told.
    """
    _refuse_foreign_page(request, security)
    given = await body_of(request, Credentials)
    outcome = await hashing(
        lambda: security.sign_ins.sign_in(
            given.login, given.password, origin_of(request, security), security.cookies.session(request)
        )
    )
    if isinstance(outcome, NotRecognized):
        raise not_recognized(request)
    return _begun(outcome, request, security, 201)


@router.get(
    "/v1/session",
    summary="当前账户 · Who is signed in",
    responses=documented(401, 403, 503, 500),
)
async def myself(signed: Annotated[Signed, Depends(requires(Operation.READ_OWN_ACCOUNT))]) -> Myself:
    """账户、角色、可做的操作；以 Cookie 登录的，另有 `csrf_token`。

    The account, its roles, what it may do; and the second token of a session by cookie.
    """
    return _myself(signed)


@router.delete(
    "/v1/session",
    status_code=204,
    response_class=Response,
    summary="退出 · Sign out",
    responses=documented(401, 403, 503, 500),
)
async def sign_out(security: TheSecurity, signed: TheSigned) -> Response:
    """会话立即失效。The session ends at once; a bearer token is the identity provider's to end."""
    response = Response(status_code=204)
    if signed.session is not None:
        session = signed.session
        await hashing(lambda: security.sign_ins.sign_out(session))
        security.cookies.forget(response)
    return response


@router.put(
    "/v1/session/password",
    response_model=Myself,
    summary="修改密码 · Change one's password",
    responses=documented(401, 429, *_WITH_A_BODY),
    openapi_extra=described(NewPassword),
)
async def change_password(
    request: Request,
    security: TheSecurity,
    signed: Annotated[Signed, Depends(requires(Operation.CHANGE_OWN_PASSWORD))],
) -> Response:
    """须填写现在的密码；修改后，该账户的其他会话全部失效。

    Asks for the current password, ends every session of the account and begins a new one.
    """
    if signed.session is None:
        raise no_password_here(request)
    given = await body_of(request, NewPassword)
    outcome = await hashing(
        lambda: security.sign_ins.change_password(
            signed.account, given.current, given.new, origin_of(request, security)
        )
    )
    if isinstance(outcome, NotRecognized):
        raise current_password_wrong(request)
    return _begun(outcome, request, security, 200)


@router.post(
    "/v1/setup",
    status_code=204,
    response_class=Response,
    summary="建立首个账户管理员 · Make the first administrator",
    responses=documented(409, *_WITH_A_BODY),
    openapi_extra=described(FirstAdministrator),
)
async def set_up(request: Request, security: TheSecurity) -> Response:
    """凭服务首次启动时给出的设置码，只能用一次。With the code that the service printed at its first start; it works once."""
    _refuse_foreign_page(request, security)
    given = await body_of(request, FirstAdministrator)
    desk = security.sign_ins
    try:
        await hashing(
            lambda: redeem(
                desk.transactions, desk.clock, desk.passwords, given.code, given.login, given.password
            )
        )
    except InputError as error:
        if error.problems[0].code == "setup_code_refused":
            count_failure("setup_code", request)
        raise
    return Response(status_code=204)


def _refuse_foreign_page(request: Request, security: Security) -> None:
    """Signing somebody in as somebody else is an attack, too; there is no session yet whose second token could be asked for."""
    if comes_from_elsewhere(request, security.origins):
        raise from_a_foreign_page(request)


def origin_of(request: Request, security: Security) -> Origin:
    """Where an attempt to sign in comes from."""
    # The server (uvicorn) has put the address there that a trusted proxy told it of.
    return Origin(request.client.host if request.client else "", security.cookies.device(request))


def _begun(
    outcome: SignedIn | TooManyAttempts, request: Request, security: Security, status: int
) -> Response:
    match outcome:
        case TooManyAttempts(wait):
            raise too_many_attempts(wait, request)
        case SignedIn(account, token, device):
            acts_for(request.scope, account.id)
            response = JSONResponse(_myself(Signed(account, token)).model_dump(mode="json"), status)
            security.cookies.keep(response, token, device)
            return response


def _myself(signed: Signed) -> Myself:
    account: Account = signed.account
    return Myself(
        id=account.id,
        login=account.login,
        name=account.name,
        roles=tuple(sorted(role.value for role in account.roles)),
        operations=tuple(
            operation.value for operation in Operation if ever_allowed(account, operation) is None
        ),
        must_change_password=account.must_change,
        csrf_token=None if signed.session is None else csrf_token(signed.session).get_secret_value(),
    )
