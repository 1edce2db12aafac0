"""What was evaluated in a case is read from the log again and gives the identical answer; what cannot be replayed says so."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import delete, select, update

from tests.records.recorded import FACTS, START, evaluated
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.problems import InputError
from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.recorded_evaluations import (
    Erased,
    Located,
    RecordedEvaluation,
    find,
    located,
    located_in,
    recorded,
)
from zhunsheng.records.replaying import Replayed
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.release_rows import basis_of
from zhunsheng.records.stored_replays import evaluator_of, replay, to_replay


@pytest.fixture
def ledger(database: Database, evaluator: Evaluator) -> Ledger:
    made = Ledger(database)
    evaluated(made, evaluator, "case-1", "zh")
    evaluated(made, evaluator, "case-2", "en")
    return made


def test_facts_answer_and_basis_are_read_from_the_log(ledger: Ledger, evaluator: Evaluator) -> None:
    with ledger.reading() as log:
        found = located(log)
        basis = basis_of(evaluator.release)
        assert found == (Located("case-1", 3, 2, basis), Located("case-2", 3, 2, basis))
        assert [one.id for one in found] == ["case-1~3", "case-2~3"]
        assert find(log, "case-2~3") == located_in(log, "case-2", 3) == found[1]
        assert located_in(log, "case-2", 2) is None
        read = recorded(log, found[1])
        assert list(findings(log)) == []
    assert isinstance(read, RecordedEvaluation)
    assert read.facts.document == FACTS
    again = to_replay(found[1], read)
    assert (again.id, again.language, json.loads(again.facts)) == ("case-2~3", "en", FACTS)


def test_each_is_replayed_identical_under_the_ruleset_that_was_kept(ledger: Ledger) -> None:
    with ledger.reading() as log:
        again = list(replay(log, located(log), "bits"))
    assert again == [Replayed("case-1~3", "bits"), Replayed("case-2~3", "bits")]


def test_what_is_not_there_is_not_found(ledger: Ledger) -> None:
    wrong = (
        "case-1",
        "case-1~2",
        "case-1~03",
        "case-3~3",
        "~",
        "",
        "case-1~x",
        "case-1~³",
        f"case-1~{'9' * 5000}",
    )
    with ledger.reading() as log:
        for name in wrong:
            with pytest.raises(InputError, match="there is no evaluation"):
                find(log, name)


def test_what_was_erased_or_has_no_ruleset_says_so(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        columns = tables.entry_contents.c
        of_the_facts = select(columns.commitment).where(columns.number == 1)
        assert ContentRows(connection).erase(connection.execute(of_the_facts).scalar_one(), START)
    with ledger.reading() as log:
        assert list(replay(log, located(log)[:1], "bits")) == [Erased("case-1~3", START)]
    with ledger.database.writing() as connection:
        connection.execute(delete(tables.releases))
    with ledger.reading() as log:
        (found,) = replay(log, [find(log, "case-2~3")], "bits")
    assert isinstance(found, Replayed)
    assert found.failure is not None
    assert found.failure.startswith("ruleset_missing: sha256:")


def test_a_ruleset_that_was_changed_is_not_replayed_under(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(update(tables.releases).values(digest="sha256:" + "0" * 64))
    with ledger.reading() as log:
        again = list(replay(log, located(log), "bits"))
    for found in again:
        assert isinstance(found, Replayed)
        assert not found.identical
        assert found.failure is not None
        assert found.failure.startswith("ruleset_unusable: sha256:")


def test_only_the_first_engine_is_asked_where_its_word_is_enough(evaluator: Evaluator) -> None:
    with evaluator_of(evaluator.release, "bits") as alone:
        assert alone.second is not None
        assert not alone.second.running
