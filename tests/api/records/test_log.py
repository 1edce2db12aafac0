"""The log over HTTP: a signed note, entries as they were hashed, and proofs that an auditor's own program accepts."""

from __future__ import annotations

from base64 import b64decode
from itertools import pairwise

import httpx
import pytest
from sqlalchemy import delete

from tests.api.client import problem
from tests.api.records.people import Person, Service
from tests.records.recorded import START
from zhunsheng.api import checks
from zhunsheng.api.log_parameters import PAGE
from zhunsheng.records.access.roles import Role
from zhunsheng.records.log.checkpoints import parse
from zhunsheng.records.log.entries import entry
from zhunsheng.records.log.merkle import leaf_hash
from zhunsheng.records.log.proof_checks import verify_consistency, verify_inclusion
from zhunsheng.records.storage.tables import nodes
from zhunsheng.records.tree_watch import is_whole

SIZE = 11


@pytest.fixture
def auditor(service: Service) -> Person:
    _append(service, SIZE - 1)  # and that he signs in
    return service.person("auditor-1", Role.AUDITOR)


def _append(service: Service, times: int) -> None:
    with service.ledger.appending() as log:
        for _ in range(times):
            log.append(entry("case.read", START, "u-1"), {})


def _bytes(answer: httpx.Response, name: str) -> bytes:
    return b64decode(answer.json()[name], validate=True)


def _proof(answer: httpx.Response) -> tuple[bytes, ...]:
    return tuple(b64decode(text, validate=True) for text in answer.json()["proof"])


def test_the_checkpoint_is_a_note_as_text(service: Service, auditor: Person) -> None:
    answer = auditor.get("/v1/log/checkpoint")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert parse(answer.content) == service.ledger.checkpoint()
    assert service.ledger.published() == (service.ledger.checkpoint(),)  # what was given away is remembered


def test_entries_are_the_texts_that_were_hashed(service: Service, auditor: Person) -> None:
    page = auditor.get("/v1/log/entries?from=3&to=5").json()
    assert (page["size"], page["next"]) == (SIZE, None)
    assert [one["number"] for one in page["entries"]] == [3, 4]
    assert page["entries"][0]["body"] == entry("case.read", START, "u-1").to_bytes().decode()
    _append(service, PAGE)
    first = auditor.get("/v1/log/entries").json()
    rest = auditor.get(f"/v1/log/entries?from={first['next']}").json()
    assert (len(first["entries"]), first["next"], rest["next"]) == (PAGE, PAGE, None)
    assert [one["number"] for one in (*first["entries"], *rest["entries"])] == list(range(SIZE + PAGE))
    assert auditor.get("/v1/log/entries?from=9999").json()["entries"] == []


def test_an_entry_is_proved_to_be_in_the_log(auditor: Person) -> None:
    root = parse(auditor.get("/v1/log/checkpoint").content).checkpoint.root
    for one in auditor.get("/v1/log/entries").json()["entries"]:
        answer = auditor.get(f"/v1/log/proofs/inclusion?entry={one['number']}&size={SIZE}")
        assert answer.status_code == 200
        leaf = leaf_hash(one["body"].encode())
        assert _bytes(answer, "leaf") == leaf
        assert _bytes(answer, "root") == root
        verify_inclusion(one["number"], SIZE, leaf, _proof(answer), root)


def test_the_log_is_proved_to_have_only_grown(auditor: Person) -> None:
    for old, size in (*pairwise(range(SIZE + 1)), (0, SIZE), (3, SIZE), (SIZE, SIZE)):
        answer = auditor.get(f"/v1/log/proofs/consistency?from={old}&to={size}")
        assert answer.status_code == 200
        roots = _bytes(answer, "old_root"), _bytes(answer, "root")
        verify_consistency(old, size, *roots, _proof(answer))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("inclusion?entry=11&size=11", "proof_entry"),
        ("inclusion?entry=0&size=12", "proof_sizes"),
        ("inclusion?entry=0", "missing"),
        ("inclusion?entry=-1&size=1", "invalid"),
        ("consistency?from=5&to=4", "proof_sizes"),
        ("consistency?from=5&to=12", "proof_sizes"),
        ("consistency?from=5&to=6&until=7", "unknown_parameter"),
    ],
)
def test_what_cannot_be_proved_is_told(auditor: Person, query: str, code: str) -> None:
    problem(auditor.get(f"/v1/log/proofs/{query}"), 422, code)


def _lose_nodes(service: Service, level: int) -> None:
    with service.ledger.database.writing() as connection:
        connection.execute(delete(nodes).where(nodes.c.level == level))


def test_a_lost_node_is_told_and_the_readiness_hears_of_it(service: Service, auditor: Person) -> None:
    whole = service.app.state.records.tree.whole
    assert whole()
    _lose_nodes(service, 1)
    assert whole()  # nobody has come upon it
    answer = auditor.get("/v1/log/proofs/inclusion?entry=0&size=5")
    problem(answer, 503, "log_damaged")
    assert answer.headers["retry-after"] == "5"
    look = checks.tree(whole).look
    assert look().state == "failed"
    assert look().state == "failed"
    problem(auditor.get("/v1/log/proofs/consistency?from=1&to=5"), 503, "log_damaged")


def test_nothing_is_written_where_the_tree_cannot_grow(service: Service, auditor: Person) -> None:
    handler = service.person("handler", Role.HANDLER)
    before = service.ledger.standing().size
    with service.ledger.database.writing() as connection:
        connection.execute(delete(nodes))
    problem(handler.post("/v1/cases", key="one"), 503, "log_damaged")
    problem(auditor.get("/v1/log/checkpoint"), 503, "log_damaged")
    with service.ledger.reading() as log:
        assert log.size() == before


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 13])
def test_a_tree_is_whole_if_each_subtree_has_its_node(service: Service, size: int) -> None:
    if size:
        _append(service, size)
    with service.ledger.reading() as log:
        assert is_whole(log.connection)
    _lose_nodes(service, 0)
    with service.ledger.reading() as log:
        assert is_whole(log.connection) is (size == 0)


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.HANDLER, "/v1/log/checkpoint", 200),
        (Role.HANDLER, "/v1/log/proofs/consistency?from=0&to=0", 200),
        (Role.HANDLER, "/v1/log/entries", 403),
        (Role.ADMINISTRATOR, "/v1/log/entries", 403),
        (None, "/v1/log/checkpoint", 401),
        (None, "/v1/log/entries", 401),
        (None, "/v1/log/proofs/inclusion?entry=0&size=1", 401),
    ],
)
def test_who_may_read_what(service: Service, role: Role | None, path: str, status: int) -> None:
    answer = service.client.get(path) if role is None else service.person("desk-1", role).get(path)
    assert answer.status_code == status
