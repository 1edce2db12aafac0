"""Once, however often: the key, the fingerprint, the table of decisions, and routes that keep to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.api.client import Client, problem
from zhunsheng.api.answering import answering
from zhunsheng.api.app import create_app
from zhunsheng.api.idempotency import KEPT, Answer, Gone, KeyName, Record, decide, fingerprint, parse_key
from zhunsheng.api.idempotent_routes import IdempotentRoute, asked_of
from zhunsheng.api.observation import acts_for
from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.api.records import Records
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.finishing import Finish
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.answered_request_rows import AnsweredRequestRows
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANSWER = Answer(201, (("content-type", "application/json"),), b"{}")
PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=255)


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
    assert decide(None, "mark") == "run"
    for answer in (ANSWER, Gone(NOW)):
        assert decide(Record("mark", answer), "mark") == answer
        assert decide(Record("mark", answer), "another") == "other_request"


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
    rows: AnsweredRequestRows[Record]
    done: list[str]

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
def records(evaluator: Evaluator, tmp_path: Path) -> Iterator[Records]:
    database = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    migrate(database)
    yield Records(Ledger(database), Answers(evaluator))
    database.close()


@pytest.fixture
def service(evaluator: Evaluator, records: Records) -> Service:
    router = APIRouter(route_class=IdempotentRoute)
    done: list[str] = []

    async def kept(request: Request, act: Callable[[], Response]) -> Response:
        def operation(finish: Finish[Response]) -> None:
            with records.ledger.appending() as log:
                finish(log, act())

        return await answering(request, records, operation, made=lambda made: made, about=lambda _made: None)

    @router.post("/decisions", status_code=201)
    async def decisions(request: Request, decision: Decision, lang: str = "zh") -> Response:
        def act() -> Response:
            done.append(decision.text)
            number = len(done)
            headers = {"Location": f"/decisions/{number}", "X-Other": "of this connection"}
            return JSONResponse({"number": number, "text": decision.text, "lang": lang}, 201, headers)

        return await kept(request, act)

    @router.get("/decisions")
    def read() -> int:
        return len(done)

    @router.post("/refused")
    def refused(decision: Decision) -> None:
        done.append(decision.text)
        raise Refusal([ProblemItem(code="invalid", pointer="/text", detail="not like this")])

    @router.post("/failing")
    async def failing(request: Request, decision: Decision) -> Response:
        def act() -> Response:
            done.append(decision.text)
            raise RuntimeError(decision.text)

        return await kept(request, act)

    @router.post("/streamed")
    async def streamed(request: Request) -> Response:
        return await kept(request, lambda: StreamingResponse(iter([b"a"])))

    @router.post("/forgetful")
    def forgetful() -> int:
        return 1

    app = create_app(evaluator)
    app.state.records = records
    app.include_router(router)
    app.add_middleware(SignedIn)
    return Service(Client(app), records.answered_requests(), done)


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
    assert service.post(path, text="mended").status_code == status
    assert service.done == ["a", "mended"]


def test_a_body_that_is_no_body_takes_no_key(service: Service) -> None:
    answer = service.client.post("/decisions", json={}, headers={"idempotency-key": '"k1"'})
    assert answer.status_code == 422
    assert service.post().json()["number"] == 1


def test_an_answer_is_kept_for_a_day(service: Service) -> None:
    before = datetime.now(UTC)
    service.post()
    name = KeyName("", "k1")
    assert service.rows.get(name, before + KEPT - timedelta(seconds=1)) is not None
    assert service.rows.get(name, datetime.now(UTC) + KEPT) is None


def test_mistakes_of_ours_are_failures(service: Service, evaluator: Evaluator) -> None:
    problem(service.post("/streamed"), 500, "internal_error")
    problem(service.post("/forgetful", key='"k2"'), 500, "internal_error")
    app = create_app(evaluator)
    router = APIRouter(route_class=IdempotentRoute)
    router.add_api_route("/x", lambda: 1, methods=["POST"])
    app.include_router(router)
    problem(Client(app).post("/x", headers={"idempotency-key": '"k"'}), 500, "internal_error")
    with pytest.raises(LookupError, match="no key"):
        asked_of(Request({"type": "http"}))
