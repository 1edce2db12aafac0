"""A session says that it is still the same person: 32 random bytes at his end, their SHA-256 at ours.

Who reads the table of sessions, or a backup of it, holds only digests and can take over nobody's session. A token has 256
bits, so a fast hash without salt is enough; only what people make up needs a slow one.

A session ends when nothing was heard for a while (somebody left the desk), and when it has become old whatever was heard
(somebody else sits at the desk). It gets a new token at each sign-in, so that one planted before is worth nothing (session
fixation), and ends with the password under which it began.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import SecretStr

_BYTES = 32


@dataclass(frozen=True)
class Session:
    """One session, as it is kept.

    Attributes:
        digest: SHA-256 of the token.
        began: When somebody signed in.
        seen: When it was last heard of, to the accuracy of `SessionLimits.accuracy`.
    """

    digest: bytes
    account_id: str
    began: datetime
    seen: datetime


@dataclass(frozen=True)
class SessionLimits:
    """How long sessions live.

    Attributes:
        idle: How long nothing may be heard.
        absolute: How long one may last at all.
        accuracy: How often it is noted down that something was heard; a write for each request would be one too many.
    """

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)
    accuracy: timedelta = timedelta(minutes=1)

    def __post_init__(self) -> None:
        if not timedelta() <= self.accuracy < self.idle <= self.absolute:
            raise ValueError("limits of sessions: 0 <= accuracy < idle <= absolute")


class Sessions(Protocol):
    """Where sessions are kept. Each call is part of the transaction in which it is made."""

    def put(self, session: Session) -> None:
        """Keeps a new session."""

    def get(self, digest: bytes) -> Session | None:
        """The session with this digest, dead or alive."""

    def touch(self, digest: bytes, seen: datetime) -> None:
        """Notes when a session was last heard of, if it still exists: one that has just ended must not come back."""

    def end(self, digest: bytes) -> None:
        """Ends a session, if it exists."""

    def end_all_of(self, account_id: str) -> None:
        """Ends every session of an account."""

    def drop(self, *, seen_before: datetime, began_before: datetime) -> None:
        """Forgets sessions that were last heard of, or began, before these moments."""


def new_token() -> SecretStr:
    """A token that nobody can guess, as URL-safe text."""
    return SecretStr(secrets.token_urlsafe(_BYTES))


def digest_of(token: SecretStr) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.get_secret_value().encode("utf-8", "surrogatepass")).digest()


def alive(session: Session, now: datetime, limits: SessionLimits) -> bool:
    """Whether a session still holds."""
    return now - session.seen < limits.idle and now - session.began < limits.absolute


def to_be_noted(session: Session, now: datetime, limits: SessionLimits) -> bool:
    """Whether it is time to note down that a session was heard of."""
    return now - session.seen >= limits.accuracy
