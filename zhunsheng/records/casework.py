"""What people do with cases: one function an operation, each of them one transaction.

An account is asked after its permission inside of the transaction, as it stands there (`acting_accounts`), when the state of the
case is known; that its roles allow the operation at all was asked before (`access.permissions.ever_allowed`). Every read of a
case is an entry of the log, of the same transaction: who has seen it is part of what an auditor asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args
from uuid import uuid4

from zhunsheng.engine.release import Release
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.access.roles import Role
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_entries import READ
from zhunsheng.records.case_files import CaseFiles, MoveRefused
from zhunsheng.records.case_relations import actor_of, operation_for, relation_of
from zhunsheng.records.drafts.documents import stated
from zhunsheng.records.evaluating import Answered, Answers, record_evaluation
from zhunsheng.records.finishing import Finish, nothing_more
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import Entry, entry
from zhunsheng.records.opinion_release import refuse_opinion
from zhunsheng.records.refusals import no_such_case, no_such_handler, refuse_operation
from zhunsheng.records.storage.access_rows import AccountRows
from zhunsheng.records.storage.draft_rows import DraftRows
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.contents import FreeText
from zhunsheng.records.workflow.events import (
    CaseOpened,
    EvaluationRecorded,
    Event,
    HandedOver,
    Kind,
    OpinionGiven,
    Reassigned,
)
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.history import state_of
from zhunsheng.records.workflow.identifiers import day_of
from zhunsheng.records.workflow.moves import kind_refusal, possible_moves
from zhunsheng.records.workflow.state import UNOPENED, CaseState
from zhunsheng.records.workflow.terms import Term, terms


@dataclass(frozen=True)
class CaseRead:
    """A case as somebody reads it.

    Attributes:
        history: What happened, without contents.
        written: The numbers of the events with which something was written down.
        erasures: The entries that say what of it was erased since.
        moves: The kinds of moves that he may make now.
        terms: Until when what is to be done, as of today.
    """

    state: CaseState
    history: tuple[Event, ...]
    written: frozenset[int]
    erasures: tuple[Entry, ...]
    moves: tuple[Kind, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Evaluated:
    """An evaluation that was recorded."""

    event: EvaluationRecorded
    answered: Answered


def open_case(
    ledger: Ledger,
    account: Account,
    content: FreeText | None = None,
    finish: Finish[CaseState] = nothing_more,
) -> CaseState:
    """Opens a case, whose owner the account is.

    Args:
        finish: As with every operation here that writes: called last in the transaction (`finishing`).

    Raises:
        NotAllowed, MoveRefused, StorageUnavailable, LogRefused: as with every operation here.
    """
    event = CaseOpened(
        case=str(uuid4()),
        number=1,
        at=ledger.clock(),
        actor=account.id,
        acting_as="handler",
        content=content,
    )
    with ledger.appending() as log:
        account = as_it_stands(log, account)
        refuse_operation(allowed(account, Operation.OPEN_CASE))
        CaseFiles(log).record(event, actor_of(account))
        state = after(UNOPENED, event)
        finish(log, state)
    return state


def read_case(ledger: Ledger, account: Account, case_id: str) -> CaseRead:
    """Reads a case; that it was read is in the log.

    Raises:
        NotFound: there is no such case.
        NotAllowed: it is not for this account.
    """
    at = ledger.clock()
    with ledger.appending() as log:
        files = CaseFiles(log)
        history = files.history(case_id)
        state = known(history)
        account = as_it_stands(log, account)
        refuse_case(state, account, Operation.READ_CASE)
        written, erasures = files.written(case_id), files.erasures(case_id)
        note_read(log, ledger, account, case_id)
    return CaseRead(state, history, written, erasures, moves_of(state, account), terms(state, day_of(at)))


def evaluate_case(
    ledger: Ledger,
    answers: Answers,
    account: Account,
    case_id: str,
    answered: Answered,
    finish: Finish[Evaluated] = nothing_more,
) -> Evaluated:
    """Records an evaluation in a case; a draft of just these facts is none any more.

    Raises:
        NotFound, NotAllowed, MoveRefused: as above, or the case is not where it can be evaluated.
    """
    with ledger.appending() as log:
        account = as_it_stands(log, account)
        refuse_evaluation_in(log, account, case_id)
        event = record_evaluation(
            log, answers.evaluator, answered, case_id, actor_of(account), ledger.clock()
        )
        _drop_recorded(log, case_id, answered)
        made = Evaluated(event, answered)
        finish(log, made)
    return made


def refuse_evaluation(ledger: Ledger, account: Account, case_id: str) -> None:
    """Says before an evaluation takes its time what would be said after it.

    Raises:
        NotFound, NotAllowed, MoveRefused: as above.
    """
    with ledger.reading() as log:
        refuse_evaluation_in(log, account, case_id)


def refuse_evaluation_in(log: EntryRows, account: Account, case_id: str) -> None:
    """The same, within a transaction.

    Raises:
        NotFound, NotAllowed, MoveRefused: as above.
    """
    state = known(CaseFiles(log).history(case_id))
    refuse_case(state, account, Operation.EVALUATE_CASE)
    refused = kind_refusal(state, "facts.recorded", actor_of(account))
    if refused is not None:
        raise MoveRefused(list(refused.problems))


def make_move(
    ledger: Ledger,
    release: Release,
    account: Account,
    move: Event,
    finish: Finish[CaseState] = nothing_more,
) -> CaseState:
    """Adds an event to a case; gives the state after it.

    Args:
        release: What opinions are held to where the suggestion was made under it.

    Raises:
        NotFound, NotAllowed, MoveRefused: as above.
        InputError: the opinion speaks of what there is not, or a case is to be given to nobody.
    """
    with ledger.appending() as log:
        state = known(CaseFiles(log).history(move.case))
        account = as_it_stands(log, account)
        refuse_case(state, account, operation_for(move.kind, state))
        if isinstance(move, OpinionGiven):
            refuse_opinion(state, move, release)
        if isinstance(move, HandedOver | Reassigned):
            _refuse_owner(log, move.to)
        CaseFiles(log).record(move, actor_of(account))
        moved = after(state, move)
        finish(log, moved)
    return moved


def known(history: tuple[Event, ...]) -> CaseState:
    """The state of a case that there is.

    Raises:
        NotFound: nothing ever happened to it.
    """
    if not history:
        raise no_such_case()
    return state_of(history)


def refuse_case(state: CaseState, account: Account, operation: Operation) -> None:
    """Asks whether an account may do something with a case in this state.

    Raises:
        NotAllowed: it may not.
    """
    relation = relation_of(state, account) if operation.about_a_case else None
    refuse_operation(allowed(account, operation, relation))


def note_read(log: EntryRows, ledger: Ledger, account: Account, case_id: str, **what: int) -> None:
    """Writes down that somebody has seen a case, or a part of it."""
    log.append(entry(READ, ledger.clock(), account.id, subjects={"case": case_id}, facts=what), {})


def moves_of(state: CaseState, account: Account) -> tuple[Kind, ...]:
    """The kinds of moves that both the workflow and the table of permissions allow an account now."""
    relation = relation_of(state, account)
    permitted = {
        kind
        for kind in get_args(Kind)
        if (operation := operation_for(kind, state)).about_a_case
        and allowed(account, operation, relation) is None
    }
    return tuple(kind for kind in possible_moves(state, actor_of(account)) if kind in permitted)


def _drop_recorded(log: EntryRows, case_id: str, answered: Answered) -> None:
    """What somebody has entered while this was evaluated stays a draft: it was not recorded."""
    drafts = DraftRows(log.connection, log.seals)
    kept = drafts.get(case_id)
    if kept is not None and stated(kept.document) == answered.facts:
        drafts.drop(case_id)


def _refuse_owner(log: EntryRows, account_id: str) -> None:
    found = AccountRows(log.connection).by_id(account_id)
    if found is None or not found.active or Role.HANDLER not in found.roles:
        raise no_such_handler()
