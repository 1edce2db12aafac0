"""The list of accounts: searched by login, role and use, a page at a time."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.records import TheRecords
from zhunsheng.api.routes.accounts import AccountAnswer, account_answer
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.accounts.role_choices import Choice, role_choices
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.logins import normal_login
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.account_keeping import list_accounts

router = APIRouter(include_in_schema=False)

#: So many stand on a page.
AT_ONCE = 100

Use = Literal["", "in_use", "out_of_use"]


class AccountsShown(BaseModel):
    """A part of the list.

    Attributes:
        found: How many accounts there are that were asked for, of how many (``all``).
        following: The address of the next part; None where this is the last.
    """

    model_config = ConfigDict(frozen=True)
    accounts: tuple[AccountAnswer, ...]
    found: int
    all: int
    following: str | None
    filled: Filled
    role_choices: tuple[Choice, ...]


@page(router, "/accounts", needs=Operation.MANAGE_ACCOUNTS)
def accounts(
    records: TheRecords,
    signed: TheSigned,
    language: TheLanguage,
    login: Annotated[str, Query(max_length=256)] = "",
    role: Annotated[str, Query(max_length=64)] = "",
    use: Use = "",
    after: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Page:
    """The accounts that are asked for, by their logins."""
    everybody = list_accounts(records.ledger, signed.account)
    found = [account for account in everybody if _wanted(account, login, role, use)]
    asked = {"login": login, "role": role, "use": use}
    following = after + AT_ONCE if len(found) > after + AT_ONCE else None
    shown = AccountsShown(
        accounts=tuple(account_answer(account, language) for account in found[after : after + AT_ONCE]),
        found=len(found),
        all=len(everybody),
        following=None if following is None else f"/accounts?{urlencode({**asked, 'after': following})}",
        filled=Filled.fresh(**asked),
        role_choices=role_choices(language),
    )
    return Page("accounts/accounts.html", shown)


def _wanted(account: Account, login: str, role: str, use: Use) -> bool:
    typed = normal_login(login)
    return (
        (not typed or any(typed in normal_login(name) for name in (account.login or "", account.name)))
        and (not role or role in {given.value for given in account.roles})
        and (not use or account.active is (use == "in_use"))
    )
