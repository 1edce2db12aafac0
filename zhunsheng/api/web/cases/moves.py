"""The pages on which moves are made: one for each kind that somebody makes himself, at an address of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.move_bodies import event_of
from zhunsheng.api.problems import document
from zhunsheng.api.records import TheRecords
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.web.cases.case_options import Choosing
from zhunsheng.api.web.cases.former_opinion import former_opinion
from zhunsheng.api.web.cases.move_form import desk_for, labels_of, move_shown, refuse_kind
from zhunsheng.api.web.cases.move_pages import kind_of_slug, slug_of
from zhunsheng.api.web.cases.opinion_form import opinion_form, opinion_said, places_of
from zhunsheng.api.web.cases.sent_moves import PLACES, beside_fields, move_of, said_in
from zhunsheng.api.web.form_data import REFUSALS, Filled, Form
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.case_relations import relation_of
from zhunsheng.records.casework import make_move
from zhunsheng.records.refusals import NotFound
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.identifiers import CaseId
from zhunsheng.records.workflow.state import CaseState

router = APIRouter(include_in_schema=False)

TheReader = Annotated[Signed, Depends(requires(Operation.READ_CASE))]


@page(router, "/cases/{case_id}/moves/{slug}", needs=Operation.READ_CASE)
def move_page(
    request: Request,
    case_id: CaseId,
    slug: str,
    records: TheRecords,
    signed: TheReader,
    language: TheLanguage,
) -> Page:
    """The form of a move. What the address says already (whose opinion, which duty) stands in it."""
    kind = _kind(slug)
    choosing = desk_for(records, signed.account, case_id, kind, language)
    refuse_kind(choosing.hand, kind)
    said = {name: value for name, value in request.query_params.items() if name in ("subject", "duty")}
    asked = opinion_form(choosing.hand, said.get("subject", "")) if kind == "opinion.given" else None
    former = former_opinion(records, choosing.hand, asked.subject) if asked and asked.same_ruleset else {}
    return _page(choosing, kind, Filled.fresh(**said, **former), former=bool(former))


@form(router, "/cases/{case_id}/moves/{slug}", needs=Operation.READ_CASE)
async def make(
    request: Request,
    case_id: CaseId,
    slug: str,
    sent: TheForm,
    records: TheRecords,
    signed: TheReader,
    language: TheLanguage,
) -> Response | Page:
    """Makes a move; where it is refused, the same page with what was typed, and with what has happened meanwhile."""
    kind = _kind(slug)
    desk = partial(desk_for, records, signed.account, case_id, kind, language)
    try:
        choosing = await to_thread.run_sync(desk)
        event = _event(choosing, kind, sent, records.ledger.clock())
        operation = partial(
            make_move, records.ledger, records.answers.evaluator.release, signed.account, event
        )
        return await answering(
            request, records, operation, made=_onward(signed.account, kind), about=lambda state: state.case
        )
    except REFUSALS as refused:
        again = await to_thread.run_sync(desk)
        filled = sent.refused(_beside(refused, kind, sent), language)
        return _page(again, kind, filled, status=document(filled.problems, language).status)


def onward(account: Account, state: CaseState, done: str) -> str:
    """Where somebody goes on after something was done in a case: to the case, if he may read it still, else to his list."""
    readable = allowed(account, Operation.READ_CASE, relation_of(state, account)) is None
    return f"/cases/{state.case}?done={done}" if readable else f"/cases?done={quote(done)}"


def _onward(account: Account, kind: Kind) -> Callable[[CaseState], Response]:
    return lambda state: redirect(onward(account, state, slug_of(kind)))


def _kind(slug: str) -> Kind:
    kind = kind_of_slug(slug)
    if kind is None:
        zh = Chinese(f"没有这种办理方式：{slug}", "案卷页列出了现在可做的。")
        mend = "The page of the case lists what can be done now."
        raise NotFound([Problem("not_found", f"there is no such move: {slug}", mend=mend, zh=zh)])
    return kind


def _event(choosing: Choosing, kind: Kind, sent: Form, at: datetime) -> Event:
    hand = choosing.hand
    shown = move_shown(choosing, kind, sent.filled())
    if kind == "opinion.given":
        body = opinion_said(sent, hand)
    else:
        body = said_in(kind, shown.particulars, sent, hand, words=shown.needs_words)
    said = move_of(body, labels_of(shown, hand.language))
    return event_of(said, hand.id, hand.account.id, at)


def _beside(refused: Exception, kind: Kind, sent: Form) -> Exception:
    if not isinstance(refused, InputError):
        return refused
    return beside_fields(refused, places_of(sent) if kind == "opinion.given" else PLACES)


def _page(choosing: Choosing, kind: Kind, filled: Filled, status: int = 200, *, former: bool = False) -> Page:
    seen = filled.text("number")
    moved_on = any(item.code == "case_moved_on" for item in filled.problems)
    since = int(seen) if moved_on and seen.isdecimal() else None
    shown = move_shown(choosing, kind, filled, seen=since, former=former)
    return Page("cases/opinion.html" if shown.opinion else "cases/move.html", shown, status)
