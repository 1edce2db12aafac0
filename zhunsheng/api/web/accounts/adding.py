"""Adding an account. It begins without a password, which is made on its own page: a form's answer is kept, a password never."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.answering import answering
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.accounts.one import done
from zhunsheng.api.web.accounts.role_choices import Choice, chosen_roles, role_choices
from zhunsheng.api.web.form_data import REFUSALS, Filled
from zhunsheng.api.web.forms import TheForm, form
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.account_keeping import add_account_without_password

router = APIRouter(include_in_schema=False)


class NewAccountShown(BaseModel):
    """The form for a new account."""

    model_config = ConfigDict(frozen=True)
    filled: Filled
    role_choices: tuple[Choice, ...]


@page(router, "/accounts/new", needs=Operation.MANAGE_ACCOUNTS)
def new_account(language: TheLanguage) -> Page:
    """Where an account is added."""
    return _shown(Filled.fresh(), language)


@form(router, "/accounts/new", needs=Operation.MANAGE_ACCOUNTS)
async def add_account(
    request: Request, sent: TheForm, records: TheRecords, signed: TheSigned, language: TheLanguage
) -> Response | Page:
    """Adds an account, and goes on to its page."""
    try:
        adding = partial(
            add_account_without_password,
            records.ledger,
            sent.text("login"),
            chosen_roles(sent),
            signed.account,
        )
        return await answering(request, records, adding, made=_added, about=_no_case)
    except REFUSALS as refused:
        return _shown(sent.refused(refused, language), language, 422)


def _added(account: Account) -> Response:
    return done(account.id, "added")


def _no_case(_account: Account) -> None:
    """Erasing what is in a case has nothing to take from this answer."""


def _shown(filled: Filled, language: Language, status: int = 200) -> Page:
    return Page(
        "accounts/new.html", NewAccountShown(filled=filled, role_choices=role_choices(language)), status
    )
