"""The table of moves: in which phases, in which role, on which conditions.

One row is one way to be allowed. A kind of move may have several: approving is the reviewer's when a review begins and the senior
reviewer's when it was raised one level. Whatever stands in no row of its phase is refused; there is no other place where a move
is allowed.

After the closing only appeals and corrections touch the decision. What else is left then: who looks after the case, that duties
are done and when they are due, and that people stand aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.records.workflow.condition import Condition
from zhunsheng.records.workflow.conditions import (
    ANOTHER_REVIEWER,
    DISCONTINUANCE_PROPOSED,
    FACTS_EVALUATED,
    FACTS_RECORDED,
    FOUR_EYES,
    NEW_OWNER,
    NOBODY_ACCOUNTABLE,
    NOT_YET_RECUSED,
    OPINIONS_PROPOSED,
    OWNER,
    OWNER_UNBIASED,
    PARTICIPANT,
    SOMEBODY_ACCOUNTABLE,
    TOOK_NO_PART,
)
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.identifiers import Role
from zhunsheng.records.workflow.particulars import (
    APPEAL_OPEN,
    CHANGES_SOMETHING,
    DOCUMENTED,
    DONE_BY_NOW,
    DUTY_ARISEN,
    DUTY_NOT_DONE,
    EACH_SUBJECT_ONCE,
    EVALUATES_NEWEST_FACTS,
    NAMES_NEWEST_EVALUATION,
    NO_OPEN_APPEAL,
    NO_OPINION_YET,
    NOT_HEAVIER,
    OPINION_STANDS,
    OVERRIDES_SOMETHING,
    RECEIVED_BY_NOW,
    SAID,
    SAYS_WHICH,
    SAYS_WHY,
    SOMEBODY_ELSE,
    SUBJECT_DECIDED,
    SUBJECT_EVALUATED,
    TAKES_PART_STILL,
)
from zhunsheng.records.workflow.state import Phase

_P = Phase

#: The phases by what they have in common.
_FIRST = frozenset({_P.UNOPENED})
_OPEN = frozenset({_P.FACTS, _P.EVALUATED, _P.REVIEW, _P.SECOND_REVIEW, _P.APPROVED})
_CHANGEABLE = frozenset({_P.FACTS, _P.EVALUATED, _P.REVIEW})
_DECIDED = frozenset({_P.CLOSED, _P.APPEAL})
_ANY = _OPEN | _DECIDED

_HANDLER = frozenset[Role]({"handler"})
_REVIEWER = frozenset[Role]({"reviewer"})
_SENIOR = frozenset[Role]({"senior_reviewer"})
_ADMINISTRATOR = frozenset[Role]({"administrator"})


@dataclass(frozen=True)
class Row:
    """One way to be allowed: any of the phases, any of the roles, all of the conditions."""

    phases: frozenset[Phase]
    roles: frozenset[Role]
    conditions: tuple[Condition, ...]


def _own(phases: frozenset[Phase], *conditions: Condition) -> tuple[Row, ...]:
    """A move of the owner."""
    return (Row(phases, _HANDLER, (PARTICIPANT, OWNER, *conditions)),)


_NEW = (NEW_OWNER, OWNER_UNBIASED)
_REOPENS = (PARTICIPANT, SAID)

MOVES: Mapping[Kind, tuple[Row, ...]] = {
    "case.opened": (Row(_FIRST, _HANDLER, ()),),
    "case.handed_over": _own(_OPEN, *_NEW),
    "case.reassigned": (
        Row(_ANY, _REVIEWER | _SENIOR, (PARTICIPANT, *_NEW)),
        # Of a handler who has left: nobody reviews what he has not proposed.
        Row(_ANY, _ADMINISTRATOR, (PARTICIPANT, *_NEW)),
    ),
    "recusal.declared": (Row(_ANY, _HANDLER | _REVIEWER | _SENIOR, (NOT_YET_RECUSED, SAYS_WHICH)),),
    "recusal.ordered": (
        Row(_ANY, _REVIEWER | _SENIOR, (PARTICIPANT, SOMEBODY_ELSE, TAKES_PART_STILL, SAID)),
    ),
    "facts.recorded": _own(_CHANGEABLE, DOCUMENTED),
    "evaluation.recorded": _own(
        _CHANGEABLE, FACTS_RECORDED, EVALUATES_NEWEST_FACTS, EACH_SUBJECT_ONCE, DOCUMENTED
    ),
    "opinion.given": _own(
        frozenset({_P.EVALUATED}),
        NAMES_NEWEST_EVALUATION,
        SUBJECT_EVALUATED,
        NO_OPINION_YET,
        OVERRIDES_SOMETHING,
        SAYS_WHY,
    ),
    "opinion.withdrawn": _own(frozenset({_P.EVALUATED, _P.REVIEW}), OPINIONS_PROPOSED, OPINION_STANDS),
    "discontinuance.proposed": _own(frozenset({_P.FACTS, _P.EVALUATED}), FACTS_EVALUATED, SAID),
    "discontinuance.withdrawn": _own(frozenset({_P.REVIEW}), DISCONTINUANCE_PROPOSED),
    "review.approved": (
        Row(frozenset({_P.REVIEW}), _REVIEWER, (PARTICIPANT, FOUR_EYES)),
        Row(frozenset({_P.SECOND_REVIEW}), _SENIOR, (PARTICIPANT, FOUR_EYES, ANOTHER_REVIEWER)),
    ),
    "review.returned": (
        Row(
            frozenset({_P.REVIEW, _P.SECOND_REVIEW, _P.APPROVED}),
            _REVIEWER | _SENIOR,
            (PARTICIPANT, FOUR_EYES, SAID),
        ),
    ),
    "case.closed": _own(frozenset({_P.APPROVED}), SOMEBODY_ACCOUNTABLE),
    "case.closed_without_accountability": _own(frozenset({_P.APPROVED}), NOBODY_ACCOUNTABLE),
    "appeal.filed": (
        Row(
            _DECIDED,
            _HANDLER | _REVIEWER | _SENIOR,
            (PARTICIPANT, SUBJECT_DECIDED, NO_OPEN_APPEAL, RECEIVED_BY_NOW),
        ),
    ),
    "appeal.decided": (
        Row(
            frozenset({_P.APPEAL}),
            _REVIEWER | _SENIOR,
            (PARTICIPANT, TOOK_NO_PART, APPEAL_OPEN, NOT_HEAVIER, CHANGES_SOMETHING, SAID),
        ),
    ),
    "correction.clerical": _own(_DECIDED, SAID),
    # While an appeal is open it decides: reopening would take it away from whoever appealed.
    "correction.reopened": (
        Row(frozenset({_P.CLOSED}), _HANDLER, (*_REOPENS, OWNER)),
        Row(frozenset({_P.CLOSED}), _REVIEWER | _SENIOR, _REOPENS),
    ),
    "duty.done": _own(_ANY, DUTY_ARISEN, DUTY_NOT_DONE, DONE_BY_NOW),
    "terms.computed": _own(_DECIDED, DOCUMENTED),
}
