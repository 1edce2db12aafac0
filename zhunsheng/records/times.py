"""What time it is: a function that is handed over, so that tests have a day of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

#: Says what time it is, with its zone.
Clock: TypeAlias = Callable[[], datetime]


def now() -> datetime:
    """The time of this machine, in UTC."""
    return datetime.now(UTC)
