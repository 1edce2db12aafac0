"""Arrow's columns in the words of Spark's SQL, which `mapInArrow` wants to know beforehand."""

from __future__ import annotations

import pyarrow as pa

_TYPES = {
    pa.bool_(): "boolean",
    pa.int8(): "tinyint",
    pa.int16(): "smallint",
    pa.int64(): "bigint",
    pa.string(): "string",
    pa.binary(): "binary",
    pa.list_(pa.string()): "array<string>",
}


def ddl(schema: pa.Schema) -> str:
    """The columns of a schema."""
    return ", ".join(f"{field.name} {_TYPES[field.type]}" for field in schema)
