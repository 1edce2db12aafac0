"""Signing in and out, the first administrator, and one's password, as pages.

They do what `security.routes` does for programs, by the same desk. A service that keeps no records has none of them.
"""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, SecretStr

from zhunsheng.api.observation import acts_for
from zhunsheng.api.problems import ProblemItem
from zhunsheng.api.security.current import Signed, TheSigned, requires
from zhunsheng.api.security.failures import (
    count_failure,
    current_password_wrong,
    not_recognized,
    too_many_attempts,
)
from zhunsheng.api.security.routes import origin_of
from zhunsheng.api.security.services import Security, TheSecurity, hashing
from zhunsheng.api.state import release_of
from zhunsheng.api.web.first_run import is_unclaimed
from zhunsheng.api.web.form_data import REFUSALS, Filled, Form, problems_of
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.frame import frame_of
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.rendering import html, render
from zhunsheng.api.web.resuming import SignInShown, Waiting, carried, local
from zhunsheng.api.web.typed_fields import Typed, typed_fields
from zhunsheng.api.web.visitors import TheVisitor
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.first_run import redeem
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.sign_in import NotRecognized, SignedIn, TooManyAttempts

router = APIRouter(include_in_schema=False)

_DIFFER = Text("两次填写的新密码不同", "the two new passwords differ")
_TYPE_AGAIN = Text("请重新填写两次。", "Type both again.")


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)
    filled: Filled


class PasswordShown(_Shown):
    """The page on which a password is changed; `must` says that it has to be.

    Attributes:
        login: Whose password it is: browsers keep the two together.
    """

    must: bool
    login: str


class SetupShown(_Shown):
    """Where the first administrator is made; where there is one already, it says so.

    Attributes:
        unclaimed: Whether there is none yet.
        signed_in: Whether whoever looks has signed in.
    """

    unclaimed: bool
    signed_in: bool


class ResumeShown(BaseModel):
    """What was typed before the session ended, to be sent on.

    Attributes:
        typed: What of it somebody typed or chose, as the form calls it.
    """

    model_config = ConfigDict(frozen=True)
    waiting: Waiting
    typed: tuple[Typed, ...]


@page(router, "/sign-in", needs=None)
def sign_in_page(request: Request, visitor: TheVisitor, to: str = "/") -> Page | Response:
    """Where one signs in; whoever has is led on."""
    there = local(to) or "/"
    if visitor is not None:
        return redirect(there)
    shown = SignInShown(to=there, waiting=None, filled=Filled.fresh(), unclaimed=is_unclaimed(request))
    return Page("sign_in.html", shown)


@form(router, "/sign-in", needs=None, keeps_answer=False)
async def sign_in(
    request: Request, sent: TheForm, security: TheSecurity, language: TheLanguage
) -> Response | Page:
    """Begins a session, and goes on to where somebody was going."""
    waiting = carried(sent)
    try:
        begun = await _signed_in(request, sent, security)
    except REFUSALS as refused:
        shown = SignInShown(
            to=local(sent.text("to")) or "/", waiting=waiting, filled=sent.refused(refused, language)
        )
        return Page("sign_in.html", shown, 429 if _too_many(refused, language) else 401)
    acts_for(request.scope, begun.account.id)
    if waiting is not None and not begun.account.must_change:
        frame = frame_of(request, Signed(begun.account, begun.token), twin=False)
        typed = typed_fields(waiting.path, waiting.fields, release_of(request), frame.language)
        response = html(render("resume.html", ResumeShown(waiting=waiting, typed=typed), frame), frame)
    else:
        to = "/account/password" if begun.account.must_change else local(sent.text("to")) or "/"
        response = redirect(to)
    security.cookies.keep(response, begun.token, begun.device)
    return response


@form(router, "/sign-out", needs=Operation.READ_OWN_ACCOUNT, keeps_answer=False)
async def sign_out(security: TheSecurity, signed: TheSigned) -> Response:
    """Ends the session at once."""
    response = redirect("/sign-in")
    if signed.session is not None:
        session = signed.session
        await hashing(lambda: security.sign_ins.sign_out(session))
        security.cookies.forget(response)
    return response


