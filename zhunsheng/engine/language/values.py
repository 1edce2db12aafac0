"""Plain values as documents hold them, and how large and deep a document may be."""

from __future__ import annotations

import re
from typing import TypeAlias

from zhunsheng.engine.problems import Chinese, Problem, Span

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

#: A case of some hundred subjects has a few hundred kilobytes. What is larger is a mistake or an attack.
MAXIMUM_BYTES = 2_000_000
#: The deepest honest document (a nested condition in a scenario) has some twenty levels.
MAXIMUM_DEPTH = 40
#: Half of a character outside the basic plane: valid in an escape, and no text.
SURROGATE = re.compile("[\ud800-\udfff]")


def wrong_depth(depth: int, value: Value) -> bool:
    """Whether an object or list lies too deep."""
    return depth >= MAXIMUM_DEPTH and isinstance(value, dict | list)


def too_deep(where: str, span: Span | None = None) -> Problem:
    """The complaint about depth."""
    return Problem(
        "too_deep",
        f"the document is nested more than {MAXIMUM_DEPTH} levels deep",
        why="A case has about six levels.",
        mend="Flatten it; the schema of a case says what it looks like.",
        pointer=where,
        span=span,
        zh=Chinese(f"嵌套超过 {MAXIMUM_DEPTH} 层", "案卷只有六层左右，请按格式说明整理"),
    )


def half_character(where: str) -> Problem:
    """The complaint about half of a surrogate pair."""
    return Problem(
        "not_unicode",
        "half of a surrogate pair stands alone here",
        mend="Write the whole character.",
        pointer=where,
        zh=Chinese("这里只有半个字符（代理码）", "请写完整的字符"),
    )
