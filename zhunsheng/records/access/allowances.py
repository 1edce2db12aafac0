"""A token bucket that is one moment: when it will be full again.

Each attempt puts the moment off by one interval; if it would lie further away than a whole bucket takes to fill, the attempt
is refused and puts off nothing (the generic cell rate algorithm of ITU-T I.371, as a virtual schedule). So who keeps trying is
not kept out any longer for it, and a bucket that is full again can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Allowance:
    """So many attempts at once, and then one each interval."""

    at_once: int
    interval: timedelta

    def __post_init__(self) -> None:
        if self.at_once < 1 or self.interval <= timedelta():
            raise ValueError("an allowance is of at least one attempt, and of an interval above zero")

    @property
    def to_fill(self) -> timedelta:
        """How long an empty bucket takes to become full."""
        return self.interval * self.at_once

    def wait(self, full_at: datetime | None, now: datetime) -> timedelta:
        """How long to wait until the next attempt; zero if there is one left.

        Args:
            full_at: When the bucket will be full again, None if it is. A moment further away than an empty bucket's (a clock
                that was set back) counts as an empty bucket's, so that nobody is kept out for the clock's sake.
        """
        over = self._from(full_at, now) + self.interval - now - self.to_fill
        return max(over, timedelta())

    def taken(self, full_at: datetime | None, now: datetime) -> datetime:
        """When the bucket will be full again, after an attempt for which there was one left."""
        return self._from(full_at, now) + self.interval

    def given_back(self, full_at: datetime | None, now: datetime) -> datetime:
        """When it will be full again, if the last attempt is not to count after all."""
        return max(self._from(full_at, now) - self.interval, now)

    def _from(self, full_at: datetime | None, now: datetime) -> datetime:
        return now if full_at is None else min(max(full_at, now), now + self.to_fill)
