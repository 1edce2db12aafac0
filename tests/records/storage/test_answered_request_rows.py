"""Keys of requests in rows: claimed by one, answered once, forgotten when their time is up; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from zhunsheng.api.idempotency import Answer, IdempotencyStore, KeyName, Record
from zhunsheng.api.records import Records
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import Database

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=2), NOW + timedelta(hours=24)
NAME = KeyName("u-1", "k")
RECORD = Record("f" * 64, "holder-1", SOON)
ANSWER = Answer(201, (("content-type", "application/json"), ("location", "/v1/cases/1")), b'{"a":1}')


@pytest.fixture
def store(database: Database, evaluator: Evaluator) -> IdempotencyStore:
    return Records(Ledger(database), Answers(evaluator)).answered_requests()


def test_a_key_is_claimed_once(store: IdempotencyStore) -> None:
    assert store.get(NAME, NOW) is None
    assert store.claim(NAME, RECORD, NOW)
    assert not store.claim(NAME, replace(RECORD, holder="holder-2"), NOW)
    assert store.get(NAME, NOW) == RECORD
    # The same words of another account are another key.
    assert store.claim(KeyName("u-2", "k"), RECORD, NOW)


def test_an_answer_is_kept_as_it_was(store: IdempotencyStore) -> None:
    store.claim(NAME, RECORD, NOW)
    assert not store.finish(NAME, "holder-2", ANSWER, LATER)
    assert store.finish(NAME, "holder-1", ANSWER, LATER)
    assert not store.finish(NAME, "holder-1", replace(ANSWER, body=b""), LATER)
    assert store.get(NAME, SOON) == replace(RECORD, expires=LATER, answer=ANSWER)


def test_what_has_run_out_is_as_good_as_new(store: IdempotencyStore) -> None:
    store.claim(NAME, RECORD, NOW)
    assert store.get(NAME, SOON) is None
    other = replace(RECORD, holder="holder-2", expires=LATER)
    assert store.claim(NAME, other, SOON)
    assert not store.finish(NAME, "holder-1", ANSWER, LATER)
    assert store.get(NAME, SOON) == other


def test_only_the_holder_gives_a_key_back(store: IdempotencyStore) -> None:
    store.claim(NAME, RECORD, NOW)
    store.release(NAME, "holder-2")
    assert store.get(NAME, NOW) == RECORD
    store.release(NAME, "holder-1")
    assert store.get(NAME, NOW) is None


def test_of_many_at_once_one_is_told_that_it_is_his(store: IdempotencyStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(
            pool.map(lambda n: store.claim(NAME, replace(RECORD, holder=f"holder-{n}"), NOW), range(8))
        )
    assert sum(told) == 1
    kept = store.get(NAME, NOW)
    assert kept is not None
    assert told[int(kept.holder.rpartition("-")[2])]
