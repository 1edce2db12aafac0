"""Which cases an account may read, as a condition on rows: `case_relations.relation_of` and the table of permissions in SQL.

A property test holds that the two say the same of every case. The condition names columns that both `cases` and `evaluations`
have, so that lists and searches ask it of the rows that they read anyway.

That somebody is barred stands in the row that says which part he took in the case. Whoever may read all cases took part in few,
if in any: his are listed first, and only of these is it asked. Whoever may read few has them looked up one by one.
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
        self._reads_all = Relation.OTHER in reached(account, Operation.READ_CASE)

    @property
    def barred(self) -> ColumnElement[bool]:
        """He stands aside; or it is under review, and he took a part in it that keeps him from reviewing."""
        took_part = or_(_PEOPLE.handled, _PEOPLE.reviewed, _PEOPLE.decided_appeals)
        kept_from = took_part
        if self._reviews:
            kept_from = or_(_PEOPLE.handled, and_(self._state == Phase.APPEAL.value, took_part))
        under_review = self._state.in_(sorted(phase.value for phase in UNDER_REVIEW))
        part = select(1).where(
            _PEOPLE.case_id == self._case,
            _PEOPLE.person == self._account.id,
            or_(_PEOPLE.recused, and_(not_(self._owned), under_review, kept_from)),
        )
        if self._reads_all:
            his = select(_PEOPLE.case_id).where(_PEOPLE.person == self._account.id)
            return and_(self._case.in_(his), part.exists())
        return part.exists()

    @property
    def own(self) -> ColumnElement[bool]:
        """He handles it."""
        return and_(self._owned, not_(self.barred))

    @property
    def assigned(self) -> ColumnElement[bool]:
        """It waits for a reviewer, who he can be: all cases for review but those that he is barred from or owns."""
        if not self._reviews:
            return false()
        return and_(self._for_review.is_(True), not_(self._owned), not_(self.barred))