@page(router, "/account/password", needs=Operation.CHANGE_OWN_PASSWORD)
def password_page(signed: Annotated[Signed, Depends(requires(Operation.CHANGE_OWN_PASSWORD))]) -> Page:
    """Where one changes one's password."""
    return _password_page(signed, Filled.fresh())


@form(router, "/account/password", needs=Operation.CHANGE_OWN_PASSWORD, keeps_answer=False)
async def change_password(
    request: Request, sent: TheForm, security: TheSecurity, signed: TheSigned, language: TheLanguage
) -> Response | Page:
    """Another password; every other session of the account ends."""
    if sent.text("new") != sent.text("new_again"):
        return _password_page(signed, _differing(sent, language), 422)
    try:
        outcome = await hashing(
            lambda: security.sign_ins.change_password(
                signed.account, _secret(sent, "current"), _secret(sent, "new"), origin_of(request, security)
            )
        )
        if isinstance(outcome, NotRecognized):
            raise current_password_wrong(request)
        if isinstance(outcome, TooManyAttempts):
            raise too_many_attempts(outcome.wait, request)
    except REFUSALS as refused:
        return _password_page(signed, sent.refused(refused, language), 422)
    response = redirect("/")
    security.cookies.keep(response, outcome.token, outcome.device)
    return response


@page(router, "/setup", needs=None)
def setup_page(request: Request, visitor: TheVisitor) -> Page:
    """Where the first administrator is made, with the code that the service printed at its first start."""
    return _setup_page(request, visitor, Filled.fresh(), 200)


@form(router, "/setup", needs=None, keeps_answer=False)
async def set_up(
    request: Request, sent: TheForm, security: TheSecurity, visitor: TheVisitor, language: TheLanguage
) -> Response | Page:
    """Makes the first administrator, who then signs in."""
    if sent.text("new") != sent.text("new_again"):
        return await to_thread.run_sync(_setup_page, request, visitor, _differing(sent, language), 422)
    desk = security.sign_ins
    code, login, password = _secret(sent, "code"), sent.text("login"), _secret(sent, "new")
    try:
        await hashing(lambda: redeem(desk.transactions, desk.clock, desk.passwords, code, login, password))
    except REFUSALS as refused:
        problems = problems_of(refused, language)
        if problems[0].code == "setup_code_refused":
            count_failure("setup_code", request)
        renamed = (
            item.model_copy(update={"pointer": "/new"}) if item.pointer == "/password" else item
            for item in problems
        )
        return await to_thread.run_sync(_setup_page, request, visitor, sent.filled(renamed), 422)
    return redirect("/sign-in")


def _setup_page(request: Request, visitor: Signed | None, filled: Filled, status: int) -> Page:
    shown = SetupShown(filled=filled, unclaimed=is_unclaimed(request), signed_in=visitor is not None)
    return Page("setup.html", shown, status)


async def _signed_in(request: Request, sent: Form, security: Security) -> SignedIn:
    outcome = await hashing(
        lambda: security.sign_ins.sign_in(
            sent.text("login"),
            _secret(sent, "password"),
            origin_of(request, security),
            security.cookies.session(request),
        )
    )
    match outcome:
        case NotRecognized():
            raise not_recognized(request)
        case TooManyAttempts(wait):
            raise too_many_attempts(wait, request)
        case SignedIn():
            return outcome


def _password_page(signed: Signed, filled: Filled, status: int = 200) -> Page:
    return Page(
        "password.html",
        PasswordShown(filled=filled, must=signed.account.must_change, login=signed.account.login or ""),
        status,
    )


def _differing(sent: Form, language: Language) -> Filled:
    item = ProblemItem(
        code="passwords_differ",
        pointer="/new_again",
        detail=_DIFFER.get(language),
        help=_TYPE_AGAIN.get(language),
    )
    return sent.filled([item])


def _secret(sent: Form, name: str) -> SecretStr:
    """A password as it was typed: the space around it belongs to it."""
    return SecretStr(next(iter(sent.texts(name)), ""))


def _too_many(refused: Exception, language: Language) -> bool:
    return problems_of(refused, language)[0].code == "too_many_attempts"
