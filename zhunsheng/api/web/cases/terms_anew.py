"""The terms of a closed case, computed anew once the days are known on which the decision was served or an appeal came in.

The facts are those that the decision rests on, with these days and no other change; the engine computes duties and terms from
them. The decision stands, whatever else it would say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.problems import document
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.turns import when_free
from zhunsheng.api.web.cases.case_at_hand import CaseAtHand, case_at_hand
from zhunsheng.api.web.cases.case_shown import StandsShown, stands_shown
from zhunsheng.api.web.cases.clock_dates import ClockDates, clock_dates, with_days
from zhunsheng.api.web.cases.move_pages import TERMS_DONE, move_name
from zhunsheng.api.web.cases.moves import onward
from zhunsheng.api.web.cases.shown import Shown
from zhunsheng.api.web.cases.terms_shown import TermShown, terms_shown
from zhunsheng.api.web.form_data import REFUSALS, Filled, Form
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.computing_terms import Computed, compute_terms, refuse_terms
from zhunsheng.records.workflow.identifiers import CaseId

router = APIRouter(include_in_schema=False)

TheHandler = Annotated[Signed, Depends(requires(Operation.EVALUATE_CASE))]


class TermsAnewShown(Shown):
    """The page on which terms are computed anew.

    Attributes:
        days: What may be filled in; empty where the facts were erased.
    """

    stands: StandsShown
    name: str
    terms: tuple[TermShown, ...]
    days: tuple[ClockDates, ...]
    filled: Filled


@page(router, "/cases/{case_id}/terms", needs=Operation.EVALUATE_CASE)
def terms_page(case_id: CaseId, records: TheRecords, signed: TheHandler, language: TheLanguage) -> Page:
    """The form, with the days that are known."""
    refuse_terms(records.ledger, signed.account, case_id)
    hand = case_at_hand(records, signed.account, case_id, language)
    known = {day.pointer: day.value for of in clock_dates(hand) for day in of.days}
    return _page(hand, Filled.fresh(**known))


@form(router, "/cases/{case_id}/terms", needs=Operation.EVALUATE_CASE)
async def compute(
    request: Request,
    case_id: CaseId,
    sent: TheForm,
    records: TheRecords,
    signed: TheHandler,
    language: TheLanguage,
) -> Response | Page:
    """Computes them, and goes back to the case."""
    ledger, answers = records.ledger, records.answers
    read = partial(case_at_hand, records, signed.account, case_id, language)
    await to_thread.run_sync(refuse_terms, ledger, signed.account, case_id)
    hand = await to_thread.run_sync(read)
    try:
        facts = _facts(hand, sent)
        answered = await when_free(lambda: answers.answer(facts, language))
        operation = partial(compute_terms, ledger, signed.account, case_id, answered)
        return await answering(
            request, records, operation, made=_onward(signed.account), about=lambda made: made.state.case
        )
    except REFUSALS as refused:
        filled = sent.refused(_in_the_document(refused), language)
        return _page(hand, filled, document(filled.problems, language).status)


def _facts(hand: CaseAtHand, sent: Form) -> Document:
    if hand.recorded is None:
        zh = Chinese("案件事实已删除，无法重新计算", "期限保持原样。")
        mend = "The terms stay as they are."
        raise InputError([Problem("content_erased", "the facts of the case were erased", mend=mend, zh=zh)])
    days = {day.pointer: sent.text(day.pointer) for of in clock_dates(hand) for day in of.days}
    return Document(with_days(hand.recorded.facts.document, days), hand.id)


def _in_the_document(refused: Exception) -> Exception:
    """The refusal without places in a text: there is none."""
    if not isinstance(refused, InputError):
        return refused
    return type(refused)(replace(problem, span=None) for problem in refused.problems)


def _onward(account: Account) -> Callable[[Computed], Response]:
    return lambda made: redirect(onward(account, made.state, TERMS_DONE))


def _page(hand: CaseAtHand, filled: Filled, status: int = 200) -> Page:
    shown = TermsAnewShown(
        stands=stands_shown(hand),
        name=move_name("terms.computed", hand.language),
        terms=terms_shown(hand),
        days=clock_dates(hand),
        filled=filled,
    )
    return Page("cases/terms.html", shown, status)
