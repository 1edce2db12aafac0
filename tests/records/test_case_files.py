"""Whole histories of cases go into the database and come out equal; each kind of damage is found by what it did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete, insert, select, update

from tests.records.recorded import record
from tests.records.workflow.making import BEGIN, OVERRIDE, TEXT
from tests.records.workflow.random_cases import PEOPLE, Try, allowed, tries
from tests.samples import examples
from zhunsheng.records.case_entries import CONTENT, READ, entry_and_content, event_of
from zhunsheng.records.case_files import CaseFiles, MoveRefused
from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.log.entries import Entry, entry, parse
from zhunsheng.records.storage import entry_rows
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import cases, contents, entries, entry_contents, nodes
from zhunsheng.records.workflow.events import EVENT, OpinionGiven
from zhunsheng.records.workflow.history import state_of

#: A history with a few events of several kinds, the same in every run.
TRIED: list[Try] = [(True, number * 37, 0) for number in range(40)]


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


def codes(ledger: Ledger) -> list[str]:
    with ledger.reading() as log:
        return [finding.code for finding in findings(log)]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=tries)
def test_a_history_comes_out_as_it_went_in(ledger: Ledger, histories: list[Try]) -> None:
    events = allowed(histories)
    with ledger.reading() as log:
        case = f"case-{log.size()}-{len(events)}"
    recorded = record(ledger, events, case)
    with ledger.reading() as log:
        files = CaseFiles(log)
        assert files.history(case, with_contents=True) == recorded
        assert files.state(case) == state_of(recorded)
        assert all(event.content is None for event in files.history(case))
    assert codes(ledger) == []


def test_that_a_case_was_read_often_makes_nothing_of_it_slower(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = record(ledger, allowed(TRIED))
    case = events[0].case
    with ledger.appending() as log:
        for _ in range(50):
            log.append(entry(READ, events[-1].at, "auditor", subjects={"case": case}), {})
    parsed: list[bytes] = []

    def counting(data: bytes) -> Entry:
        parsed.append(data)
        return parse(data)

    monkeypatch.setattr(entry_rows, "parse", counting)
    with ledger.reading() as log:
        assert CaseFiles(log).history(case) == tuple(
            event.model_copy(update={"content": None}) for event in events
        )
        assert CaseFiles(log).erasures(case) == ()
    assert len(parsed) == 2 * len(events)
    assert codes(ledger) == []


@settings(max_examples=examples(60))
@given(tries)
def test_an_event_is_the_same_after_it_was_an_entry(tried: list[Try]) -> None:
    for event in allowed(tried):
        made, written = entry_and_content(event)
        read = parse(made.to_bytes())
        assert read == made
        content = written[CONTENT].content.data if CONTENT in written else None
        assert event_of(read, content) == event


def test_an_opinion_may_name_the_rules_that_it_finds_wrong() -> None:
    reasons = [{"ground": "rule_wrong", "rules": ["r.one", "r.two"]}, {"ground": "proportionality"}]
    event = EVENT.validate_python(
        {
            "kind": "opinion.given",
            "case": "case-1",
            "number": 4,
            "at": BEGIN,
            "actor": "a",
            "acting_as": "handler",
            "evaluation": 3,
            "subject": "s1",
            "opinion": {**OVERRIDE, "reasons": reasons},
            "content": TEXT,
        }
    )
    assert isinstance(event, OpinionGiven)
    made, written = entry_and_content(event)
    assert event_of(parse(made.to_bytes()), written[CONTENT].content.data) == event


def test_a_move_that_is_not_allowed_leaves_nothing(ledger: Ledger) -> None:
    events = record(ledger, allowed(TRIED)[:1])
    with pytest.raises(MoveRefused), ledger.appending() as log:
        CaseFiles(log).record(events[0], PEOPLE[0])
    with ledger.reading() as log:
        assert log.size() == 1


def _entry_bytes(database: Database) -> None:
    _set_body(database, lambda body: body.replace(b'"number":2', b'"number":9'))


def _entry_spelling(database: Database) -> None:
    _set_body(database, lambda body: body.replace(b",", b", ", 1))


def _set_body(database: Database, change: Callable[[bytes], bytes]) -> None:
    with database.writing() as connection:
        body = bytes(connection.execute(select(entries.c.body).where(entries.c.number == 1)).scalar_one())
        assert change(body) != body
        connection.execute(update(entries).where(entries.c.number == 1).values(body=change(body)))


def _entry_columns(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(entries).where(entries.c.number == 1).values(actor="somebody"))


def _entry_missing(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(delete(entry_contents).where(entry_contents.c.number == 1))
        connection.execute(delete(entries).where(entries.c.number == 1))


def _entry_twice(database: Database) -> None:
    """An entry is put in a second time at the end, past the tree."""
    with database.writing() as connection:
        row = connection.execute(select(entries).where(entries.c.number == 1)).mappings().one()
        size = len(connection.execute(select(entries.c.number)).all())
        connection.execute(insert(entries).values({**row, "number": size}))


def _node_changed(database: Database) -> None:
    with database.writing() as connection:
        change = update(nodes).where((nodes.c.level == 1) & (nodes.c.number == 0))
        connection.execute(change.values(hash=b"\0" * 32))


def _node_missing(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(delete(nodes).where((nodes.c.level == 0) & (nodes.c.number == 0)))


def _node_too_many(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(nodes).values(level=0, number=10_000, hash=b"\0" * 32))


def _content_changed(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(contents).values(data=b"{}"))


def _content_missing(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(delete(entry_contents))
        connection.execute(delete(contents))


def _case_row(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(cases).values(owner="somebody"))


def _case_too_many(database: Database) -> None:
    with database.writing() as connection:
        row = connection.execute(select(cases)).mappings().one()
        connection.execute(insert(cases).values({**row, "id": "case-of-nobody"}))


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (_entry_bytes, {"tree_changed", "move_not_allowed"}),
        (_entry_spelling, {"not_canonical", "tree_changed"}),
        (_entry_columns, {"entry_columns"}),
        (_entry_missing, {"entry_missing"}),
        (_entry_twice, {"node_missing", "move_not_allowed"}),
        (_node_changed, {"node_changed"}),
        (_node_missing, {"node_missing"}),
        (_node_too_many, {"node_too_many"}),
        (_content_changed, {"content_changed"}),
        (_content_missing, {"content_missing"}),
        (_case_row, {"case_row"}),
        (_case_too_many, {"case_without_entries"}),
    ],
)
def test_each_damage_is_found(ledger: Ledger, damage: Callable[[Database], None], expected: set[str]) -> None:
    record(ledger, allowed(TRIED))
    assert codes(ledger) == []
    damage(ledger.database)
    assert expected <= set(codes(ledger))
