"""Time that processors spend: of this process, of a service, and of the processes of PostgreSQL that work for them.

What a clock on the wall says depends on whoever else is at the machine. What processors were busy with does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text

from zhunsheng.records.storage.database import Database


def busy(processes: Iterable[int]) -> float:
    """Milliseconds that processors have spent on processes so far, on all of their threads (proc(5), schedstat)."""
    return sum(map(_busy, processes)) / 1e6


def working_for(database: Database, *others: int) -> tuple[int, ...]:
    """This process or others, and where the database is PostgreSQL the processes that serve connections to it."""
    mine = others or (os.getpid(),)
    if database.engine.dialect.name != "postgresql":
        return mine
    with database.reading() as connection:
        said = text("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        return (*mine, *connection.execute(said).scalars())


def _busy(process: int) -> int:
    found = 0
    for task in Path(f"/proc/{process}/task").glob("*/schedstat"):
        try:
            found += int(task.read_text(encoding="ascii").split()[0])
        except OSError:  # a thread that has ended meanwhile
            continue
    return found
