"""What tables are made of: how they are called in a database, and the types of columns that several of them have."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData, String

#: Names for constraints, so that migrations can speak of them on every database.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: RFC 3339, UTC, microseconds, `Z`.
TIME = String(27)
DIGEST = String(71)
ID = String(64)
#: SQLite counts rows in 64 bits whatever the type is called, but only INTEGER is its own row number.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def code(length: int) -> String:
    """ASCII that is compared byte by byte, as SQLite does; PostgreSQL would ask the locale, take longer, and begin elsewhere."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")
