"""Whether a database takes what is written: so much is written as a small case needs, and taken away again."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from sqlalchemy import delete, insert

from zhunsheng.records.storage.database import Database, StorageUnavailable
from zhunsheng.records.storage.tables import answered_requests
from zhunsheng.records.storage.times import written

#: In bytes. Chance does not get smaller by being compressed.
_SIZE = 65_536
#: A request of nobody, which no request can be.
_NOBODY, _KEY = "", "trial"


def writable(database: Database, now: datetime) -> bool:
    """Whether it can be written to. Nothing is tried as long as no write has failed."""
    if not database.writes.failed:
        return True
    row = {
        "actor": _NOBODY,
        "key": _KEY,
        "fingerprint": "",
        "expires_at": written(now + timedelta(minutes=1)),
        "status": 0,
        "body": os.urandom(_SIZE),
    }
    ours = (answered_requests.c.actor == _NOBODY) & (answered_requests.c.key == _KEY)
    try:
        with database.writing() as connection:
            connection.execute(insert(answered_requests).values(row))
            connection.execute(delete(answered_requests).where(ours))
    except StorageUnavailable:
        return False
    database.writes.failed = False
    return True
