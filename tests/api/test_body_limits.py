"""Bodies are held to the limit of their route, however the route reads them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import APIRouter, Request
from pydantic import BaseModel

from tests.api.client import Client, problem
from zhunsheng.api.app import create_app
from zhunsheng.api.body_limits import SMALL, BodyLimit
from zhunsheng.api.operation import Operation
from zhunsheng.engine.evaluation import Evaluator

router = APIRouter()
PATHS = ("/parsed", "/raw", "/streamed")
JSON = {"content-type": "application/json"}


class Note(BaseModel):
    text: str


@router.post("/parsed")
async def parsed(note: Note) -> int:
    return len(note.text)


@router.post("/raw")
async def raw(request: Request) -> int:
    return len(await request.body())


@router.post("/streamed")
async def streamed(request: Request) -> int:
    return sum([len(chunk) async for chunk in request.stream()])


@router.post("/listening")
async def listening(request: Request) -> bool:
    await request.body()
    await asyncio.sleep(0.1)  # longer than the body may take, which was there at once
    return await request.is_disconnected()


@pytest.fixture(scope="module")
def client(evaluator: Evaluator) -> Client:
    limits = {path: BodyLimit(bytes=100, seconds=0.05) for path in (*PATHS, "/listening")}
    app = create_app(
        evaluator, Operation(body_limits={**limits, "/parsed": BodyLimit(bytes=200, seconds=0.05)})
    )
    app.include_router(router)
    return Client(app)


def note(size: int) -> bytes:
    """A note whose document has so many bytes."""
    return b'{"text":"' + b"x" * (size - 11) + b'"}'


@pytest.mark.parametrize(("path", "limit"), [("/parsed", 200), ("/raw", 100), ("/streamed", 100)])
@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_limit_is_exact(client: Client, path: str, limit: int, in_pieces: bool) -> None:
    def content(size: int) -> bytes | AsyncIterator[bytes]:
        async def pieces() -> AsyncIterator[bytes]:
            for byte in note(size):
                yield bytes([byte])

        return pieces() if in_pieces else note(size)

    assert client.post(path, content=content(limit), headers=JSON).status_code == 200
    answer = client.post(path, content=content(limit + 1), headers=JSON)
    found = problem(answer, 413, "too_large")
    assert f"{limit} bytes" in found["detail"]
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("path", PATHS)
def test_what_the_head_promises_is_refused_unread(client: Client, path: str) -> None:
    read = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal read
        read += 1
        yield b"{}"

    headers = {**JSON, "content-length": "5000"}
    problem(client.post(path, content=pieces(), headers=headers), 413, "too_large")
    assert read <= 1


@pytest.mark.parametrize("promised", ["", "-1", "１００", "x", "1e3"])
def test_a_promise_that_is_none_promises_nothing(client: Client, promised: str) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", promised.encode())]
    assert client.post("/raw", content=note(50), headers=headers).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_sender_that_trickles_is_not_waited_for(client: Client, path: str) -> None:
    """Each piece comes soon after the last; all of them together take too long."""

    async def trickle() -> AsyncIterator[bytes]:
        for byte in note(90) * 1000:
            yield bytes([byte])
            await asyncio.sleep(0.01)

    problem(client.post(path, content=trickle(), headers=JSON), 408, "too_slow")


def test_once_the_body_is_there_the_caller_may_wait_as_long_as_it_likes(client: Client) -> None:
    assert client.post("/listening", content=note(50), headers=JSON).json() is False


def test_a_route_that_says_nothing_takes_little(evaluator: Evaluator) -> None:
    app = create_app(evaluator)
    app.include_router(router)
    client = Client(app)
    assert client.post("/raw", content=b" " * SMALL.bytes).status_code == 200
    problem(client.post("/raw", content=b" " * (SMALL.bytes + 1)), 413, "too_large")


def test_a_caller_that_hangs_up_is_no_failure_of_ours(client: Client) -> None:
    sent: list[dict[str, object]] = []
    messages: Iterator[dict[str, object]] = iter(
        [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    )

    async def receive() -> dict[str, object]:
        return next(messages)

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/raw",
        "raw_path": b"/raw",
        "query_string": b"",
        "headers": [],
        "root_path": "",
        "scheme": "http",
        "server": ("x", 80),
        "http_version": "1.1",
    }
    asyncio.run(client.app(scope, receive, send))
    assert sent[0]["status"] == 499
