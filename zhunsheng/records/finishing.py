"""What is done last in the transaction of an operation, by whoever asked for it: keeping the answer, so far.

It is called once, with what the operation came to. What it writes is committed with everything else; if it raises, nothing of it
has happened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from zhunsheng.records.storage.entry_rows import EntryRows

_Made = TypeVar("_Made")

Finish: TypeAlias = Callable[[EntryRows, _Made], None]


def nothing_more(_log: EntryRows, _made: Any) -> None:
    """There is nothing more to do."""
