"""Times as the tables and the log write them."""

from __future__ import annotations

from datetime import datetime

from zhunsheng.records.log.entries import moment


def written(time: datetime) -> str:
    """A time as text (UTC, microseconds, `Z`).

    Raises:
        ValueError: it has no time zone.
    """
    return moment(time)


def read(text: str) -> datetime:
    """The time that a text is."""
    return datetime.fromisoformat(text)
