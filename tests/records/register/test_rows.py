"""The rows that are looked up follow from the entries: after every entry, after erasing, and when they are made anew."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Table, delete, select, update

from tests.records.recorded import record
from tests.records.register.histories import ACCOUNTS, recorded
from tests.records.workflow.random_cases import PEOPLE, Try, allowed, tries
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed as permitted
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.case_relations import relation_of
from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.register.readable import barred, readable
from zhunsheng.records.register.rebuilding import rebuild
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.looked_up_tables import LOOKED_UP
from zhunsheng.records.storage.migrating import migrate, migrate_back, revisions
from zhunsheng.records.workflow.history import state_of


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


def rows(ledger: Ledger) -> dict[str, list[Any]]:
    with ledger.reading() as log:
        found = {}
        for table in LOOKED_UP:
            chosen = select(table).order_by(*table.primary_key.columns)
            # A sum that came to nothing is none.
            chosen = chosen.where(table.c.number != 0) if table is tables.tallies else chosen
            found[table.name] = [tuple(row) for row in log.connection.execute(chosen)]
        return found


def problems(ledger: Ledger) -> list[tuple[str, str]]:
    with ledger.reading() as log:
        return [(finding.code, finding.where) for finding in findings(log)]


def test_rows_are_the_same_when_they_are_made_anew(ledger: Ledger) -> None:
    histories = recorded(ledger, 20)
    kept = rows(ledger)
    assert all(kept.values()), "every table has rows"
    with ledger.database.writing() as connection:
        assert rebuild(connection) == len(histories)
    assert rows(ledger) == kept
    assert problems(ledger) == []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=tries)
def test_who_may_read_a_case_is_what_its_state_says(ledger: Ledger, tried: list[Try]) -> None:
    """After every event, for everybody: the condition on rows against the state that is folded."""
    people = {person.id: person for person in PEOPLE}
    with ledger.reading() as log:
        case = f"case-{log.size()}"
    events = tuple(event.model_copy(update={"case": case}) for event in allowed(tried))
    with ledger.appending() as log:
        for number, event in enumerate(events, 1):
            CaseFiles(log).record(event, people[event.actor])
            state = state_of(events[:number])
            for account in ACCOUNTS:
                relation = relation_of(state, account)
                for operation in (Operation.READ_CASE, Operation.REVIEW):
                    chosen = select(tables.cases.c.id).where(
                        tables.cases.c.id == case, readable(account, tables.cases, operation)
                    )
                    found = log.connection.execute(chosen).first() is not None
                    assert found is (permitted(account, operation, relation) is None), (account.id, relation)
                chosen = select(tables.cases.c.id).where(
                    tables.cases.c.id == case, barred(account, tables.cases)
                )
                assert (log.connection.execute(chosen).first() is not None) is (relation is Relation.BARRED)


def test_nothing_that_can_be_erased_is_in_them(ledger: Ledger) -> None:
    recorded(ledger, 10)
    kept = rows(ledger)
    with ledger.database.writing() as connection:
        contents = ContentRows(connection)
        for digest in connection.execute(select(tables.contents.c.commitment)).scalars().all():
            contents.erase(digest, ledger.clock())
        rebuild(connection)
    assert rows(ledger) == kept


def test_each_row_that_was_changed_is_found(ledger: Ledger) -> None:
    recorded(ledger, 16)
    changes: dict[Table, dict[str, Any]] = {
        tables.case_people: {"handled": False, "recused": True},
        tables.evaluations: {"owner": "somebody"},
        tables.evaluated_subjects: {"at_most": 0},
    }
    for table, values in changes.items():
        column = table.c.case_id if "case_id" in table.c else table.c.number
        with ledger.database.writing() as connection:
            one = connection.execute(select(column).limit(1)).scalar_one()
            connection.execute(update(table).where(column == one).values(values))
        assert {code for code, _ in problems(ledger)} == {"case_row"}
        with ledger.database.writing() as connection:
            rebuild(connection)
        assert problems(ledger) == []
    with ledger.database.writing() as connection:
        connection.execute(delete(tables.deciding_rules))
        connection.execute(update(tables.tallies).where(tables.tallies.c.topic == "cases").values(number=7))
    found = problems(ledger)
    assert ("tally", "cases//") in found
    assert {code for code, _ in found} == {"case_row", "tally"}


def test_an_older_database_is_filled_when_it_is_migrated(ledger: Ledger) -> None:
    recorded(ledger, 12)
    kept = rows(ledger)
    before = revisions()[revisions().index("0004") - 1]
    with ledger.database.writing() as connection:
        # The older version has evaluations whose ruleset is kept; these have none.
        for table in (tables.override_reasons, tables.finding_categories, tables.deciding_rules):
            connection.execute(delete(table))
        connection.execute(delete(tables.evaluated_subjects))
        connection.execute(delete(tables.evaluations))
    migrate_back(ledger.database, before)
    migrate(ledger.database)
    assert rows(ledger) == kept
    assert problems(ledger) == []
    record(ledger, allowed([(True, number * 37, 0) for number in range(40)]), "afterwards")
    assert problems(ledger) == []
