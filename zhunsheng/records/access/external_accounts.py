"""The account of somebody whom the identity provider vouches for.

It is made when he first comes, so that the log has an id for him that says nothing about him; and follows the provider in what
his roles are, because whoever takes a role away there must not have to remember to do it here too. One thing the provider does
not decide: an account that was put out of use here stays so.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from zhunsheng.engine.problems import refuse
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.bearer_tokens import Identity
from zhunsheng.records.access.happenings import Journal, added, roles_changed
from zhunsheng.records.access.roles import role_problems
from zhunsheng.records.access.stores import Stores, Transactions


def account_for(identity: Identity, transactions: Transactions) -> Account | None:
    """The account of a checked identity, made or brought up to date; None if it is out of use here.

    Raises:
        InputError: the provider gives it no role, or roles that cannot be one person's. Nothing is kept then.
    """
    refuse(role_problems(identity.roles))
    with transactions.reading() as stores:
        found = stores.accounts.by_external(identity.external)
    if found is None or (found.active and found != _current(found, identity)):
        # Of two requests that come first at once, the second finds what the first has made.
        with transactions.noting() as (stores, journal):
            found = _kept(stores, journal, identity)
    return found if found.active else None


def _kept(stores: Stores, journal: Journal, identity: Identity) -> Account:
    """The account as it is kept from now on; the log hears of one that is new, or has other roles."""
    found = stores.accounts.by_external(identity.external)
    if found is None:
        made = Account(
            id=str(uuid4()),
            # What a provider calls somebody must never be taken for somebody's login here.
            login=None,
            name=identity.login,
            roles=identity.roles,
            external=identity.external,
        )
        stores.accounts.add(made)
        journal.note(added(made))
        return made
    if found.active and found != _current(found, identity):
        before, found = found.roles, _current(found, identity)
        stores.accounts.change(found)
        if found.roles != before:
            journal.note(roles_changed(found, before))
    return found


def _current(account: Account, identity: Identity) -> Account:
    return replace(account, roles=identity.roles, name=identity.login)
