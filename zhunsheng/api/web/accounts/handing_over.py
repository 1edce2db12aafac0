"""Giving all cases of an account to another one, when somebody has left. The administrator who does it sees none of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.accounts.one import NAMED, done, refused_form
from zhunsheng.api.web.form_data import REFUSALS
from zhunsheng.api.web.forms import TheForm, form
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.handing_over import HandedOverCases, hand_over_cases
from zhunsheng.records.workflow.identifiers import PersonId

router = APIRouter(include_in_schema=False)


@form(router, "/accounts/{account_id}/handing-over", needs=Operation.MANAGE_ACCOUNTS)
async def hand_over(
    account_id: PersonId,
    request: Request,
    sent: TheForm,
    records: TheRecords,
    signed: TheSigned,
    language: TheLanguage,
) -> Response | Page:
    """Every case that it handles, to another handler; those that he cannot have stay, and are named."""
    try:
        handing = partial(hand_over_cases, records.ledger, account_id, sent.text("to"), signed.account)
        return await answering(request, records, handing, made=_handed_over(account_id), about=_no_case)
    except REFUSALS as refused:
        again = partial(refused_form, "cases", sent, refused, account_id, records, signed, language)
        return await to_thread.run_sync(again)


def _handed_over(account_id: str) -> Callable[[HandedOverCases], Response]:
    def answer(made: HandedOverCases) -> Response:
        return done(
            account_id,
            "handed_over",
            number=made.handed_over,
            left=made.left[:NAMED],
            left_in_all=len(made.left),
        )

    return answer


def _no_case(_made: HandedOverCases) -> None:
    """Erasing what is in a case has nothing to take from this answer: it says how many, and names those that stayed."""
