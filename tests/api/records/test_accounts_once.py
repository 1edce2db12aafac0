"""What an administrator does under a key happens once: its answer is kept in the transaction that does it. On both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.client import problem
from tests.api.records.people import Person, Service
from zhunsheng.api.idempotency import Answer, Record
from zhunsheng.records.access.roles import Role
from zhunsheng.records.account_keeping import list_accounts
from zhunsheng.records.log.checkpoints import SealedCheckpoint
from zhunsheng.records.log.refusals import refused

_KEEP = "zhunsheng.records.storage.answered_request_rows.AnsweredRequestRows.keep_within"


@dataclass(frozen=True)
class Done:
    """Something that an administrator does under a key."""

    url: str
    body: dict[str, Any]
    status: int

    def send(self, root: Person) -> Any:
        return root.post(self.url, self.body, key="one")


ADDS = Done("/v1/accounts", {"login": "desk-9", "roles": ["handler"]}, 201)
HANDS_OVER = Done("/v1/accounts/u-leaving/handing-over", {"to": "u-staying"}, 200)


@pytest.fixture
def root(service: Service) -> Person:
    """An administrator, where a handler with a case has left and another one has stayed."""
    assert service.person("leaving", Role.HANDLER).post("/v1/cases").status_code == 201
    service.person("staying", Role.HANDLER)
    return service.person("root", Role.ADMINISTRATOR)


def what_is_there(service: Service) -> tuple[int, int, list[str]]:
    """How long the log is, how many accounts there are, and whose cases are."""
    staying = service.signed_in("staying")
    cases = staying.get("/v1/cases").json()["cases"]
    # The sign-in above is an entry of its own, and the only one of its kind.
    kinds = [entry.kind for entry in service.entries() if entry.kind != "session.began"]
    return len(kinds), len(list_accounts(service.ledger)), [case["owner"] for case in cases]


@pytest.mark.parametrize("done", [ADDS, HANDS_OVER], ids=["adds", "hands_over"])
def test_who_lost_his_key_meanwhile_does_nothing(
    service: Service, root: Person, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = what_is_there(service)
    with monkeypatch.context() as patch:
        patch.setattr(_KEEP, lambda *_: Record("f" * 64, Answer(201, (), b"")))
        problem(done.send(root), 422, "idempotency_key_reused")
    assert what_is_there(service) == before
    # Nothing was done, so the key is free for it.
    assert done.send(root).status_code == done.status
    assert what_is_there(service) != before


@pytest.mark.parametrize("done", [ADDS, HANDS_OVER], ids=["adds", "hands_over"])
def test_of_several_at_once_one_is_done_and_all_hear_of_it(
    service: Service, root: Person, done: Done
) -> None:
    length, accounts, _ = what_is_there(service)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: done.send(root), range(4)))
    assert {answer.status_code for answer in answers} == {done.status}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    longer, more, owners = what_is_there(service)
    assert longer > length
    assert (more - accounts, owners) == ((1, []) if done is ADDS else (0, ["u-staying"]))


@pytest.mark.parametrize("done", [ADDS, HANDS_OVER], ids=["adds", "hands_over"])
def test_the_answer_is_kept_with_what_it_tells(service: Service, root: Person, done: Done) -> None:
    first = done.send(root)
    assert first.status_code == done.status, first.text
    after = what_is_there(service)
    again = done.send(root)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert what_is_there(service) == after


@pytest.mark.parametrize("done", [ADDS, HANDS_OVER], ids=["adds", "hands_over"])
def test_what_was_committed_and_not_acknowledged_is_not_done_again(
    service: Service, root: Person, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> SealedCheckpoint:
        raise refused("witness_unusable", "the disk is full", "磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr("zhunsheng.records.ledger.keep", away)
        problem(done.send(root), 503, "not_acknowledged")
    after = what_is_there(service)
    again = done.send(root)
    assert (again.status_code, again.headers["idempotency-replayed"]) == (done.status, "true")
    assert what_is_there(service) == after
