"""Drafts as rows: the facts that are being entered for a case, one row a case, sealed as contents are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import rfc8785
from sqlalchemy import Connection, delete, insert, select, update

from zhunsheng.records.storage.sealing import Seals
from zhunsheng.records.storage.tables import drafts
from zhunsheng.records.storage.times import read, written


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it is kept. What it says is not shown when it is printed."""

    document: dict[str, Any] = field(repr=False)
    changed_at: datetime


@dataclass(frozen=True, eq=False)
class DraftRows:
    """The drafts, as a transaction sees them."""

    connection: Connection
    seals: Seals = field(default_factory=Seals)

    def get(self, case_id: str) -> KeptDraft | None:
        """The draft of a case.

        Raises:
            Sealed: it was sealed with a key that is not here, or was changed since.
        """
        row = self.connection.execute(select(drafts).where(drafts.c.case_id == case_id)).first()
        if row is None:
            return None
        document = json.loads(self.seals.opened(bytes(row.data), row.sealed_with))
        return KeptDraft(document, read(row.changed_at))

    def put(self, case_id: str, document: Mapping[str, Any], at: datetime) -> None:
        """Keeps the draft of a case, in the place of the one that there was."""
        data, key = self.seals.sealed(rfc8785.dumps(dict(document)))
        row = {"changed_at": written(at), "data": data, "sealed_with": key}
        there = update(drafts).where(drafts.c.case_id == case_id).values(row)
        if not self.connection.execute(there).rowcount:
            self.connection.execute(insert(drafts).values(case_id=case_id, **row))

    def drop(self, case_id: str) -> bool:
        """Removes the draft of a case; whether there was one."""
        return bool(self.connection.execute(delete(drafts).where(drafts.c.case_id == case_id)).rowcount)
