"""The log as a file over HTTP: what the offline verifier calls sound, for those who may have it, as a stream."""

from __future__ import annotations

import asyncio
import contextlib
import io
from typing import Any

import pytest
from sqlalchemy import QueuePool, update
from starlette.types import Message

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.records.access.roles import Role
from zhunsheng.records.log.verification import verify
from zhunsheng.records.storage.tables import contents

URL = "/v1/log/export"


@pytest.fixture
def auditor(service: Service) -> Person:
    return service.person("auditor", Role.AUDITOR)


@pytest.fixture
def _a_case(service: Service, case: dict[str, Any]) -> None:
    handler = service.person("handler", Role.HANDLER)
    case_id = handler.post("/v1/cases", {"content": {"text": "线索"}}).json()["id"]
    assert handler.post(f"/v1/cases/{case_id}/evaluations", case).status_code == 201


@pytest.mark.usefixtures("_a_case")
def test_it_verifies_and_says_that_it_was_taken(service: Service, auditor: Person) -> None:
    held = auditor.get("/v1/log/checkpoint").content
    answer = auditor.get(f"{URL}?contents=true")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert "attachment" in answer.headers["content-disposition"]
    report = verify(io.BytesIO(answer.content), held=[held])
    assert report.sound, report.render()
    assert (report.contents, report.absent, report.held) == (3, 0, 1)
    with service.ledger.reading() as log:
        last = log.get(log.size() - 1)
        assert last is not None
        assert (last.entry.kind, last.entry.actor) == ("log.exported", auditor.id)
        assert last.entry.facts == {"contents": True}
        assert report.entries == log.size()


@pytest.mark.usefixtures("_a_case")
def test_without_contents_there_are_none(service: Service, auditor: Person) -> None:
    administrator = service.person("admin", Role.ADMINISTRATOR)
    for person in (auditor, administrator):
        answer = person.get(URL)
        report = verify(io.BytesIO(answer.content))
        assert report.sound, report.render()
        assert (report.contents, report.absent) == (0, 3)
        assert b'"type":"content"' not in answer.content
    problem(administrator.get(f"{URL}?contents=true"), 403, "not_allowed")


def test_who_must_stand_aside_in_a_case_takes_no_contents(service: Service, auditor: Person) -> None:
    """What he handled himself, and stood aside in, is in an export with contents like everything else."""
    administrator = service.person("admin", Role.ADMINISTRATOR)
    former = service.person("former", Role.HANDLER)
    case_id = former.post("/v1/cases").json()["id"]
    assert former.move(case_id, "recusal.declared", 2, "handler", ground="interest").status_code == 201
    assert administrator.put(f"/v1/accounts/{former.id}/roles", {"roles": ["auditor"]}).status_code == 200
    former = service.signed_in("former")
    problem(former.get(f"{URL}?contents=true"), 403, "not_allowed")
    assert former.get(URL).status_code == 200
    assert auditor.get(f"{URL}?contents=true").status_code == 200


@pytest.mark.usefixtures("_a_case")
def test_what_was_changed_past_the_log_is_sent_and_found(service: Service, auditor: Person) -> None:
    with service.ledger.database.writing() as connection:
        connection.execute(update(contents).values(data=b"{}"))
    answer = auditor.get(f"{URL}?contents=true")
    assert answer.status_code == 200
    report = verify(io.BytesIO(answer.content))
    assert [found.problem.code for found in report.errors] == ["content_changed"] * 3


def test_a_few_at_a_time(service: Service, auditor: Person) -> None:
    slots = service.app.state.records.exports
    assert slots.acquire(blocking=False)
    assert slots.acquire(blocking=False)
    answer = auditor.get(URL)
    problem(answer, 503, "export_under_way")
    assert answer.headers["retry-after"] == "60"
    slots.release()
    # One that was sent, and one that was refused, leave the place free again.
    for _ in range(3):
        assert auditor.get(URL).status_code == 200
    problem(service.person("other", Role.HANDLER).get(URL), 403, "not_allowed")
    slots.release()


@pytest.mark.parametrize("after", [0, 1])
def test_who_hangs_up_leaves_his_place_and_no_transaction(
    service: Service, auditor: Person, after: int
) -> None:
    """`after` so many messages the caller is gone: before the first byte, or in the middle."""

    async def hang_up() -> None:
        messages = 0

        async def send(_message: Message) -> None:
            nonlocal messages
            messages += 1
            if messages > after:
                raise OSError("the caller has hung up")

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        headers = [(name.encode(), value.encode()) for name, value in auditor.headers().items()]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": URL,
            "raw_path": URL.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"service.test"), *headers],
            "client": ("127.0.0.1", 1),
            "server": ("service.test", 80),
        }
        with contextlib.suppress(OSError, RuntimeError):
            await service.app(scope, receive, send)

    for _ in range(3):  # more often than there are places
        asyncio.run(hang_up())
    pool = service.ledger.database.engine.pool
    assert isinstance(pool, QueuePool)
    assert pool.checkedout() == 0
    assert auditor.get(URL).status_code == 200


def test_who_may_have_it(service: Service, auditor: Person) -> None:
    for role in (Role.HANDLER, Role.REVIEWER, Role.SENIOR_REVIEWER, Role.MAINTAINER):
        problem(service.person(role.value, role).get(URL), 403, "not_allowed")
    problem(service.client.get(URL), 401, "not_signed_in")
    problem(auditor.get(f"{URL}?contents=yes"), 422, "invalid")
