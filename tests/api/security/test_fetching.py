"""Fetching over a real network (of this machine): what does not end, goes elsewhere or is no success, is no answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from zhunsheng.api.security.fetching import HttpFetch
from zhunsheng.records.access.provider_keys import Unreachable


class Answers(BaseHTTPRequestHandler):
    """Answers by path. What it must never answer is at /secret."""

    stop = threading.Event()
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        match self.path:
            case "/ok":
                self._answer(200, b'{"a": 1}')
            case "/elsewhere":
                self.send_response(302)
                self.send_header("Location", "/secret")
                self.end_headers()
            case "/long":
                self._answer(200, b"x" * 5000)
            case "/endless":
                self.send_response(200)
                self.end_headers()
                while not self.stop.is_set():
                    try:
                        self.wfile.write(b"x")
                    except OSError:
                        return
                    self.stop.wait(0.02)
            case "/silent":
                self.stop.wait(10)
            case "/short":
                self.send_response(200)
                self.send_header("Content-Length", "100")
                self.end_headers()
                self.wfile.write(b"x")
            case "/gibberish":
                self.wfile.write(b"\xff\xfe nothing of HTTP\r\n\r\n")
            case _:
                self._answer(int(self.path[1:]), b"no")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[tuple[str, list[str]]]:
    Answers.stop.clear()
    Answers.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", Answers.asked
        finally:
            Answers.stop.set()
            server.shutdown()
            thread.join(10)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    with serving() as found:
        yield found


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


def test_an_answer_is_fetched(server: tuple[str, list[str]]) -> None:
    assert HttpFetch()(f"{server[0]}/ok") == b'{"a": 1}'


def test_no_redirect_is_followed(server: tuple[str, list[str]]) -> None:
    with pytest.raises(Unreachable, match="status 302"):
        HttpFetch()(f"{server[0]}/elsewhere")
    assert "/secret" not in server[1]


@pytest.mark.parametrize("status", [204, 400, 404, 500, 503])
def test_only_success_is_an_answer(server: tuple[str, list[str]], status: int) -> None:
    if status == 204:
        assert HttpFetch()(f"{server[0]}/204") == b""
    else:
        with pytest.raises(Unreachable, match=f"status {status}"):
            HttpFetch()(f"{server[0]}/{status}")


@pytest.mark.parametrize("path", ["/endless", "/silent", "/gibberish"])
def test_what_does_not_come_to_an_end_is_no_answer(server: tuple[str, list[str]], path: str) -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        HttpFetch(seconds=0.3)(f"{server[0]}{path}")


def test_what_is_too_long_is_no_answer(server: tuple[str, list[str]]) -> None:
    assert len(HttpFetch(maximum_bytes=5000)(f"{server[0]}/long")) == 5000
    with pytest.raises(Unreachable, match="cannot be reached"):
        HttpFetch(maximum_bytes=4999)(f"{server[0]}/long")


def test_what_is_cut_off_is_no_answer(server: tuple[str, list[str]]) -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        HttpFetch()(f"{server[0]}/short")


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:,x", "nothing", "http://["]
)
def test_nothing_but_http_is_known(address: str) -> None:
    with pytest.raises(Unreachable):
        HttpFetch()(address)


def test_where_nobody_listens_there_is_no_answer() -> None:
    with serving() as (address, _):
        pass
    with pytest.raises(Unreachable, match="cannot be reached"):
        HttpFetch()(f"{address}/ok")
