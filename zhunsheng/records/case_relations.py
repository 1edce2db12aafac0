"""What an account is to a case (`access.relations`), worked out from the state of the case.

Who may review is asked of the workflow itself: a case is assigned to whoever could approve or return what is proposed, or
decide the appeal. A case whose owner stands aside is assigned as well, since a reviewer has to give it to somebody else.
Whoever took part at another level (handled what is to be reviewed, decided what is appealed against) is barred while it is
there.
"""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.identifiers import Role
from zhunsheng.records.workflow.moves import kind_refusal
from zhunsheng.records.workflow.state import CaseState, Phase

_UNDER_REVIEW = frozenset({Phase.REVIEW, Phase.SECOND_REVIEW, Phase.APPROVED, Phase.APPEAL})
_REVIEWS: tuple[Kind, ...] = ("review.approved", "review.returned", "appeal.decided")
_ROLES: Mapping[str, Role] = {
    "handler": "handler",
    "reviewer": "reviewer",
    "senior_reviewer": "senior_reviewer",
}

#: What an account must be allowed to do for a move. Facts and evaluations are recorded by evaluating.
OPERATIONS: Mapping[Kind, Operation] = {
    "case.opened": Operation.OPEN_CASE,
    "case.handed_over": Operation.HAND_OVER,
    "case.reassigned": Operation.HAND_OVER,
    "recusal.declared": Operation.RECUSE,
    "recusal.ordered": Operation.REVIEW,
    "facts.recorded": Operation.EVALUATE_CASE,
    "evaluation.recorded": Operation.EVALUATE_CASE,
    "opinion.given": Operation.GIVE_OPINION,
    "opinion.withdrawn": Operation.GIVE_OPINION,
    "discontinuance.proposed": Operation.GIVE_OPINION,
    "discontinuance.withdrawn": Operation.GIVE_OPINION,
    "review.approved": Operation.REVIEW,
    "review.returned": Operation.REVIEW,
    "case.closed": Operation.CLOSE,
    "case.closed_without_accountability": Operation.CLOSE,
    "appeal.filed": Operation.APPEAL,
    "appeal.decided": Operation.REVIEW,
    "correction.clerical": Operation.CORRECT,
    "correction.reopened": Operation.CORRECT,
    # Whoever handles a case says what was done in it.
    "duty.done": Operation.EVALUATE_CASE,
    "terms.computed": Operation.EVALUATE_CASE,
}


def actor_of(account: Account) -> Actor:
    """An account as the workflow knows it: its id, and those of its roles that take part in cases."""
    return Actor(account.id, frozenset(_ROLES[role.value] for role in account.roles if role.value in _ROLES))


def relation_of(state: CaseState, account: Account) -> Relation:
    """What an account is to a case in this state."""
    if account.id in state.recused:
        return Relation.BARRED
    if account.id == state.owner:
        return Relation.OWN
    under_review = state.phase in _UNDER_REVIEW
    if under_review and _may_review(state, account):
        return Relation.ASSIGNED
    if under_review and account.id in state.took_part:
        return Relation.BARRED
    if state.owner in state.recused and kind_refusal(state, "case.reassigned", actor_of(account)) is None:
        return Relation.ASSIGNED
    return Relation.OTHER


def _may_review(state: CaseState, account: Account) -> bool:
    actor = actor_of(account)
    return any(kind_refusal(state, kind, actor) is None for kind in _REVIEWS)


def operation_for(kind: Kind, state: CaseState) -> Operation:
    """What an account must be allowed to do for a move: the second approval is another operation than the first."""
    if kind == "review.approved" and state.phase is Phase.SECOND_REVIEW:
        return Operation.REVIEW_AT_HIGHER_LEVEL
    return OPERATIONS[kind]
