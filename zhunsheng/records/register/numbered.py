"""The condition that rows are those of certain evaluations, by the numbers of these.

The numbers go to the database as one parameter, an array or a list in JSON, however many there are: a thousand parameters take
longer to name, to send and to plan for than their rows take to be found, and each length would be a statement of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, String, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY


def numbered(connection: Connection, column: Column[Any], numbers: Sequence[int]) -> ColumnElement[bool]:
    """The condition that a column has one of these numbers.

    Args:
        connection: That to the database that is asked: each kind takes several values in one in its own way.
    """
    if connection.dialect.name == "postgresql":
        return column == func.any(bindparam("numbers", list(numbers), ARRAY(BigInteger), unique=True))
    listed = bindparam("numbers", json.dumps(list(numbers)), String, unique=True)
    return column.in_(select(func.json_each(listed).table_valued("value").c.value))
