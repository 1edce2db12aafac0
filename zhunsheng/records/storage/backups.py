"""A backup: every row that cannot be made anew, as lines of JSON in one compressed file, the same for SQLite and PostgreSQL.

    {"backup": "zhunsheng", "revision": "0001", "v": 1}
    {"table": "entries", "row": {"number": 0, …, "body": {"base64": "eyJ…"}}}
    {"end": {"rows": 4711, "sha256": "5d41…"}}

So a service that began on SQLite moves to PostgreSQL by a backup and a restore, and the log verifies afterwards, because not one
byte of an entry is another one. Rows are read in one transaction, so the backup is of one moment, and are written in one, so
a restore has happened or it has not. Sealed contents stay sealed: the backup needs the key of the contents as the database does.

What lives for minutes is left out: sessions, counted attempts to sign in, codes for setting up. After a restore everybody signs
in anew.
"""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from sqlalchemy import Connection, Table, func, insert, select

from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.migrating import revisions, standing

#: What the first line says.
FORMAT = "zhunsheng"
VERSION = 1

_FLEETING = {tables.sessions.name, tables.attempts.name, tables.setup_codes.name}
#: Those that others refer to come first.
BACKED_UP: tuple[Table, ...] = tuple(
    table for table in tables.METADATA.sorted_tables if table.name not in _FLEETING
)
_AT_ONCE = 500


@dataclass(frozen=True)
class BackedUp:
    """What a backup or a restore came to."""

    rows: int


def back_up(database: Database, file: BinaryIO) -> BackedUp:
    """Writes everything into a file.

    Raises:
        StorageUnavailable: the database does not answer.
        InputError: it has not the tables of this version (``other_tables``).
    """
    _refuse_other_tables(database)
    rows, digest = 0, sha256()
    # No time and no name in it: two backups of the same rows are the same file.
    with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed, database.reading() as connection:
        for line in _lines(connection):
            packed.write(line)
            digest.update(line)
            rows += 1
        rows -= 1  # the first line is no row
        packed.write(_line({"end": {"rows": rows, "sha256": digest.hexdigest()}}))
    return BackedUp(rows)


def restore(database: Database, file: BinaryIO) -> BackedUp:
    """Writes a backup into a database that has the tables of this version and not one row.

    Raises:
        StorageUnavailable: the database does not answer or cannot write; nothing has happened.
        InputError: there are rows already (``not_empty``), the tables are others (``other_tables``), or the file is no whole
            backup of this version (``not_a_backup``); nothing has happened.
    """
    _refuse_other_tables(database)
    with database.writing() as connection:
        for table in tables.METADATA.sorted_tables:
            if connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise _not_empty(table.name)
        return BackedUp(_insert_all(connection, file))


def _lines(connection: Connection) -> Iterator[bytes]:
    yield _line({"backup": FORMAT, "revision": revisions()[-1], "v": VERSION})
    for table in BACKED_UP:
        every = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
        for row in connection.execute(every).mappings():
            yield _line({"table": table.name, "row": {name: _said(value) for name, value in row.items()}})


def _line(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _said(value: Any) -> Any:
    if isinstance(value, bytes | memoryview | bytearray):
        return {"base64": b64encode(bytes(value)).decode()}
    return value


def _meant(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row as the database takes it; of a column of bytes, the bytes."""
    binary = {column.name for column in table.columns if column.type.python_type is bytes}
    return {
        name: b64decode(value["base64"], validate=True) if name in binary and value is not None else value
        for name, value in row.items()
    }


def _insert_all(connection: Connection, file: BinaryIO) -> int:
    rows, waiting, of = 0, list[dict[str, Any]](), BACKED_UP[0]
    known = {table.name: table for table in BACKED_UP}
    try:
        for document in _read(file):
            table = known[document["table"]]
            if table is not of or len(waiting) >= _AT_ONCE:
                _insert(connection, of, waiting)
                waiting, of = [], table
            waiting.append(_meant(table, document["row"]))
            rows += 1
    except (KeyError, TypeError, ValueError, EOFError, OSError, zlib.error) as error:
        raise _not_a_backup(f"{type(error).__name__}: {error}") from None
    _insert(connection, of, waiting)
    return rows


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    if rows := list(rows):
        connection.execute(insert(table), rows)


def _read(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """The rows of a backup; the last line must say that they are all of them.

    Raises:
        ValueError: it is no backup of this version, or not whole.
    """
    digest, rows, ended = sha256(), 0, False
    with gzip.GzipFile(fileobj=file) as packed:
        head = packed.readline()
        said = json.loads(head)
        if said != {"backup": FORMAT, "revision": revisions()[-1], "v": VERSION}:
            raise ValueError(f"its first line is {head[:80]!r}")
        digest.update(head)
        for line in packed:
            document = json.loads(line)
            if ended:
                raise ValueError("something comes after its last line")
            if "end" in document:
                ended = True
                if document["end"] != {"rows": rows, "sha256": digest.hexdigest()}:
                    raise ValueError("its last line counts or hashes other rows")
                continue
            digest.update(line)
            rows += 1
            yield document
    if not ended:
        raise ValueError("its last line is missing")


def _refuse_other_tables(database: Database) -> None:
    found = standing(database)
    if found == "current":
        return
    zh = Chinese("数据库的表结构不是本版本的", "请先运行 zhunsheng database migrate")
    what = f"the tables of the database are not those of this version ({found})"
    raise InputError([Problem("other_tables", what, mend="Run `zhunsheng database migrate`.", zh=zh)])


def _not_empty(name: str) -> InputError:
    zh = Chinese(f"数据库中已有数据（{name}）", "请恢复到一个新建的空数据库")
    what = f"there are rows in the database already ({name})"
    mend = "Restore into a new database."
    return InputError([Problem("not_empty", what, "They would be lost, or mixed up.", mend, zh=zh)])


def _not_a_backup(reason: str) -> InputError:
    zh = Chinese(f"不是本版本的完整备份：{reason}", "请换一份备份；其他版本的备份用当时的版本恢复后再迁移")
    mend = "Take another backup; restore one of another version with that version, and migrate then."
    what = f"this is no whole backup of this version: {reason}"
    return InputError([Problem("not_a_backup", what, mend=mend, zh=zh)])
