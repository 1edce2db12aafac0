"""Once, however often: the key, the fingerprint, the table of decisions, and routes that keep to them."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.api.client import Client, problem
from zhunsheng.api.app import create_app
from zhunsheng.api.idempotency import (
    CLAIMED,
    KEPT,
    Answer,
    KeyName,
    Record,
    Replay,
    decide,
    fingerprint,
    parse_key,
)
from zhunsheng.api.idempotent_routes import IdempotentRoute, claim_of
from zhunsheng.api.observation import acts_for
from zhunsheng.api.operation import Operation
from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.engine.evaluation import Evaluator

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANSWER = Answer(201, (("content-type", "application/json"),), b"{}")
PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=255)


@dataclass
class InMemory:
    """What a store must do, in a dictionary."""

    records: dict[KeyName, Record] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def claim(self, name: KeyName, record: Record, now: datetime) -> bool:
        with self.turn:
            if self.get(name, now) is not None:
                return False
            self.records[name] = record
            return True

    def get(self, name: KeyName, now: datetime) -> Record | None:
        found = self.records.get(name)
        return found if found is not None and found.expires > now else None

    def finish(self, name: KeyName, holder: str, answer: Answer, expires: datetime) -> bool:
        with self.turn:
            found = self.records.get(name)
            if found is None or found.holder != holder or found.answer is not None:
                return False
            self.records[name] = replace(found, answer=answer, expires=expires)
            return True

    def release(self, name: KeyName, holder: str) -> None:
        with self.turn:
            found = self.records.get(name)
            if found is not None and found.holder == holder and found.answer is None:
                del self.records[name]

    def acknowledge(self) -> None:
        """There is nobody else who would have to know."""


# The key


@given(PRINTABLE)
def test_every_string_of_rfc_9651_is_a_key(key: str) -> None:
    written = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert parse_key(written) == key
    assert parse_key(f" {written}  ") == key


@given(st.text(max_size=20))
def test_what_is_no_string_is_no_key(text: str) -> None:
    found = parse_key(text)
    assert found is None or text.strip(" ").startswith('"')


@pytest.mark.parametrize(
    "field_value",
    [
        "",
        "abc",
        '"',
        '""',
        '"a',
        'a"',
        '"a"b"',
        '"a\\b"',
        '"a\\"',
        "'a'",
        '"é"',
        '"a\n"',
        '"a\x7f"',
        '"a", "b"',
        '"a";p=1',
        f'"{"x" * 256}"',
    ],
)
def test_no_keys(field_value: str) -> None:
    assert parse_key(field_value) is None


# The fingerprint

PARTS = st.tuples(
    st.sampled_from(["POST", "PUT"]),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.binary(max_size=5),
    st.text(max_size=5),
)


@given(PARTS, PARTS)
def test_requests_are_told_apart_by_every_part(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_parts_do_not_run_into_each_other() -> None:
    assert fingerprint("POST", "/a", b"b", b"", "") != fingerprint("POST", "/ab", b"", b"", "")
    assert len(fingerprint("POST", "/a", b"", b"", "")) == 64


# The table


def test_the_table() -> None:
    under_way = Record("mark", "holder", NOW)
    assert decide(None, "mark") == "run"
    assert decide(under_way, "mark") == "under_way"
    assert decide(replace(under_way, answer=ANSWER), "mark") == Replay(ANSWER)
    for known in (under_way, replace(under_way, answer=ANSWER)):
        assert decide(known, "another") == "other_request"


# The routes


class Decision(BaseModel):
    text: str


class SignedIn:
    """Signs in whoever says who it is, as middleware does it for real."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        for name, value in scope.get("headers", ()):
            if name == b"x-account":
                acts_for(scope, value.decode())
        await self.app(scope, receive, send)


@dataclass
class Service:
    """Routes that count how often they are carried out, and what is needed to ask them."""

    client: Client
    store: InMemory
    done: list[str]
    goes_on: threading.Event

    def post(
        self, path: str = "/decisions", key: str | None = '"k1"', text: str = "a", account: str = ""
    ) -> httpx.Response:
        headers = {"x-account": account} if account else {}
        if key is not None:
            headers["idempotency-key"] = key
        return self.client.post(
            f"{path}{'&' if '?' in path else '?'}lang=en", json={"text": text}, headers=headers
        )


@pytest.fixture
def service(evaluator: Evaluator) -> Service:
    router = APIRouter(route_class=IdempotentRoute)
    done: list[str] = []
    goes_on = threading.Event()

    @router.post("/decisions", status_code=201)
    def decisions(decision: Decision, response: Response, lang: str = "zh") -> dict[str, Any]:
        done.append(decision.text)
        response.headers["Location"] = f"/decisions/{len(done)}"
        response.headers["X-Other"] = "of this connection"
        return {"number": len(done), "text": decision.text, "lang": lang}

    @router.get("/decisions")
    def read() -> int:
        return len(done)

    @router.post("/refused")
    def refused(decision: Decision) -> None:
        done.append(decision.text)
        raise Refusal([ProblemItem(code="invalid", pointer="/text", detail="not like this")])

    @router.post("/failing")
    def failing(decision: Decision) -> None:
        done.append(decision.text)
        raise RuntimeError(decision.text)

    @router.post("/slow")
    def slow(decision: Decision) -> int:
        done.append(decision.text)
        assert goes_on.wait(30)
        return len(done)

    @router.post("/streamed")
    def streamed() -> StreamingResponse:
        return StreamingResponse(iter([b"a"]))

    @router.post("/within")
    def within(request: Request, decision: Decision) -> int:
        claim = claim_of(request)
        assert store.finish(claim.name, claim.holder, ANSWER, claim.expires_when_answered)
        return 1

    store = InMemory()
    app = create_app(evaluator, Operation(idempotency=store))
    app.include_router(router)
    app.add_middleware(SignedIn)
    return Service(Client(app), store, done, goes_on)


