"""The page of one account: what it is, and a form for each thing that can be done to it, with what that means said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.problems import ProblemItem
from zhunsheng.api.records import Records, TheRecords
from zhunsheng.api.routes.accounts import AccountAnswer, account_answer
from zhunsheng.api.security.current import Signed, TheSigned
from zhunsheng.api.web.accounts.role_choices import Choice, role_choices
from zhunsheng.api.web.form_data import Filled, Form, problems_of
from zhunsheng.api.web.forms import redirect
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.roles import Role
from zhunsheng.records.account_keeping import list_accounts, read_account
from zhunsheng.records.workflow.identifiers import CaseId, PersonId

router = APIRouter(include_in_schema=False)

#: What has just been done to the account.
Done = Literal["added", "roles", "out_of_use", "into_use", "handed_over"]
#: So many cases that could not be handed over are named.
NAMED = 50


@dataclass(frozen=True)
class Forms:
    """The forms on the page, each as it is shown."""

    roles: Filled
    use: Filled = field(default_factory=Filled.fresh)
    password: Filled = field(default_factory=Filled.fresh)
    cases: Filled = field(default_factory=Filled.fresh)


class HandedOver(BaseModel):
    """What came of handing over: how many cases went, and which and how many did not."""

    model_config = ConfigDict(frozen=True)
    handed_over: int
    left: tuple[str, ...]
    left_in_all: int


class AccountShown(BaseModel):
    """An account and its forms.

    Attributes:
        own: Whether it is that of whoever looks.
        handlers: Who can have its cases: id and name.
        done: What has just been done; None where nothing was.
        wrong: What is wrong with the form that was sent, with the names of its fields.
    """

    model_config = ConfigDict(frozen=True)
    account: AccountAnswer
    own: bool
    roles: Filled
    use: Filled
    password: Filled
    cases: Filled
    role_choices: tuple[Choice, ...]
    handlers: tuple[tuple[str, str], ...]
    done: Done | None
    handed_over: HandedOver | None
    wrong: Filled | None


@page(router, "/accounts/{account_id}", needs=Operation.MANAGE_ACCOUNTS)
def account(
    account_id: PersonId,
    records: TheRecords,
    signed: TheSigned,
    language: TheLanguage,
    done: Done | None = None,
    number: Annotated[int, Query(ge=0)] = 0,
    left: Annotated[tuple[CaseId, ...], Query(max_length=NAMED)] = (),
    left_in_all: Annotated[int, Query(ge=0)] = 0,
) -> Page:
    """One account."""
    went = HandedOver(handed_over=number, left=left, left_in_all=max(left_in_all, len(left)))
    return account_page(
        account_id, records, signed, language, done=done, went=went if done == "handed_over" else None
    )


def account_page(
    account_id: str,
    records: Records,
    signed: Signed,
    language: Language,
    *,
    forms: Forms | None = None,
    wrong: Filled | None = None,
    done: Done | None = None,
    went: HandedOver | None = None,
) -> Page:
    """The page of an account; with what is wrong with a form that was sent from it, if one was.

    Raises:
        NotAllowed: whoever looks may not manage accounts.
        NotFound: there is no such account.
    """
    found = read_account(records.ledger, account_id, signed.account)
    everybody = list_accounts(records.ledger, signed.account)
    shown = forms or fresh_forms(found)
    page_shown = AccountShown(
        account=account_answer(found, language),
        own=found.id == signed.account.id,
        roles=shown.roles,
        use=shown.use,
        password=shown.password,
        cases=shown.cases,
        role_choices=role_choices(language),
        handlers=tuple(_handlers(everybody, found)),
        done=done,
        handed_over=went,
        wrong=wrong,
    )
    return Page("accounts/account.html", page_shown, 200 if wrong is None else 422)


def fresh_forms(of: Account) -> Forms:
    """The forms as nobody has sent them, the roles as they are."""
    return Forms(Filled.fresh(roles=sorted(role.value for role in of.roles)))


def refused_form(
    which: Literal["roles", "use", "password", "cases"],
    sent: Form,
    refused: Exception,
    account_id: str,
    records: Records,
    signed: Signed,
    language: Language,
) -> Page:
    """The page again, with what was typed into one of its forms and what is wrong with it, said at its field.

    What is wrong with the account itself (it is the last administrator's, say) is said at the first field of the form.
    """
    place = {"roles": "roles", "use": "active", "password": "password", "cases": "to"}[which]
    items = [_at(item, place) for item in problems_of(refused, language)]
    filled = sent.filled(items)
    if place not in filled.values:
        filled = filled.model_copy(update={"values": {**filled.values, place: ()}})
    forms = replace(fresh_forms(read_account(records.ledger, account_id, signed.account)), **{which: filled})
    return account_page(account_id, records, signed, language, forms=forms, wrong=filled)


def done(account_id: str, what: Done, **more: int | Sequence[str]) -> Response:
    """On to the page of an account, which says what was done."""
    return redirect(f"/accounts/{account_id}?{urlencode({'done': what, **more}, doseq=True)}")


def _at(item: ProblemItem, place: str) -> ProblemItem:
    return item if item.pointer else item.model_copy(update={"pointer": f"/{place}"})


def _handlers(everybody: Sequence[Account], but: Account) -> list[tuple[str, str]]:
    return [
        (other.id, other.name)
        for other in everybody
        if other.active and Role.HANDLER in other.roles and other.id != but.id
    ]
