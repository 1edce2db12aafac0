"""Giving an account other roles, and putting it out of use or back.

Both set what is set to what was chosen, so a form that is sent twice does nothing the second time, and no answer is kept.
"""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Response

from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.accounts.one import done, refused_form
from zhunsheng.api.web.accounts.role_choices import chosen_roles
from zhunsheng.api.web.form_data import REFUSALS
from zhunsheng.api.web.forms import TheForm, form
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.account_changes import change_roles, change_use
from zhunsheng.records.workflow.identifiers import PersonId

router = APIRouter(include_in_schema=False)


@form(router, "/accounts/{account_id}/roles", needs=Operation.MANAGE_ACCOUNTS, keeps_answer=False)
async def give_roles(
    account_id: PersonId, sent: TheForm, records: TheRecords, signed: TheSigned, language: TheLanguage
) -> Response | Page:
    """These roles in place of those that it has; its sessions end."""
    try:
        given = chosen_roles(sent)
        await to_thread.run_sync(change_roles, records.ledger, account_id, given, signed.account)
    except REFUSALS as refused:
        again = partial(refused_form, "roles", sent, refused, account_id, records, signed, language)
        return await to_thread.run_sync(again)
    return done(account_id, "roles")


@form(router, "/accounts/{account_id}/use", needs=Operation.MANAGE_ACCOUNTS, keeps_answer=False)
async def change_whether_used(
    account_id: PersonId, sent: TheForm, records: TheRecords, signed: TheSigned, language: TheLanguage
) -> Response | Page:
    """Out of use, or back."""
    active = sent.text("active") == "yes"
    try:
        changing = partial(change_use, records.ledger, account_id, active=active, by=signed.account)
        await to_thread.run_sync(changing)
    except REFUSALS as refused:
        again = partial(refused_form, "use", sent, refused, account_id, records, signed, language)
        return await to_thread.run_sync(again)
    return done(account_id, "into_use" if active else "out_of_use")
