"""What people are called who work with the same cases, and to whom a case may be given.

The log names people by ids that say nothing. Somebody who reads a case has to know whom to ask, and whoever hands one over has to
choose among people, so those who work with cases see what accounts are called, and nothing else of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed, ever_allowed
from zhunsheng.records.access.roles import Role
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import refuse_operation
from zhunsheng.records.storage.access_rows import AccountRows


@dataclass(frozen=True)
class Colleague:
    """Somebody who works with cases: the id that the log names, and what people call him."""

    id: str
    name: str


def names_of(ledger: Ledger, by: Account, people: Iterable[str]) -> Mapping[str, str]:
    """What these people are called, by their ids; an id that no account has (any more) stands for itself.

    Raises:
        NotAllowed: whoever asks may list no cases.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(ever_allowed(by, Operation.LIST_CASES))
    with ledger.reading() as log:
        rows = AccountRows(log.connection)
        found = {person: rows.by_id(person) for person in sorted(set(people))}
    return {person: account.name if account else person for person, account in found.items()}


def handlers(ledger: Ledger, by: Account) -> tuple[Colleague, ...]:
    """The handlers in use, by name: those who can own a case, as far as the case itself does not bar them.

    Raises:
        NotAllowed: whoever asks may list no cases.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(ever_allowed(by, Operation.LIST_CASES))
    with ledger.reading() as log:
        accounts = AccountRows(log.connection).all()
    return _by_name(account for account in accounts if account.active and Role.HANDLER in account.roles)


def everybody(ledger: Ledger, by: Account) -> tuple[Colleague, ...]:
    """All accounts, in use or not, by name: whoever the log may name, for whoever reads it.

    Raises:
        NotAllowed: whoever asks may not read the log.
        StorageUnavailable: the database does not answer.
    """
    refuse_operation(allowed(by, Operation.READ_LOG))
    with ledger.reading() as log:
        return _by_name(AccountRows(log.connection).all())


def people_to_ask_for(ledger: Ledger, by: Account) -> tuple[Colleague, ...]:
    """Those by whom lists of cases and records can be narrowed: everybody for whoever reads the log, handlers for the others.

    Raises:
        NotAllowed: whoever asks may list no cases.
        StorageUnavailable: the database does not answer.
    """
    if ever_allowed(by, Operation.READ_LOG) is None:
        return everybody(ledger, by)
    return handlers(ledger, by)


def _by_name(accounts: Iterable[Account]) -> tuple[Colleague, ...]:
    found = (Colleague(account.id, account.name) for account in accounts)
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))
