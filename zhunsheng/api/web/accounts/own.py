"""One's own account: who one is here, as what, and what that allows, word for word from the table of permissions."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.routes.accounts import AccountAnswer, account_answer
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.accounts.role_choices import role_choices
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import ever_allowed, reached
from zhunsheng.records.access.relations import Relation

router = APIRouter(include_in_schema=False)


class MayDo(BaseModel):
    """Something that one may do; ``cases`` says with which, and is empty where it is about no case or reaches all."""

    model_config = ConfigDict(frozen=True)
    operation: str
    title: str
    cases: tuple[str, ...]


class RoleHeld(BaseModel):
    """A role that one has, and what it means."""

    model_config = ConfigDict(frozen=True)
    key: str
    name: str
    meaning: str


class OwnAccount(BaseModel):
    """One's own account."""

    model_config = ConfigDict(frozen=True)
    account: AccountAnswer
    roles: tuple[RoleHeld, ...]
    may_do: tuple[MayDo, ...]


@page(router, "/account", needs=Operation.READ_OWN_ACCOUNT)
def own_account(signed: TheSigned, language: TheLanguage) -> Page:
    """Who one is here, and what one may do."""
    account = signed.account
    held = {role.value for role in account.roles}
    shown = OwnAccount(
        account=account_answer(account, language),
        roles=tuple(
            RoleHeld(key=key, name=name, meaning=meaning)
            for key, name, meaning in role_choices(language)
            if key in held
        ),
        may_do=tuple(
            _may_do(account, operation, language)
            for operation in Operation
            if ever_allowed(account, operation) is None
        ),
    )
    return Page("accounts/own.html", shown)


def _may_do(account: Account, operation: Operation, language: Language) -> MayDo:
    relations = reached(account, operation) if operation.about_a_case else frozenset()
    every = {Relation.OWN, Relation.ASSIGNED, Relation.OTHER} <= relations
    return MayDo(
        operation=operation.value,
        title=operation.title.get(language),
        cases=()
        if every
        else tuple(relation.title.get(language) for relation in Relation if relation in relations),
    )
