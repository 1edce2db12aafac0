"""`zhunsheng serve` as a process of its own, on a database that is handed to it, and somebody who has signed in."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from argon2 import Parameters
from argon2.low_level import Type
from pydantic import SecretStr

from tests.cli.conftest import command
from zhunsheng.cli.records_environment import DATABASE, WITNESS
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.passwords import Passwords
from zhunsheng.records.access.roles import Role
from zhunsheng.records.access_transactions import access_transactions
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate

PASSWORD = "correct horse battery staple"
PATIENCE = 60
#: A hash that costs nothing: nobody attacks a test.
_CHEAP = Parameters(Type.ID, 19, 16, 32, 1, 8, 1)


@dataclass(frozen=True)
class Place:
    """Where a service keeps its records: what it is told of them, and what a test looks at once it is gone."""

    url: str
    witness: Path

    @property
    def environment(self) -> Mapping[str, str]:
        return {DATABASE: self.url, WITNESS: str(self.witness), "XDG_DATA_HOME": str(self.witness.parent)}

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        database = open_database(self.url)
        try:
            yield Ledger(database, witness=self.witness)
        finally:
            database.close()

    def prepare(self, *logins: str) -> None:
        """Makes the tables, and a handler for each login, without a service."""
        password = Passwords(_CHEAP).hashed(SecretStr(PASSWORD))
        with self.ledger() as ledger:
            migrate(ledger.database)
            with access_transactions(ledger).writing() as stores:
                for login in logins:
                    stores.accounts.add(
                        Account(f"u-{login}", login, login, frozenset({Role.HANDLER}), password)
                    )


@dataclass(frozen=True)
class Running:
    """A service that runs."""

    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        """As the machine would: nothing is finished, and nothing is said."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def http(self, headers: Mapping[str, str] | None = None) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers=headers, trust_env=False, timeout=PATIENCE)

    def signed_in(self, login: str) -> Mapping[str, str]:
        """The headers of somebody who has signed in; they hold for every later process on the same database."""
        with self.http() as client:
            answer = client.post("/v1/session", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 201, answer.text
            cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
            return {"cookie": cookie, "x-csrf-token": answer.json()["csrf_token"]}


@contextmanager
def running(place: Place, *options: str) -> Iterator[Running]:
    """Starts a service on a free port; it is killed in the end, if it still runs."""
    with subprocess.Popen(
        command("serve", "--port", "0", *options),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **place.environment},
    ) as process:
        found: list[str] = []
        listening = threading.Event()

        def read() -> None:
            assert process.stderr is not None
            for line in process.stderr:
                # It also says the setup code, on lines of its own that are no JSON.
                if "running on" in line:
                    found.append(json.loads(line)["message"].split()[3])
                    listening.set()
            listening.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            assert listening.wait(PATIENCE)
            assert found, "the service did not start"
            yield Running(process, found[0])
        finally:
            process.kill()
            reader.join(PATIENCE)
