"""Opens a database, and gives transactions of two kinds: reading, and writing, in which one takes turns.

Numbers of entries have no gaps and their order is the order of the log, so whoever appends must be alone from the
moment he looks at the last number until he has committed. SQLite has a transaction for that (`BEGIN IMMEDIATE`),
PostgreSQL a lock that ends with the transaction. Readers wait for nobody on either: SQLite keeps a write-ahead log,
PostgreSQL versions of rows.

What a statement was given (a password's hash, what a case says) is never part of an error: errors end up in the service's log.

A commit is on disk when it returns. SQLite would by default only promise that in WAL mode the file is not broken, and
may lose the last transactions when the power fails; `synchronous=FULL` promises both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import sqlalchemy
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)

from zhunsheng.engine.problems import Chinese, InputError, Problem

#: The lock that writers on PostgreSQL take: "zhunshen" as a number.
_LOCK = int.from_bytes(b"zhunshen", "big") >> 1
#: How long a writer waits for its turn, in seconds.
PATIENCE = 30
#: The execution option that says that a transaction writes.
_WRITES = "zhunsheng_writes"
#: Where a connection to SQLite bears which file it is to.
_FILE = "zhunsheng_file"

#: What sqlite3 and psycopg call a connection.
_Connected: TypeAlias = Any


class StorageUnavailable(Exception):
    """The database does not answer, or cannot write: it is full, locked for too long, damaged, or gone. Nothing was half-written.

    Attributes:
        reason: What it said, for the log of the service; it may name hosts and files.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Writes:
    """Whether a write has failed, until it was tried whether others succeed (`trial`).

    That a disk is full does not show by reading, and a probe that writes every few seconds would wait for its turn like
    everybody; so one is made only after a failure. A small write that found room in a page proves nothing for larger ones.

    Attributes:
        failed: Whether one could not be done since the last trial that succeeded.
    """

    def __init__(self) -> None:
        self.failed = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Sees how a write goes; one that was given up for other reasons says nothing."""
        try:
            yield
        except StorageUnavailable:
            self.failed = True
            raise


@dataclass(frozen=True, eq=False)
class Database:
    """A database that is open."""

    engine: Engine
    writes: Writes = field(default_factory=Writes)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads: all it sees is of one moment.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        with _said(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, patience: int = PATIENCE) -> Iterator[Connection]:
        """A transaction that writes, alone among writers; what it did is on disk when it ends, or has not happened.

        Args:
            patience: So many seconds it waits for its turn on PostgreSQL; on SQLite always `PATIENCE`.

        Raises:
            StorageUnavailable: the database does not answer, has no room, or it was not this one's turn for too long.
        """
        options: dict[str, Any] = {_WRITES: True}
        if self.engine.dialect.name == "postgresql":
            # What was written while one waited must be seen, so each statement looks anew.
            options["isolation_level"] = "READ COMMITTED"
        with (
            self.writes.watched(),
            _said(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{patience}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Opens a database; it need not be there yet, and is not migrated by this.

    Args:
        url: ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or ``postgresql://user:password@host/name``.

    Raises:
        InputError: the address is none, or one of another kind of database.
    """
    address = _address(url)
    if address.drivername.startswith("sqlite"):
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sqlalchemy.create_engine(address, hide_parameters=True, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if address.database:
            _hold_to_file(engine, Path(address.database))
    else:
        engine = sqlalchemy.create_engine(
            address.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=8,
            pool_timeout=PATIENCE,
            connect_args={"connect_timeout": 10},
            isolation_level="REPEATABLE READ",
        )
    return Database(engine)


def _prepare_sqlite(connection: _Connected, _record: object) -> None:
    # Transactions are begun by us (`_begin_sqlite`), not by the driver, which would begin them late and never immediately.
    connection.isolation_level = None
    cursor = connection.cursor()
    # `secure_delete`: what is erased is overwritten, and not merely forgotten.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _hold_to_file(engine: Engine, path: Path) -> None:
    """Uses only connections to the file that stands there now.

    A file that was removed or replaced lives on for whoever has it open: what was written to it would be acknowledged, and gone
    with the process.
    """

    def remember(_connection: _Connected, record: _Connected) -> None:
        record.info[_FILE] = _identity(path)

    def compare(_connection: _Connected, record: _Connected, _proxy: object) -> None:
        found = _identity(path)
        if found is None:
            raise StorageUnavailable("the file of the database is gone")
        if found != record.info[_FILE]:
            raise DisconnectionError

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from every other one that there is; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _said() -> Iterator[None]:
    """What a database says when it cannot, as one kind of error; mistakes of ours stay what they are."""
    try:
        yield
    except (OperationalError, InterfaceError, InternalError) as error:
        # PostgreSQL says by an internal error that it may only be read from: a standby that was switched to.
        raise StorageUnavailable(str(error.orig)) from error
    except sqlalchemy.exc.TimeoutError as error:
        raise StorageUnavailable(str(error)) from error
    except DBAPIError as error:
        # SQLite has no kind of its own for a file that is damaged, or no database at all.
        if error.connection_invalidated or type(error) is DatabaseError:
            raise StorageUnavailable(str(error.orig)) from error
        raise


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, SQLAlchemyError):
        # Not what was written: it may hold a password.
        raise _not_an_address("it is no address of a database") from None
    kind = address.drivername.partition("+")[0]
    if kind not in ("sqlite", "postgresql"):
        raise _not_an_address(f"it is the address of '{kind}'")
    return address


def _not_an_address(what: str) -> InputError:
    mend = "Write ZHUNSHENG_DATABASE_URL as sqlite:////folder/records.db or postgresql://user:password@host/name."
    zh = Chinese(
        "数据库地址不可用",
        "请将 ZHUNSHENG_DATABASE_URL 写作 sqlite:////目录/records.db 或 postgresql://用户:口令@主机/库名",
    )
    return InputError(
        [
            Problem(
                "database_url",
                what,
                why="Records are kept in SQLite or PostgreSQL.",
                mend=mend,
                zh=zh,
                pointer="ZHUNSHENG_DATABASE_URL",
            )
        ]
    )