def test_a_request_is_carried_out_once_and_answered_each_time(service: Service) -> None:
    first, second = service.post(), service.post()
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert first.headers["location"] == second.headers["location"] == "/decisions/1"
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert "x-other" not in second.headers
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert second.headers["x-content-type-options"] == "nosniff"
    assert service.done == ["a"]


def test_another_request_needs_another_key(service: Service) -> None:
    service.post(text="a")
    problem(service.post(text="b"), 422, "idempotency_key_reused")
    problem(service.post("/decisions?x=1", text="a"), 422, "idempotency_key_reused")
    problem(service.post("/refused", text="a"), 422, "idempotency_key_reused")
    assert service.post(text="b", key='"k2"').json()["number"] == 2
    assert service.done == ["a", "b"]


def test_keys_are_each_of_one_account(service: Service) -> None:
    assert service.post(account="one").json()["number"] == 1
    assert service.post(account="two").json()["number"] == 2
    assert service.post(account="one").json()["number"] == 1


@pytest.mark.parametrize(
    ("key", "code"), [(None, "idempotency_key_missing"), ("k1", "idempotency_key_malformed")]
)
def test_a_key_is_needed(service: Service, key: str | None, code: str) -> None:
    found = problem(service.post(key=key), 400, code)
    assert 'Idempotency-Key: "' in found["errors"][0]["help"]
    assert service.done == []


def test_two_keys_are_none(service: Service) -> None:
    headers = [("idempotency-key", '"a"'), ("idempotency-key", '"b"')]
    problem(
        service.client.post("/decisions", json={"text": "a"}, headers=headers),
        400,
        "idempotency_key_malformed",
    )


def test_what_only_reads_needs_none(service: Service) -> None:
    assert service.client.get("/decisions").json() == 0


@pytest.mark.parametrize(("path", "status"), [("/refused", 422), ("/failing", 500)])
def test_what_was_refused_may_be_tried_again(service: Service, path: str, status: int) -> None:
    assert service.post(path).status_code == status
    assert service.store.records == {}
    assert service.post(path, text="mended").status_code == status
    assert service.done == ["a", "mended"]


def test_a_body_that_is_no_body_takes_no_key(service: Service) -> None:
    answer = service.client.post("/decisions", json={}, headers={"idempotency-key": '"k1"'})
    assert answer.status_code == 422
    assert service.store.records == {}


def test_two_at_the_same_time(service: Service) -> None:
    async def both() -> tuple[httpx.Response, httpx.Response]:
        transport = httpx.ASGITransport(app=service.client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as http:
            options: dict[str, Any] = {"json": {"text": "a"}, "headers": {"idempotency-key": '"k1"'}}
            first = asyncio.ensure_future(http.post("/slow", **options))
            while not service.done:
                await asyncio.sleep(0.001)
            second = await http.post("/slow", **options)
            service.goes_on.set()
            return await first, second

    first, second = asyncio.run(both())
    assert first.json() == 1
    problem(second, 409, "idempotency_under_way")
    assert second.headers["retry-after"] == "1"
    assert service.done == ["a"]


def test_a_claim_of_a_process_that_was_killed_runs_out(service: Service) -> None:
    name = KeyName("", "k1")
    mark = fingerprint("POST", "/decisions", b"lang=en", b'{"text":"a"}', "")
    service.store.records[name] = Record(mark, "killed", datetime.now(UTC) + CLAIMED)
    problem(service.post(), 409, "idempotency_under_way")
    service.store.records[name] = Record(mark, "killed", datetime.now(UTC) - timedelta(seconds=1))
    assert service.post().json()["number"] == 1
    assert not service.store.finish(name, "killed", ANSWER, NOW)


def test_an_answer_is_kept_for_a_day(service: Service) -> None:
    before = datetime.now(UTC)
    service.post()
    (record,) = service.store.records.values()
    assert before + KEPT <= record.expires <= datetime.now(UTC) + KEPT


def test_an_operation_may_write_its_answer_in_its_own_transaction(service: Service) -> None:
    assert service.post("/within").json() == 1
    again = service.post("/within")
    assert (again.status_code, again.content) == (ANSWER.status, ANSWER.body)


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> bool:
        raise ConnectionError

    monkeypatch.setattr(service.store, "finish", away)
    assert service.post().status_code == 201
    problem(service.post(), 409, "idempotency_under_way")


def test_a_key_that_is_given_up_between_asking_and_looking_is_asked_for_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(service.store, "claim", lambda *_: next(answers))
    assert service.post().status_code == 201
    monkeypatch.setattr(service.store, "claim", lambda *_: False)
    problem(service.post(key='"k2"'), 409, "idempotency_under_way")


def test_mistakes_of_ours_are_failures(service: Service, evaluator: Evaluator) -> None:
    problem(service.post("/streamed"), 500, "internal_error")
    app = create_app(evaluator)
    router = APIRouter(route_class=IdempotentRoute)
    router.add_api_route("/x", lambda: 1, methods=["POST"])
    app.include_router(router)
    problem(Client(app).post("/x", headers={"idempotency-key": '"k"'}), 500, "internal_error")
    with pytest.raises(LookupError, match="no claim"):
        claim_of(Request({"type": "http"}))
