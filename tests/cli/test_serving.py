"""A server as a real process: what it logs, what it limits, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from benchmarks.child_processes import children
from tests.cli.conftest import command

CASE = {
    "case": {"id": "serving-1", "province": "shanxi", "decision_date": "2021-11-05"},
    "incident": {"date": "2021-10", "epidemic": True, "consequence": "serious"},
    "subjects": [{"id": "S1", "kind": "person", "conducts": [{"id": "C1", "date": "2021-10-20"}]}],
}
PATIENCE = 60


@dataclass
class Served:
    """A process of `zhunsheng serve`, its address, and the lines that it has logged so far."""

    process: subprocess.Popen[str]
    address: str
    lines: list[dict[str, Any]]
    reader: threading.Thread = field(repr=False)

    def connect(self) -> socket.socket:
        place = urlsplit(self.address)
        return socket.create_connection((place.hostname or "", place.port or 0), timeout=PATIENCE)

    def wait(self) -> int:
        """The exit code, once every line it logged is here."""
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return status

    def requests(self, route: str) -> list[int]:
        return [line["status"] for line in self.lines if line.get("route") == route]


@contextmanager
def served(*options: str, **environment: str) -> Iterator[Served]:
    with subprocess.Popen(
        command("serve", "--stateless", "--port", "0", *options),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **environment},
    ) as process:
        lines: list[dict[str, Any]] = []
        listening = threading.Event()

        def read() -> None:
            assert process.stderr is not None
            for line in process.stderr:
                lines.append(json.loads(line))
                if "running on" in lines[-1]["message"]:
                    listening.set()
            listening.set()

        reader = threading.Thread(target=read)
        reader.start()
        try:
            assert listening.wait(PATIENCE)
            (address,) = (
                match[1]
                for line in lines
                if (match := re.search(r"running on (http://\S+)", line["message"]))
            )
            yield Served(process, address, lines, reader)
        finally:
            process.kill()
            reader.join(PATIENCE)


def http() -> httpx.Client:
    return httpx.Client(trust_env=False, timeout=PATIENCE)


def until(true: Any) -> None:
    patience = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < patience
        time.sleep(0.02)


def begun(connection: socket.socket, body: bytes) -> None:
    """Sends all of an evaluation but its last byte: it is under way as far as the server is concerned."""
    head = (
        "POST /v1/evaluations?lang=en HTTP/1.1\r\nHost: service\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    connection.sendall(head.encode() + body[:-1])


def answer(connection: socket.socket) -> bytes:
    """Everything that still comes, until the server hangs up."""
    found = b""
    while more := connection.recv(65_536):
        found += more
    return found


def test_a_request_under_way_is_answered_after_sigterm() -> None:
    body = json.dumps(CASE).encode()
    with served("--notice", "30") as service, http() as client:
        until(lambda: client.get(f"{service.address}/readyz").json()["status"] == "ok")
        (second,) = children(service.process.pid)
        with service.connect() as connection:
            begun(connection, body)
            service.process.send_signal(signal.SIGTERM)
            # First it is only no longer ready; whatever comes all the same is answered.
            until(lambda: client.get(f"{service.address}/readyz").status_code == 503)
            assert client.get(f"{service.address}/healthz").status_code == 200
            assert client.post(f"{service.address}/v1/evaluations", json=CASE).status_code == 200
            # A second signal ends the notice: no new connections, and what is under way is still answered.
            service.process.send_signal(signal.SIGTERM)
            until(lambda: refuses(service))
            assert service.process.poll() is None
            connection.sendall(body[-1:])
            text = answer(connection)
            assert text.startswith(b"HTTP/1.1 200 ")
            assert json.loads(text.partition(b"\r\n\r\n")[2])["engines"]["agreed"] is True
        assert service.wait() == 0
        until(lambda: not Path(f"/proc/{second}").exists())
    assert service.requests("/v1/evaluations") == [200, 200]
    assert any("no longer ready" in line["message"] for line in service.lines)


def refuses(service: Served) -> bool:
    try:
        service.connect().close()
    except ConnectionRefusedError:
        return True
    return False


def test_who_has_not_sent_its_request_within_the_grace_is_hung_up_on() -> None:
    with served("--grace", "1") as service, service.connect() as connection:
        begun(connection, b"{}")
        service.process.send_signal(signal.SIGTERM)
        assert service.wait() == 0
        assert b"200 OK" not in answer(connection)
    assert any("exceeded" in line["message"] for line in service.lines)


HANGING = """
import sys, time
from fastapi import FastAPI
from zhunsheng.api.draining import Draining
from zhunsheng.api.logs import log_to_standard_error
from zhunsheng.cli.serving import Ending, run_until_told, server_for

app = FastAPI()

@app.get("/hang")
{define} hang():
    print("hanging", file=sys.stderr, flush=True)
    time.sleep(600)

log_to_standard_error("text", "info")
ending = Ending(grace=1)
run_until_told(server_for(app, "127.0.0.1", 0, ending), Draining(), ending, lambda: None)
"""


@pytest.mark.parametrize(
    ("define", "status", "word"),
    [
        ("def", 0, "Cancel 1 running task"),  # a thread that cannot be stopped
        ("async def", 1, "gave up: requests were not answered in time"),  # a server that cannot hear
    ],
)
def test_what_hangs_does_not_keep_the_process(define: str, status: int, word: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HANGING.format(define=define)], stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stderr is not None
        try:
            port = next(
                int(match[1])
                for line in process.stderr
                if (match := re.search(r"running on .*:(\d+) ", line))
            )
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
                connection.sendall(b"GET /hang HTTP/1.1\r\nHost: x\r\n\r\n")
                assert any("hanging" in line for line in process.stderr)
                process.send_signal(signal.SIGTERM)
                said = process.stderr.read()
            assert process.wait(PATIENCE) == status
            assert word in said
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_that_does_nothing_ends_at_once(number: signal.Signals) -> None:
    with served() as service:
        service.process.send_signal(number)
        assert service.wait() == 0


def test_every_line_is_json_and_says_nothing_of_the_case() -> None:
    with served(ZHUNSHENG_LOG_LEVEL="debug") as service, http() as client:
        sent = client.post(
            f"{service.address}/v1/evaluations?lang=en", json=CASE, headers={"X-Request-ID": "0" * 32}
        )
        assert sent.status_code == 200
        client.get(f"{service.address}/healthz")
        service.process.send_signal(signal.SIGTERM)
        assert service.wait() == 0
    (line,) = (line for line in service.lines if line.get("route") == "/v1/evaluations")
    assert line["request_id"] == sent.headers["x-request-id"] == "00000000-0000-0000-0000-000000000000"
    assert service.requests("/healthz") == [200]
    assert "serving-1" not in json.dumps(service.lines)


def test_a_head_has_a_limit() -> None:
    with served() as service, service.connect() as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 400 ")
        with http() as client:
            assert client.get(f"{service.address}/healthz").status_code == 200


def test_text_for_people() -> None:
    with subprocess.Popen(
        command("serve", "--stateless", "--port", "0", "--log-format", "text"),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        try:
            line = next(line for line in process.stderr if "running on" in line)
        finally:
            process.kill()
        assert re.match(r"\d{4}-\d\d-\d\dT\S+ info Uvicorn running on http://", line)
