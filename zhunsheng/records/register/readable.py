"""Which cases an account may read, as a condition on rows: `case_relations.relation_of` and the table of permissions in SQL.

A property test holds that the two say the same of every case. The condition names columns that both `cases` and `evaluations`
have, so that lists and searches ask it of the rows that they read anyway; people are looked up by the account, who has few.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, false, not_, or_, select

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import reached
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.access.roles import Role
from zhunsheng.records.register.case_rows import UNDER_REVIEW
from zhunsheng.records.storage.tables import case_people
from zhunsheng.records.workflow.state import Phase

#: Whoever has one of these may review what he has not handled.
_REVIEWERS = frozenset({Role.REVIEWER, Role.SENIOR_REVIEWER})
_PEOPLE = case_people.c


def readable(
    account: Account, table: FromClause, operation: Operation = Operation.READ_CASE
) -> ColumnElement[bool]:
    """The condition that the case of a row is one that the account may read, as it stands.

    Args:
        table: `cases` or `evaluations`, or another name of one of them.
        operation: Another operation about a case, of which the same is asked.
    """
    of = _Cases(account, table)
    reach = reached(account, operation)
    if Relation.OTHER in reach:
        return not_(of.barred)
    found = [
        condition
        for relation, condition in ((Relation.OWN, of.own), (Relation.ASSIGNED, of.assigned))
        if relation in reach
    ]
    return or_(*found) if found else false()


def barred(account: Account, table: FromClause) -> ColumnElement[bool]:
    """The condition that the account is barred from the case of a row."""
    return _Cases(account, table).barred


class _Cases:
    """What an account is to the cases of rows, relation by relation; as `relation_of` asks it, in the same order."""

    def __init__(self, account: Account, table: FromClause) -> None:
        self._account = account
        self._case = table.c.case_id if "case_id" in table.c else table.c.id
        self._state = table.c.state
        self._for_review = table.c.for_review
        self._owned = table.c.owner == account.id
        self._reviews = bool(account.roles & _REVIEWERS)

    @property
    def barred(self) -> ColumnElement[bool]:
        """He stands aside; or it is under review, and he took a part in it that keeps him from reviewing."""
        kept_from = self._took_part
        if self._reviews:
            kept_from = or_(
                and_(self._state != Phase.APPEAL.value, self._handled),
                and_(self._state == Phase.APPEAL.value, self._took_part),
            )
        return or_(self._recused, and_(not_(self._owned), self._under_review, kept_from))

    @property
    def own(self) -> ColumnElement[bool]:
        """He handles it."""
        return and_(self._owned, not_(self._recused))

    @property
    def assigned(self) -> ColumnElement[bool]:
        """It waits for a reviewer, who he can be: all cases for review but those that he is barred from or owns."""
        if not self._reviews:
            return false()
        return and_(self._for_review.is_(True), not_(self._owned), not_(self.barred))

    @property
    def _under_review(self) -> ColumnElement[bool]:
        return self._state.in_(sorted(phase.value for phase in UNDER_REVIEW))

    @property
    def _recused(self) -> ColumnElement[bool]:
        return self._in_which(_PEOPLE.recused)

    @property
    def _handled(self) -> ColumnElement[bool]:
        return self._in_which(_PEOPLE.handled)

    @property
    def _took_part(self) -> ColumnElement[bool]:
        return self._in_which(or_(_PEOPLE.handled, _PEOPLE.reviewed, _PEOPLE.decided_appeals))

    def _in_which(self, part: ColumnElement[bool]) -> ColumnElement[bool]:
        """The cases in which he has a part."""
        found: ColumnElement[bool] = self._case.in_(
            select(_PEOPLE.case_id).where(_PEOPLE.person == self._account.id, part)
        )
        return found
