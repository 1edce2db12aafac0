"""`zhunsheng serve` with records, as a real process: its address, its setup code and everything that it wrote."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.cli.conftest import command

PATIENCE = 60
ROOT = {"login": "root", "password": "a long and quiet evening"}


@dataclass
class RecordedService:
    """A process that serves from a folder.

    Attributes:
        written: Everything on its standard error, once it has ended.
    """

    address: str
    code: str
    process: subprocess.Popen[str] = field(repr=False)
    written: str = ""

    def http(self) -> httpx.Client:
        return httpx.Client(trust_env=False, timeout=PATIENCE, base_url=self.address)

    def root(self, http: httpx.Client) -> dict[str, str]:
        """Makes the first administrator and signs in as one; gives the headers of what he changes."""
        made = http.post("/v1/setup", json={"code": self.code, **ROOT})
        assert made.status_code == 204, made.text
        signed = http.post("/v1/session", json=ROOT)
        assert signed.status_code == 201, signed.text
        return {"x-csrf-token": signed.json()["csrf_token"]}

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged."""
        return [json.loads(line) for line in self.written.splitlines() if line.startswith("{")]


@contextmanager
def recorded_service(folder: Path, **environment: str) -> Iterator[RecordedService]:
    """Serves until the end of the context; ends as it is meant to."""
    own = {"PYTHONUTF8": "1", "XDG_DATA_HOME": str(folder), "HOME": str(folder)}
    with subprocess.Popen(
        command("serve", "--port", "0"),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**own, "no_proxy": "127.0.0.1,localhost", **environment},
    ) as process:
        assert process.stderr is not None
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            service = RecordedService("", "", process)
            for line in process.stderr:
                service.written += line
                if "setup code" in line:
                    service.code = line.rpartition(": ")[2].strip()
                if "running on" in line:
                    service.address = json.loads(line)["message"].split()[3]
                    break
            assert service.address, service.written
            yield service
            process.terminate()
            service.written += process.stderr.read()
            assert process.wait(PATIENCE) == 0
        finally:
            watchdog.cancel()
            process.kill()
