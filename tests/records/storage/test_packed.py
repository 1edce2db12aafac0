"""Bytes come out of a packed column as they went in, on either database, and less of them is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, text, update

from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import contents


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\x01", b"{}", b'{"a":1}' * 10_000, bytes(range(256)), None], ids=str
)
def test_what_goes_in_comes_out(database: Database, data: bytes | None) -> None:
    row = {"commitment": "c", "media_type": "application/json", "salt": bytes(32), "data": data}
    with database.writing() as connection:
        connection.execute(insert(contents).values(row))
        assert connection.execute(select(contents.c.data)).scalar_one() == data
        kept = connection.execute(text("SELECT length(data) FROM contents")).scalar_one()
        assert (
            kept is None
            if data is None
            else kept <= max(len(data) // 10, len(data) + 1 if len(data) < 500 else 0)
        )


def test_texts_that_were_kept_before_are_read(database: Database) -> None:
    row = {"commitment": "c", "media_type": "application/json", "salt": bytes(32), "data": b""}
    with database.writing() as connection:
        connection.execute(insert(contents).values(row))
        connection.execute(text("UPDATE contents SET data = :data"), {"data": b'{"a":1}'})
        assert connection.execute(select(contents.c.data)).scalar_one() == b'{"a":1}'
        connection.execute(update(contents).values(data=None))
        assert connection.execute(select(contents.c.data)).scalar_one() is None
