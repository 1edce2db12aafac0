"""The page of the register, what it finds as a file, and the page of the statistics of overrides."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from zhunsheng.api.problems import Refusal
from zhunsheng.api.records import TheRecords
from zhunsheng.api.register_query import criteria_of, wanted_of
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.state import release_of
from zhunsheng.api.web.language import TAGS, TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.register.asked import TheAsked
from zhunsheng.api.web.register.csv_file import csv_lines
from zhunsheng.api.web.register.overrides_shown import DECIDED_OTHERWISE, overrides_shown
from zhunsheng.api.web.register.shown import owners_shown, register_shown
from zhunsheng.api.web.register.words import Words
from zhunsheng.api.web.visitors import needed
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed, reached
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.colleagues import names_of
from zhunsheng.records.register.counting import count, number_found
from zhunsheng.records.register.override_sums import statistics_of_overrides
from zhunsheng.records.register.searching import search

router = APIRouter(include_in_schema=False)


@page(router, "/register", needs=Operation.SEARCH_REGISTER)
def register(
    request: Request, records: TheRecords, signed: TheSigned, language: TheLanguage, asked: TheAsked
) -> Page:
    """Every recorded evaluation that one may read, searched."""
    words, account = Words(release_of(request), language), signed.account
    if asked.query is None:
        return Page("register/register.html", register_shown(asked, None, None, words), 422)
    found = search(records.ledger, account, wanted_of(asked.query))
    counts = count(records.ledger, account, criteria_of(asked.query))
    words = replace(words, people=names_of(records.ledger, account, owners_shown(found, counts)))
    return Page("register/register.html", register_shown(asked, found, counts, words))


@router.get("/register.csv", dependencies=[Depends(needed(Operation.SEARCH_REGISTER))])
def as_csv(
    request: Request, records: TheRecords, signed: TheSigned, language: TheLanguage, asked: TheAsked
) -> Response:
    """All that is found, for a spreadsheet."""
    if asked.query is None:
        raise Refusal(asked.filled.problems)
    words = Words(release_of(request), language)
    lines = csv_lines(records.ledger, signed.account, wanted_of(asked.query), words)
    headers = {
        "Content-Language": TAGS[language],
        "Content-Disposition": 'attachment; filename="register.csv"',
    }
    return StreamingResponse(lines, 200, headers, "text/csv; charset=utf-8")


@page(router, "/statistics/overrides", needs=Operation.READ_OVERRIDE_STATISTICS)
def overrides(
    request: Request,
    records: TheRecords,
    signed: TheSigned,
    language: TheLanguage,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Page:
    """How often suggestions were not followed, and why, rule by rule."""
    found = statistics_of_overrides(records.ledger, signed.account)
    words = Words(release_of(request), language)
    leads = _finds_what_is_counted(signed.account)
    records_of_all = number_found(records.ledger, signed.account, DECIDED_OTHERWISE) if leads else None
    return Page("register/overrides.html", overrides_shown(found, words, records_of_all, page=page))


def _finds_what_is_counted(account: Account) -> bool:
    """Whether the register shows an account what sums count. Whoever searches a part of the cases would find fewer, or none."""
    searches = ever_allowed(account, Operation.SEARCH_REGISTER) is None
    return searches and Relation.OTHER in reached(account, Operation.READ_CASE)
