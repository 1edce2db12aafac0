"""The application behind a real server, over a socket: what only shows there."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.client import problem

CaseDocument = dict[str, Any]
JSON = {"content-type": "application/json"}


@pytest.fixture
def http(server: str) -> Iterator[httpx.Client]:
    """A client that takes no proxy from its surroundings: the server is on this machine."""
    with httpx.Client(base_url=server, trust_env=False, timeout=60) as client:
        yield client


def test_a_case_is_answered(http: httpx.Client, case: CaseDocument) -> None:
    answer = http.post("/v1/evaluations?lang=en", json=case).json()
    assert answer["case_id"] == "api-1"
    assert answer["subjects"][0]["subject_id"] == "S1"
    assert answer["trace"]["nodes"]


def test_several_cases_at_a_time_get_each_their_own_answer(http: httpx.Client, case: CaseDocument) -> None:
    def evaluate(number: int) -> str:
        body = json.dumps({**case, "case": {**case["case"], "id": f"case-{number}"}})
        response = http.post("/v1/evaluations", content=body, headers=JSON)
        assert response.status_code == 200
        return str(response.json()["case_id"])

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(evaluate, range(16))
        assert http.get("/healthz").json()["status"] == "ok"
        assert list(answers) == [f"case-{number}" for number in range(16)]


def test_a_large_body_is_refused_before_it_is_sent(http: httpx.Client) -> None:
    problem(http.post("/v1/evaluations?lang=en", content=b" " * 10_000_000, headers=JSON), 413, "too_large")


def test_an_endless_body_is_cut_off(server: str) -> None:
    """Sent in chunks, without a length: the server hangs up in the middle of it."""
    place = urlsplit(server)
    head = b"POST /v1/evaluations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"

    def send(connection: socket.socket) -> None:
        connection.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
        # What the two ends buffer is sent before the sender hears of it; 200 MB is more than any buffer.
        for _ in range(3000):
            connection.sendall(chunk)

    address = (place.hostname or "", place.port or 0)
    with socket.create_connection(address, timeout=30) as connection, pytest.raises(ConnectionError):
        send(connection)


def test_a_connection_goes_on_after_a_refusal(http: httpx.Client, case: CaseDocument) -> None:
    problem(http.post("/v1/evaluations", content=b"{", headers=JSON), 400, "malformed")
    problem(http.post("/v1/evaluations", content=b"a=1"), 415, "unsupported_media_type")
    assert http.post("/v1/evaluations", json=case).status_code == 200


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
def test_with_curl(server: str, case: CaseDocument, tmp_path: Path) -> None:
    """As the documentation shows it."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    command = ["curl", "--silent", "--noproxy", "*", "--json", f"@{file}", f"{server}/v1/evaluations?lang=zh"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["language"] == "zh"
    without_type = ["curl", "--silent", "--noproxy", "*", "--data", f"@{file}", f"{server}/v1/evaluations"]
    done = subprocess.run(without_type, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout)["type"] == "/problems/unsupported_media_type"
