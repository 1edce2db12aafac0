"""What the service of access needs kept, and what a transaction is.

`sign_in` and its neighbours take functions that open one transaction over all of it: what happens inside is on disk when the
context ends, or has not happened when an exception leaves it. A password is never hashed inside one, since a tenth of a second
with the database's only pen in hand is a tenth in which nobody else writes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from zhunsheng.records.access.accounts import Accounts
from zhunsheng.records.access.attempts import Attempts
from zhunsheng.records.access.happenings import Journal
from zhunsheng.records.access.sessions import Sessions
from zhunsheng.records.times import Clock as Clock


class SetupCodes(Protocol):
    """The one code with which the first administrator is made. Each call is part of the transaction in which it is made."""

    def put(self, digest: bytes, until: datetime) -> None:
        """Keeps a code, in place of an earlier one."""

    def get(self) -> tuple[bytes, datetime] | None:
        """The digest of the code, and until when it holds."""

    def end(self) -> None:
        """Forgets the code."""


@dataclass(frozen=True)
class Stores:
    """Everything that is kept about access, in one transaction."""

    accounts: Accounts
    sessions: Sessions
    attempts: Attempts
    setup: SetupCodes


#: Opens a transaction.
Opens: TypeAlias = Callable[[], AbstractContextManager[Stores]]
#: Opens a transaction in which something is noted down in the log as well.
OpensNoting: TypeAlias = Callable[[], AbstractContextManager[tuple[Stores, Journal]]]


@dataclass(frozen=True)
class Transactions:
    """The kinds of transactions: readers wait for nobody, writers take turns. So most requests of a session only read.

    Attributes:
        reading: Sees all of one moment; nothing may be changed in it.
        writing: Whoever is in it is alone with the pen, from the first look to the last change.
        noting: The same, for what belongs in the log: when it ends, what was noted down cannot be lost any more.
    """

    reading: Opens
    writing: Opens
    noting: OpensNoting
