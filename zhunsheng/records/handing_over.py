"""All cases of one handler are given to another: for an administrator, when somebody has left.

He names two people and sees nothing: neither what the cases say nor which there are, but for those that the workflow does not let
the other one have (he stands aside in it, say, or has reviewed it). Whoever is allowed nothing else in a case makes this one move
in it, as an administrator; so it is made here and by no body of a move.

It is done a batch at a time, each in a transaction of its own, since nobody else writes as long as one lasts. Where it ends in
the middle, the same request does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.access.roles import Role
from zhunsheng.records.account_keeping import known_account, refuse_manager
from zhunsheng.records.case_files import CaseFiles, MoveRefused
from zhunsheng.records.case_relations import relation_of
from zhunsheng.records.finishing import Finish, nothing_more
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import no_such_handler
from zhunsheng.records.storage.access_rows import stores_of
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.storage.tables import cases
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Reassigned
from zhunsheng.records.workflow.state import CaseState

#: So many cases at most are handed over while everybody else who writes waits.
BATCH = 100


@dataclass(frozen=True)
class HandedOverCases:
    """What came of it.

    Attributes:
        handed_over: How many cases belong to the other one now.
        left: The ids of those that he cannot have.
    """

    handed_over: int
    left: tuple[str, ...]


def hand_over_cases(
    ledger: Ledger, owner_id: str, to: str, by: Account, finish: Finish[HandedOverCases] = nothing_more
) -> HandedOverCases:
    """Gives every case of an account to another one; each is an event of its case.

    Args:
        to: The id of an account in use with the role of a handler.
        finish: Called last in the last transaction (`finishing`).

    Raises:
        NotAllowed: whoever asks may not manage accounts.
        NotFound: there is no account with the first id.
        InputError: the other one can have no cases.
        StorageUnavailable, LogRefused: as with everything that is appended.
    """
    made, last, more = HandedOverCases(0, ()), "", True
    while more:
        with ledger.appending() as log:
            _refuse(log, owner_id, to, by)
            owned = select(cases.c.id).where(cases.c.owner == owner_id, cases.c.id > last)
            found = log.connection.execute(owned.order_by(cases.c.id).limit(BATCH)).scalars().all()
            left = tuple(one for one in found if not _handed_over(log, ledger, one, to, by))
            made = HandedOverCases(made.handed_over + len(found) - len(left), made.left + left)
            more = len(found) == BATCH
            if more:
                last = found[-1]
            else:
                finish(log, made)
    return made


def _refuse(log: EntryRows, owner_id: str, to: str, by: Account) -> None:
    """Asks whether cases may go from the one to the other; anew in every transaction, since accounts change."""
    stores = stores_of(log.connection)
    refuse_manager(stores, by)
    known_account(stores, owner_id)
    handler = stores.accounts.by_id(to)
    if handler is None or not handler.active or Role.HANDLER not in handler.roles:
        raise no_such_handler()


def _handed_over(log: EntryRows, ledger: Ledger, case_id: str, to: str, by: Account) -> bool:
    files = CaseFiles(log)
    state = files.state(case_id)
    if not _may(by, state):
        return False
    event = Reassigned(
        case=case_id,
        number=state.number + 1,
        at=ledger.clock(),
        actor=by.id,
        acting_as="administrator",
        to=to,
    )
    try:
        files.record(event, Actor(by.id, frozenset({"administrator"})))
    except MoveRefused:
        return False
    return True


def _may(by: Account, state: CaseState) -> bool:
    """Whether he may with this case: one that he is barred from, since he handled cases once, he leaves to others."""
    return allowed(by, Operation.HAND_OVER, relation_of(state, by)) is None
