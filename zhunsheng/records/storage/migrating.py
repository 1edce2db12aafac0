"""Brings a database to the tables that this version wants, and tells when it is not there.

A service that finds an older database does not change it by itself: somebody may still be running the older service
beside it, and wants a backup first. A database with nothing in it is no such thing, and is made.

Several may migrate at once (replicas that start together): each is alone with its transaction by the lock of all writers, and
looks at what there is only then. The second one finds nothing left to do.

What can be looked up follows from the log, so a step that changes those tables leaves them empty, and they are filled anew after
the last step. That takes a few milliseconds for each case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select

from zhunsheng.records.register.rebuilding import rebuild
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.looked_up_tables import cases

#: How long it is waited for somebody else who migrates, in seconds: rewriting a large table takes its time.
PATIENCE = 600
_SCRIPTS = Path(__file__).parent / "migrations"

#: What a database is to this version.
Standing: TypeAlias = Literal["empty", "current", "older", "newer"]


def standing(database: Database) -> Standing:
    """What a database is to this version; "newer" is one that a later version has migrated.

    Raises:
        StorageUnavailable: it does not answer.
    """
    with database.reading() as connection:
        found = _revision(connection)
        if found is None:
            return "empty" if not inspect(connection).get_table_names() else "older"
    if found == _head():
        return "current"
    return "older" if found in revisions() else "newer"


def migrate(database: Database, revision: str = "head") -> None:
    """Takes all steps up to a revision, in one transaction; where somebody else is at it, waits and looks again.

    Rows of cases that a step has left to be made anew are made.

    Raises:
        StorageUnavailable: the database does not answer, or cannot write.
    """
    with database.writing(PATIENCE) as connection:
        command.upgrade(_config(connection), revision)
        if _revision(connection) == _head() and _to_be_made_anew(connection):
            rebuild(connection)


def migrate_back(database: Database, revision: str) -> None:
    """Takes steps back down to a revision; "base" is a database with nothing in it.

    Raises:
        StorageUnavailable: as above.
    """
    with database.writing() as connection:
        command.downgrade(_config(connection), revision)


def revisions() -> tuple[str, ...]:
    """All revisions, the first one first."""
    return tuple(script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions())[::-1]


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _head() -> str | None:
    return ScriptDirectory(str(_SCRIPTS)).get_current_head()


def _to_be_made_anew(connection: Connection) -> bool:
    """Whether a case has a row that a step has made without knowing what to write into it."""
    return connection.execute(select(cases.c.id).where(cases.c.since == "").limit(1)).first() is not None


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config
