"""A first password: made, shown this once, and kept nowhere.

The answer to this form is the page itself and no other address, so there is nothing to open a second time; it is kept under
no key, has no twin, and browsers are told not to store it. Whoever lost it has another one made.
"""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.records import TheRecords
from zhunsheng.api.routes.accounts import AccountAnswer, account_answer
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.security.services import TheSecurity, hashing
from zhunsheng.api.web.accounts.one import refused_form
from zhunsheng.api.web.form_data import REFUSALS
from zhunsheng.api.web.forms import TheForm, form
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.account_changes import set_password
from zhunsheng.records.workflow.identifiers import PersonId

router = APIRouter(include_in_schema=False)


class PasswordMade(BaseModel):
    """A password that is shown this once."""

    model_config = ConfigDict(frozen=True)
    account: AccountAnswer
    password: str


@form(router, "/accounts/{account_id}/password", needs=Operation.MANAGE_ACCOUNTS, keeps_answer=False)
async def make_password(
    account_id: PersonId,
    sent: TheForm,
    records: TheRecords,
    security: TheSecurity,
    signed: TheSigned,
    language: TheLanguage,
) -> Page:
    """A random password, which its owner has to change first; the sessions of the account end."""
    try:
        account, password = await hashing(
            lambda: set_password(records.ledger, security.sign_ins.passwords, account_id, signed.account)
        )
    except REFUSALS as refused:
        again = partial(refused_form, "password", sent, refused, account_id, records, signed, language)
        return await to_thread.run_sync(again)
    made = PasswordMade(account=account_answer(account, language), password=password.get_secret_value())
    return Page("accounts/password_made.html", made)
