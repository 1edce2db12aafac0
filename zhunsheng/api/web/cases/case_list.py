"""The list of cases: a handler's own, what waits for a reviewer, everything for an auditor; what is due first stands on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request

from zhunsheng.api.records import Records, TheRecords
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.cases.case_filters import MINE, Filters, filters_in
from zhunsheng.api.web.cases.move_pages import kind_of_slug, move_name, phase_name
from zhunsheng.api.web.cases.shown import Option, PersonShown, Shown
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_lists import Listed, Wanted, list_cases
from zhunsheng.records.colleagues import handlers, names_of
from zhunsheng.records.workflow.identifiers import day_of
from zhunsheng.records.workflow.state import Phase

router = APIRouter(include_in_schema=False)

#: What is due within so many days stands on top, and so many cases of it.
SOON: Final = timedelta(days=14)
_SOONEST: Final = 10


class ListedShown(Shown):
    """A case in the list.

    Attributes:
        days: Until the next thing is due; negative where it is late, null where nothing is due.
        yours: Whether whoever looks handles it; if not, he reviews it or reads it.
    """

    id: str
    address: str
    state: Phase
    state_name: str
    owner: PersonShown
    yours: bool
    opened_at: datetime
    changed_at: datetime
    next_due: date | None
    days: int | None


class CasesShown(Shown):
    """The list.

    Attributes:
        due: What is due soon or late already, that first; only above an unfiltered first page.
        more_due: The address of all of it, where it is more; else null.
        next, first: Addresses of other pages, null where there are none.
        opens, reviews, reads_all: What whoever looks has to do with cases.
        done: What he has just done in a case that he cannot read any more; null where he has done nothing.
    """

    due: tuple[ListedShown, ...]
    more_due: str | None
    cases: tuple[ListedShown, ...]
    next: str | None
    first: str | None
    narrowed: bool
    states: tuple[Option, ...]
    owners: tuple[Option, ...]
    filled: Filled
    opens: bool
    reviews: bool
    reads_all: bool
    done: str | None


@page(router, "/cases", needs=Operation.LIST_CASES)
def cases(request: Request, records: TheRecords, signed: TheSigned, language: TheLanguage) -> Page:
    """The cases that somebody may read."""
    query = dict(request.query_params)
    filters = filters_in(query, signed.account.id, language)
    return Page("cases/list.html", _shown(records, signed.account, query, filters, language))


def _shown(
    records: Records, account: Account, query: Mapping[str, str], filters: Filters, language: Language
) -> CasesShown:
    today = day_of(records.ledger.clock())
    found = list_cases(records.ledger, account, filters.wanted)
    plain = not filters.narrowed and filters.wanted.after is None
    soon = _due(records, account, today) if plain else ()
    due = soon[:_SOONEST]
    names = names_of(records.ledger, account, {one.owner for one in (*found.cases, *due)})
    reviews = bool(account.roles & {Role.REVIEWER, Role.SENIOR_REVIEWER})
    reads_all = Role.AUDITOR in account.roles
    done = kind_of_slug(query.get("done", ""))
    kept = {name: query[name] for name in ("state", "owner", "due_before") if query.get(name)}
    first = f"/cases?{urlencode(kept)}" if kept else "/cases"
    return CasesShown(
        due=tuple(_listed(due, names, account, today, language)),
        more_due=f"/cases?due_before={today + SOON}" if len(soon) > _SOONEST else None,
        cases=tuple(_listed(found.cases, names, account, today, language)),
        next=f"/cases?{urlencode({**kept, 'cursor': found.following})}" if found.following else None,
        first=first if filters.wanted.after is not None else None,
        narrowed=filters.narrowed,
        states=tuple(
            Option(value=phase.value, name=phase_name(phase, language))
            for phase in Phase
            if phase is not Phase.UNOPENED
        ),
        owners=tuple(_owners(records, account, language)) if reviews or reads_all else (),
        filled=Filled.fresh(**kept).model_copy(update={"problems": filters.problems}),
        opens=ever_allowed(account, Operation.OPEN_CASE) is None,
        reviews=reviews,
        reads_all=reads_all,
        done=move_name(done, language) if done else None,
    )


def _due(records: Records, account: Account, today: date) -> tuple[Listed, ...]:
    """What is due soon, the earliest first; one more than is shown, to know whether there are more."""
    soon = Wanted(due_before=today + SOON, soonest_first=True, limit=_SOONEST + 1)
    return list_cases(records.ledger, account, soon).cases


def _owners(records: Records, account: Account, language: Language) -> Iterable[Option]:
    if Role.HANDLER in account.roles:
        yield Option(value=MINE, name="本人承办" if language == "zh" else "My own")
    for one in handlers(records.ledger, account):
        if one.id != account.id:
            yield Option(value=one.id, name=one.name)


def _listed(
    found: Iterable[Listed], names: Mapping[str, str], account: Account, today: date, language: Language
) -> Iterable[ListedShown]:
    for one in found:
        yield ListedShown(
            id=one.id,
            address=f"/cases/{one.id}",
            state=one.state,
            state_name=phase_name(one.state, language),
            owner=PersonShown(id=one.owner, name=names[one.owner]),
            yours=one.owner == account.id,
            opened_at=datetime.fromisoformat(one.opened_at),
            changed_at=datetime.fromisoformat(one.changed_at),
            next_due=one.next_due,
            days=(one.next_due - today).days if one.next_due else None,
        )
