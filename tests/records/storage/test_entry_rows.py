"""Entries as rows: what is appended is in the tree, with its contents, or nothing of it is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from zhunsheng.engine.problems import InputError
from zhunsheng.records.log import merkle
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry, entry
from zhunsheng.records.storage.content_rows import ContentRows, Erased
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.entry_rows import EntryRows, Written
from zhunsheng.records.storage.sealing import Sealed, Seals
from zhunsheng.records.storage.tables import contents
from zhunsheng.records.storage.tree_rows import TreeRows

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def _entry(number: int, content: Content | None = None) -> Entry:
    return entry(
        "case.opened",
        START + timedelta(seconds=number),
        "u-1",
        subjects={"case": f"c-{number % 3}"},
        contents={"reason": content.commitment} if content else {},
    )


def test_the_tree_is_that_of_the_entries_at_every_size(database: Database) -> None:
    with database.writing() as connection:
        log = EntryRows(connection, Seals())
        assert [log.append(_entry(number), {}) for number in range(21)] == list(range(21))
    with database.reading() as connection:
        log, tree = EntryRows(connection, Seals()), TreeRows(connection)
        data = [found.data for found in log.between(0, log.size())]
        assert data == [_entry(number).to_bytes() for number in range(21)]
        for size in range(22):
            assert tree.root(size) == merkle.root_of(data[:size])


def test_entries_of_a_case_in_their_order(database: Database) -> None:
    with database.writing() as connection:
        for number in range(9):
            EntryRows(connection, Seals()).append(_entry(number), {})
    with database.reading() as connection:
        log = EntryRows(connection, Seals())
        assert [found.number for found in log.of_case("c-1")] == [1, 4, 7]
        assert log.of_case("c-9") == ()
        assert log.of_case("c-1", but="case.read") == log.of_case("c-1")
        assert log.of_case("c-1", but="case.opened") == ()
        found = log.get(4)
        assert found is not None
        assert found.entry == _entry(4)
        assert log.get(9) is None
        assert log.number_of_kind("case.opened") == 9


def test_an_entry_comes_with_exactly_the_contents_that_it_names(database: Database) -> None:
    content = Content.of("理由".encode())
    with pytest.raises(ValueError, match="other contents"), database.writing() as connection:
        EntryRows(connection, Seals()).append(_entry(0, content), {})
    with database.reading() as connection:
        assert EntryRows(connection, Seals()).size() == 0


@pytest.mark.parametrize("sealed", [False, True])
def test_a_content_is_kept_and_can_be_erased_while_the_entry_stays(database: Database, sealed: bool) -> None:
    seals = Seals.of([Fernet.generate_key().decode()] if sealed else [])
    content = Content.of("理由".encode())
    with database.writing() as connection:
        EntryRows(connection, seals).append(_entry(0, content), {"reason": Written(content, "text/plain")})
    with database.reading() as connection:
        assert ContentRows(connection, seals).get(content.commitment) == content
        kept = connection.execute(select(contents.c.data)).scalar_one()
        assert (content.data in bytes(kept)) is not sealed
        root = TreeRows(connection).root(1)
    with database.writing() as connection:
        rows = ContentRows(connection, seals)
        assert rows.erase(content.commitment, START)
        assert not rows.erase(content.commitment, START)
    with database.reading() as connection:
        assert ContentRows(connection, seals).get(content.commitment) == Erased(START)
        assert connection.execute(select(contents.c.salt, contents.c.data)).one() == (None, None)
        assert TreeRows(connection).root(1) == root
        assert ContentRows(connection, seals).get("sha256:" + "0" * 64) is None


def test_an_older_key_still_opens_and_another_one_does_not(database: Database) -> None:
    old, new, other = (Fernet.generate_key().decode() for _ in range(3))
    content = Content.of(b"1")
    with database.writing() as connection:
        ContentRows(connection, Seals.of([old])).put(content, "application/json")
    with database.reading() as connection:
        assert ContentRows(connection, Seals.of([new, old])).get(content.commitment) == content
        for keys in ([], [other]):
            with pytest.raises(Sealed):
                ContentRows(connection, Seals.of(keys)).get(content.commitment)
    assert old not in repr(Seals.of([old]))


def test_what_is_no_key_is_refused_by_its_place_and_not_repeated() -> None:
    with pytest.raises(InputError) as error:
        Seals.of([Fernet.generate_key().decode(), "secret"])
    assert "number 2" in str(error.value)
    assert "secret" not in str(error.value)
