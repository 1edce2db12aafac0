"""Keys of requests in rows: kept with what they tell of, by the first, forgotten when their time is up; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from zhunsheng.api.idempotency import KEPT, Answer, Gone, KeyName, Record
from zhunsheng.api.records import Records
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.answered_request_rows import AnsweredRequestRows, erase_about
from zhunsheng.records.storage.database import Database

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + KEPT
NAME = KeyName("u-1", "k")
ANSWER = Answer(201, (("content-type", "application/json"), ("location", "/v1/cases/1")), b'{"a":1}')
RECORD = Record("f" * 64, ANSWER, "c-1")


@dataclass(frozen=True)
class Store:
    """The keys of a database, each kept in a transaction of its own."""

    database: Database
    rows: AnsweredRequestRows[Record]

    def keep(self, name: KeyName, answer: Answer, now: datetime = NOW) -> Record | None:
        with self.database.writing() as connection:
            return self.rows.keep_within(connection, name, RECORD.fingerprint, answer, now, "c-1")


@pytest.fixture
def store(database: Database, evaluator: Evaluator) -> Store:
    return Store(database, Records(Ledger(database), Answers(evaluator)).answered_requests())


def test_an_answer_is_kept_as_it_was_and_the_first_stays(store: Store) -> None:
    assert store.rows.get(NAME, NOW) is None
    assert store.keep(NAME, ANSWER) is None
    assert store.keep(NAME, replace(ANSWER, body=b"")) == RECORD
    assert store.rows.get(NAME, NOW) == RECORD
    # The same words of another account are another key.
    assert store.keep(KeyName("u-2", "k"), ANSWER) is None


def test_what_is_undone_leaves_no_key(store: Store) -> None:
    def undone() -> None:
        with store.database.writing() as connection:
            assert store.rows.keep_within(connection, NAME, RECORD.fingerprint, ANSWER, NOW) is None
            raise ConnectionError

    with pytest.raises(ConnectionError):
        undone()
    assert store.rows.get(NAME, NOW) is None


def test_what_has_run_out_is_as_good_as_new(store: Store) -> None:
    store.keep(NAME, ANSWER)
    assert store.rows.get(NAME, LATER - timedelta(seconds=1)) == RECORD
    assert store.rows.get(NAME, LATER) is None
    other = replace(ANSWER, body=b"2")
    assert store.keep(NAME, other, LATER) is None
    assert store.rows.get(NAME, LATER) == replace(RECORD, answer=other)


def test_an_answer_that_was_erased_keeps_its_key(store: Store) -> None:
    store.keep(NAME, ANSWER)
    with store.database.writing() as connection:
        assert erase_about(connection, "c-2", NOW) == 0
        assert erase_about(connection, "c-1", NOW) == 1
        assert erase_about(connection, "c-1", LATER) == 0
    gone = replace(RECORD, answer=Gone(NOW))
    assert store.rows.get(NAME, NOW) == gone
    assert store.keep(NAME, ANSWER) == gone


def test_of_many_at_once_one_is_the_first(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [replace(ANSWER, body=str(number).encode()) for number in range(8)]
        told = list(pool.map(lambda answer: store.keep(NAME, answer), answers))
    assert told.count(None) == 1
    kept = replace(RECORD, answer=answers[told.index(None)])
    assert [found for found in told if found is not None] == [kept] * 7
    assert store.rows.get(NAME, NOW) == kept
