"""A full disk, and a database that is gone for a while: told as such, nothing half-written, and all is well without a restart."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.api.client import problem
from tests.databases import postgresql_server
from tests.service.disks import Disk, small_disk
from tests.service.recorded import assert_recorded_once
from tests.service.running import PATIENCE, Place, Running, running
from tests.service.submissions import Submitting

#: More than there is room for where there is none.
SUBMISSIONS = range(1, 20)


def _checks(answer: httpx.Response) -> dict[str, str]:
    return {check["name"]: check["state"] for check in answer.json()["checks"]}


def _told(answer: httpx.Response, *codes: str) -> None:
    """A caller hears that it is not his fault, and when to come again; and nothing of where what is kept."""
    code = answer.json()["type"].rpartition("/")[2]
    assert code in codes
    problem(answer, 503, code)
    assert int(answer.headers["retry-after"]) > 0
    assert not any(word in answer.text for word in ("/tmp", "postgres", "sqlite", "disk I/O"))


def _until(true: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < patience
        time.sleep(0.05)


def _ready(client: httpx.Client) -> bool:
    return client.get("/readyz").status_code == 200


@contextmanager
def _on_small_disk(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Disk, Place]]:
    """A database on a small disk. With SQLite the witness is there, too, as it is by default."""
    if kind == "sqlite":
        with small_disk(8) as disk:
            yield disk, Place(f"sqlite:///{disk.folder / 'records.db'}", disk.folder / "witness")
        return
    server: str = request.getfixturevalue("postgresql")
    with small_disk(32) as disk, psycopg.connect(server, autocommit=True) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        of = Path(folder).stat()
        os.chown(disk.folder, of.st_uid, of.st_gid)
        connection.execute(f"CREATE TABLESPACE small LOCATION '{disk.folder}'")  # type: ignore[call-overload]  # a folder that was made above
        connection.execute("CREATE DATABASE on_small_disk TABLESPACE small")
        base, _, query = server.partition("?")
        try:
            yield disk, Place(f"{base.rpartition('/')[0]}/on_small_disk?{query}", tmp_path / "witness")
        finally:
            connection.execute("DROP DATABASE on_small_disk WITH (FORCE)")
            connection.execute("DROP TABLESPACE small")


def _refused_and_recovers(
    service: Running, place: Place, away: Callable[[], object], back: Callable[[], object]
) -> None:
    """Takes away what is needed to write, submits until that shows, gives it back and submits the rest."""
    headers = service.signed_in("handler")
    submitting = Submitting(service.address, headers)
    asyncio.run(submitting.submit([0]))
    with service.http(headers) as client:
        assert _ready(client)
        away()
        asyncio.run(submitting.submit(SUBMISSIONS))
        assert submitting.unavailable
        for answer in submitting.unavailable:
            _told(answer, "storage_unavailable", "log_unavailable", "not_acknowledged")
        answer = client.get("/readyz")
        _told(answer, "not_ready")
        assert _checks(answer)["database"] == "failed"
        assert client.get("/healthz").status_code == 200
        back()
        # Nobody sends anything to a service that is not ready, so it must notice by itself.
        _until(lambda: _ready(client))
        submitting.unavailable.clear()
        asyncio.run(submitting.submit(range(20)))
        assert not submitting.unavailable
    assert service.process.poll() is None
    with place.ledger() as ledger:
        assert_recorded_once(ledger, submitting)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_full_disk(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    with _on_small_disk(kind, request, tmp_path) as (disk, place):
        place.prepare("handler")
        with running(place) as service:
            _refused_and_recovers(service, place, disk.fill, disk.free)


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    """Whoever is no administrator has no disk to fill, and a limit on the size of files comes to much the same."""
    place = Place(f"sqlite:///{tmp_path / 'records.db'}", tmp_path / "witness")
    place.prepare("handler")
    with running(place) as service:
        pid, limits = service.process.pid, resource.RLIMIT_FSIZE
        _, hard = resource.prlimit(pid, limits)
        log = tmp_path / "records.db-wal"

        def away() -> None:
            resource.prlimit(pid, limits, (log.stat().st_size, hard))

        _refused_and_recovers(service, place, away, lambda: resource.prlimit(pid, limits, (hard, hard)))


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "records", tmp_path / "elsewhere"
    place = Place(f"sqlite:///{folder / 'records.db'}", tmp_path / "witness")
    place.prepare("handler")
    with running(place) as service:
        _refused_and_recovers(
            service, place, lambda: folder.rename(elsewhere), lambda: elsewhere.rename(folder)
        )


def test_postgresql_dies_amid_submissions_and_comes_back(tmp_path: Path) -> None:
    with postgresql_server() as server:
        place = Place(server.get_uri(), tmp_path / "witness")
        place.prepare("handler")
        with running(place) as service:
            submitting = Submitting(service.address, service.signed_in("handler"))
            asyncio.run(_until_it_dies(submitting, server))
            assert submitting.acknowledged
            for answer in submitting.unavailable:
                _told(answer, "storage_unavailable")
            with service.http(submitting.headers) as client:
                for path in ("/v1/cases", f"/v1/cases/{next(iter(submitting.acknowledged.values()))['id']}"):
                    _told(client.get(path), "storage_unavailable")
                signing_in = {"login": "handler", "password": "x"}
                _told(client.post("/v1/session", json=signing_in), "storage_unavailable")
                answer = client.get("/readyz")
                _told(answer, "not_ready")
                assert _checks(answer)["database"] == "failed"
                server.ensure_postgres_running()
                _until(lambda: _ready(client))
            submitting.unavailable.clear()
            asyncio.run(submitting.submit(submitting.begun))
            assert not submitting.unavailable
            assert service.process.poll() is None
        with place.ledger() as ledger:
            assert_recorded_once(ledger, submitting)


async def _until_it_dies(submitting: Submitting, server: Any) -> None:
    under_way = asyncio.create_task(submitting.submit(range(100)))
    while len(submitting.acknowledged) < 20:
        assert not under_way.done()
        await asyncio.sleep(0.001)
    # Its way to end at once, with everybody's connection; the next start is a recovery.
    os.kill(server.get_pid(), signal.SIGQUIT)
    await under_way
    assert submitting.unavailable
