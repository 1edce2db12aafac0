"""Who is asking, and may he?

    @router.post("/v1/cases")
    async def open_case(signed: Annotated[Signed, Depends(requires(Operation.OPEN_CASE))]) -> …

An ``Authorization`` header is taken before a cookie: who sends one says by it how he wants to be known, and a wrong token is
never made good by a cookie. A cookie is only taken from our own pages (`foreign_pages`), and this is the one place where it is
taken, so that no route can forget to ask.

`requires` looks at roles alone, before anything was read. What depends on the case is asked again when the case is known
(`records.access.permissions.allowed`), by the service, in its transaction.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from pydantic import SecretStr

from zhunsheng.api.observation import acts_for
from zhunsheng.api.security.failures import (
    account_disabled,
    provider_unavailable,
    roles_refused,
    token_refused,
)
from zhunsheng.api.security.foreign_pages import may_act
from zhunsheng.api.security.said import from_a_foreign_page, not_signed_in, said
from zhunsheng.api.security.services import Security, TheSecurity, checking
from zhunsheng.engine.problems import InputError
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.bearer_tokens import TokenRefused, identity_of
from zhunsheng.records.access.external_accounts import account_for
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.access.provider_keys import ProviderKeys, ProviderUnavailable

#: Where a request bears who asks, once it is known.
_SIGNED = "signed"


@dataclass(frozen=True)
class Signed:
    """Who is asking.

    Attributes:
        session: The token of the session, if it is by one that he is known.
    """

    account: Account
    session: SecretStr | None = None


async def current(request: Request, security: TheSecurity) -> Signed:
    """Who is asking. Looked up once a request, however many ask; the log and idempotency keys hear of it (`acts_for`).

    Raises:
        Refusal: nobody is signed in (401), the token does not count (401), the identity provider cannot be reached (503), its
            roles make no account (403), or the request comes from a foreign page (403).
    """
    known = request.scope.setdefault("state", {}).get(_SIGNED)
    if isinstance(known, Signed):
        return known
    signed = await _looked_up(request, security)
    request.scope["state"][_SIGNED] = signed
    acts_for(request.scope, signed.account.id)
    return signed


async def _looked_up(request: Request, security: Security) -> Signed:
    authorization = request.headers.get("authorization")
    if authorization is None:
        signed = await _by_session(request, security)
    else:
        signed = await _by_token(authorization, request, security)
    acts_for(request.scope, signed.account.id)
    return signed


async def _by_session(request: Request, security: Security) -> Signed:
    session = security.cookies.session(request)
    if session is None:
        raise not_signed_in(request)
    account = await to_thread.run_sync(security.sign_ins.account_of, session)
    if account is None:
        raise not_signed_in(request)
    if not may_act(request, session, security.origins):
        raise from_a_foreign_page(request)
    return Signed(account, session)


TheSigned = Annotated[Signed, Depends(current)]


@dataclass(frozen=True)
class Required:
    """What a route asks of whoever asks; found again by what must ask it earlier (`recorded_routes`)."""

    operation: Operation

    async def of(self, request: Request, signed: TheSigned) -> Signed:
        """Who is asking, if his roles allow it.

        Raises:
            Refusal: they do not (403).
        """
        refusal = ever_allowed(signed.account, self.operation)
        if refusal is not None:
            raise said(refusal.problem(), request)
        return signed


def requires(operation: Operation) -> Callable[..., Awaitable[Signed]]:
    """A dependency that gives who is asking, if there is any case with which he may do this, or it is about no case.

    Raises:
        Refusal: what `current` raises, or his roles do not allow it (403).
    """

    return Required(operation).of


async def _by_token(authorization: str, request: Request, security: Security) -> Signed:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or security.keys is None:
        raise not_signed_in(request)
    keys = security.keys
    try:
        account = await checking(lambda: _account(SecretStr(token.strip()), keys, security))
    except TokenRefused as refused:
        raise token_refused(refused, request) from None
    except ProviderUnavailable:
        raise provider_unavailable(request, keys.limits.interval) from None
    except InputError as error:
        raise roles_refused(error.problems[0], request) from None
    if account is None:
        raise account_disabled(request)
    return Signed(account)


def _account(token: SecretStr, keys: ProviderKeys, security: Security) -> Account | None:
    return account_for(identity_of(token, keys), security.sign_ins.transactions)
