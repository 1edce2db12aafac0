"""Duties and their terms computed anew in a closed case, when the days of service or of an appeal are known.

The facts are evaluated as always; of the answer the duties alone are taken, since the decision stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.acting_accounts import as_it_stands
from zhunsheng.records.case_files import CaseFiles, MoveRefused
from zhunsheng.records.case_relations import actor_of
from zhunsheng.records.casework import known, refuse_case
from zhunsheng.records.evaluating import Answered
from zhunsheng.records.finishing import Finish, nothing_more
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.contents import CaseDocument
from zhunsheng.records.workflow.evaluated import duties_in
from zhunsheng.records.workflow.events import TermsComputed
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.identifiers import day_of
from zhunsheng.records.workflow.moves import kind_refusal
from zhunsheng.records.workflow.state import CaseState
from zhunsheng.records.workflow.terms import Term, terms


@dataclass(frozen=True)
class Computed:
    """The state of a case after its terms were computed, and the terms as of that day."""

    state: CaseState
    terms: tuple[Term, ...]


def refuse_terms(ledger: Ledger, account: Account, case_id: str) -> None:
    """Says before an evaluation takes its time what would be said after it.

    Raises:
        NotFound: there is no such case.
        NotAllowed: it is not for this account.
        MoveRefused: the case is not closed.
    """
    with ledger.reading() as log:
        _refused(log, account, case_id)


def compute_terms(
    ledger: Ledger,
    account: Account,
    case_id: str,
    answered: Answered,
    finish: Finish[Computed] = nothing_more,
) -> Computed:
    """Records the duties of an answer as those of a closed case.

    Raises:
        NotFound, NotAllowed, MoveRefused: as above.
    """
    at = ledger.clock()
    with ledger.appending() as log:
        account = as_it_stands(log, account)
        state = _refused(log, account, case_id)
        event = TermsComputed(
            case=case_id,
            number=state.number + 1,
            at=at,
            actor=account.id,
            acting_as="handler",
            release=answered.suggestion.release.digest,
            duties=duties_in(answered.suggestion),
            content=CaseDocument(document=answered.facts),
        )
        CaseFiles(log).record(event, actor_of(account))
        computed = after(state, event)
        made = Computed(computed, terms(computed, day_of(at)))
        finish(log, made)
    return made


def _refused(log: EntryRows, account: Account, case_id: str) -> CaseState:
    """The state of the case, in which terms may be computed."""
    state = known(CaseFiles(log).history(case_id))
    refuse_case(state, account, Operation.EVALUATE_CASE)
    refused = kind_refusal(state, "terms.computed", actor_of(account))
    if refused is not None:
        raise MoveRefused(list(refused.problems))
    return state
