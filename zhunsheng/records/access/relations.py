"""What an account is to one case.

It is worked out from the case's events by whoever knows them, and is one of four: the first that is true, read from above. Who
is barred is barred, whatever else he is; who owns a case is not at the same time its reviewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from zhunsheng.engine.vocabulary.facts import Text


class Relation(Enum):
    """What an account is to a case, for one operation on it."""

    #: He has recused himself or was recused (回避), or has already decided in it at another level.
    BARRED = "barred"
    #: He handles it.
    OWN = "own"
    #: It is under review, and he is among those who may review it.
    ASSIGNED = "assigned"
    #: None of these.
    OTHER = "other"

    @property
    def title(self) -> Text:
        """The relation in words."""
        return _TITLES[self]


_TITLES: Mapping[Relation, Text] = {
    Relation.BARRED: Text("须回避的案卷", "a case he is barred from"),
    Relation.OWN: Text("本人承办的案卷", "a case of his own"),
    Relation.ASSIGNED: Text("交其审核的案卷", "a case he is to review"),
    Relation.OTHER: Text("他人的案卷", "a case of others"),
}
