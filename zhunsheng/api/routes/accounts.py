"""Accounts: listed, added and changed by administrators. Only in an application that keeps records.

An account is added without a password. Answers to a POST are kept for a day (`idempotency`), and what is kept must hold no
password; so a password is made by an address of its own, whose answer nobody keeps. Who did not get it asks again, and gets
another one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.account_bodies import GIVEN_CASES, GIVEN_ROLES, GIVEN_USE, NEW_ACCOUNT
from zhunsheng.api.answering import answering
from zhunsheng.api.given import given
from zhunsheng.api.parameters import Asked
from zhunsheng.api.problems import documented
from zhunsheng.api.recorded_routes import RecordedRoute
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.security.services import TheSecurity, hashing
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.account_changes import change_roles, change_use, set_password
from zhunsheng.records.account_keeping import add_account_without_password, list_accounts, read_account
from zhunsheng.records.handing_over import HandedOverCases, hand_over_cases
from zhunsheng.records.workflow.identifiers import PersonId

router = APIRouter(tags=["accounts"], route_class=RecordedRoute)
#: What is answered here is not kept.
passwords = APIRouter(tags=["accounts"])

_READING = (401, 403, 422, 500, 503)
_WRITING = (400, 401, 403, 408, 409, 413, 415, 422, 500, 503)

Manager = Annotated[Signed, Depends(requires(Operation.MANAGE_ACCOUNTS))]


class AccountAnswer(BaseModel):
    """An account, without anything that it signs in with."""

    model_config = ConfigDict(frozen=True)
    id: Annotated[
        str, Field(description="账户编号，日志中只出现编号 · The account's id; the log knows no more")
    ]
    login: str | None
    name: str
    roles: tuple[str, ...]
    role_names: Annotated[
        tuple[str, ...], Field(description="角色的名称 · The roles in the language asked for")
    ]
    active: Annotated[bool, Field(description="是否在用 · Whether it may be used")]
    signs_in_with: Annotated[
        Literal["password", "identity_provider"] | None,
        Field(description="尚无密码的为 null · Null where it has no password yet"),
    ]
    must_change_password: bool


class AccountsAnswer(BaseModel):
    """All accounts."""

    model_config = ConfigDict(frozen=True)
    accounts: tuple[AccountAnswer, ...]


class PasswordAnswer(BaseModel):
    """A password that is shown this once."""

    model_config = ConfigDict(frozen=True)
    account: AccountAnswer
    password: Annotated[
        str,
        Field(description="只显示这一次，登录后须先修改 · Shown this once; its owner has to change it first"),
    ]


class HandedOverAnswer(BaseModel):
    """What came of handing over."""

    model_config = ConfigDict(frozen=True)
    handed_over: Annotated[int, Field(description="移交了几个案卷 · So many cases")]
    left: Annotated[
        tuple[str, ...],
        Field(description="此人不能承办、须另交他人的案卷 · Cases that this person cannot have"),
    ]


@router.get("/v1/accounts", summary="账户目录 · List accounts", responses=documented(*_READING))
async def listed(records: TheRecords, signed: Manager, asked: Asked) -> AccountsAnswer:
    """全部账户，含已停用的，按登录名排列。All accounts by their logins, also those out of use."""
    found = await to_thread.run_sync(list_accounts, records.ledger, signed.account)
    return AccountsAnswer(accounts=tuple(account_answer(account, asked.lang) for account in found))


@router.post(
    "/v1/accounts",
    status_code=201,
    response_model=AccountAnswer,
    summary="建立账户 · Add an account",
    responses=documented(*_WRITING),
)
async def added(request: Request, records: TheRecords, signed: Manager, asked: Asked) -> Response:
    """新账户尚无密码，请再用 `POST /v1/accounts/{id}/password` 设定。须有 Idempotency-Key。

    It has no password yet: make one with `POST /v1/accounts/{id}/password`. Needs an Idempotency-Key.
    """
    body = await given(request, NEW_ACCOUNT)
    operation = partial(add_account_without_password, records.ledger, body.login, body.roles, signed.account)
    return await answering(request, records, operation, made=_added(asked.lang), about=_no_case)


@router.get(
    "/v1/accounts/{account_id}", summary="一个账户 · One account", responses=documented(404, *_READING)
)
async def read(account_id: PersonId, records: TheRecords, signed: Manager, asked: Asked) -> AccountAnswer:
    """账户的角色、是否在用。Its roles, and whether it is in use."""
    found = await to_thread.run_sync(read_account, records.ledger, account_id, signed.account)
    return account_answer(found, asked.lang)


@router.put(
    "/v1/accounts/{account_id}/roles",
    summary="改变角色 · Give other roles",
    responses=documented(404, *_WRITING),
)
async def roles_given(
    account_id: PersonId, request: Request, records: TheRecords, signed: Manager, asked: Asked
) -> AccountAnswer:
    """以这些角色替换原有的角色；该账户的会话全部失效。最后一个可以登录的账户管理员不得失去角色。

    In place of those that it has; its sessions end. The last administrator who can sign in stays one.
    """
    body = await given(request, GIVEN_ROLES)
    changed = await to_thread.run_sync(change_roles, records.ledger, account_id, body.roles, signed.account)
    return account_answer(changed, asked.lang)


@router.put(
    "/v1/accounts/{account_id}/active",
    summary="停用或重新启用 · Put out of use, or back",
    responses=documented(404, *_WRITING),
)
async def use_given(
    account_id: PersonId, request: Request, records: TheRecords, signed: Manager, asked: Asked
) -> AccountAnswer:
    """停用后，该账户的会话全部失效，日志中的编号不变；最后一个可以登录的账户管理员不得停用。

    Out of use, its sessions end and its id stays in the log. The last administrator who can sign in stays in use.
    """
    body = await given(request, GIVEN_USE)
    changed = await to_thread.run_sync(
        lambda: change_use(records.ledger, account_id, active=body.active, by=signed.account)
    )
    return account_answer(changed, asked.lang)


@router.post(
    "/v1/accounts/{account_id}/handing-over",
    response_model=HandedOverAnswer,
    summary="移交其全部案卷 · Hand over all of its cases",
    responses=documented(404, *_WRITING),
)
async def cases_handed_over(
    account_id: PersonId, request: Request, records: TheRecords, signed: Manager, asked: Asked
) -> Response:
    """把该账户承办的全部案卷移交给另一名承办人（例如承办人离任）；看不到案卷。须有 Idempotency-Key。

    All cases that the account handles are given to another handler, when somebody has left. Nothing of them is shown.
    """
    body = await given(request, GIVEN_CASES)
    operation = partial(hand_over_cases, records.ledger, account_id, body.to, signed.account)
    # It says how many and names those that are left, and nothing of what is in them.
    return await answering(request, records, operation, made=_handed_over(asked.lang), about=_no_case)


@passwords.post(
    "/v1/accounts/{account_id}/password",
    summary="设定新的初始密码 · Make a new first password",
    responses=documented(401, 403, 404, 409, 422, 500, 503),
)
async def password_made(
    account_id: PersonId, records: TheRecords, security: TheSecurity, signed: Manager, asked: Asked
) -> PasswordAnswer:
    """随机的新密码，只显示这一次；该账户的会话全部失效，登录后须先修改密码。没有收到答复的，再做一次即可。

    A random password, shown this once; the sessions of the account end. Whoever did not get the answer asks again.
    """
    passwords_of = security.sign_ins.passwords
    account, made = await hashing(
        lambda: set_password(records.ledger, passwords_of, account_id, signed.account)
    )
    return PasswordAnswer(account=account_answer(account, asked.lang), password=made.get_secret_value())


def _added(language: Language) -> Callable[[Account], Response]:
    def answer(made: Account) -> Response:
        headers = {"Location": f"/v1/accounts/{made.id}", "Content-Language": language}
        return Response(account_answer(made, language).model_dump_json(), 201, headers, "application/json")

    return answer


def _handed_over(language: Language) -> Callable[[HandedOverCases], Response]:
    def answer(made: HandedOverCases) -> Response:
        said = HandedOverAnswer(handed_over=made.handed_over, left=made.left)
        return Response(said.model_dump_json(), 200, {"Content-Language": language}, "application/json")

    return answer


def _no_case(_made: object) -> None:
    """Erasing what is in a case has nothing to take from these answers."""


def account_answer(account: Account, language: Language) -> AccountAnswer:
    """An account as it is told."""
    roles = sorted(account.roles, key=lambda role: role.value)
    return AccountAnswer(
        id=account.id,
        login=account.login,
        name=account.name,
        roles=tuple(role.value for role in roles),
        role_names=tuple(role.title.get(language) for role in roles),
        active=account.active,
        signs_in_with=_signs_in_with(account),
        must_change_password=account.must_change,
    )


def _signs_in_with(account: Account) -> Literal["password", "identity_provider"] | None:
    if account.external is not None:
        return "identity_provider"
    return None if account.password is None else "password"
