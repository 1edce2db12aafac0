"""How often somebody may try to sign in, so that guessing is hopeless and nobody can lock out anybody else.

Attempts count by login (somebody guesses one person's password) and by address (somebody tries one password on everybody). An
attempt is taken before the password is compared, or a hundred at a time would all be the first; it is given back when it was
right.

Alone, a limit by login is a weapon: who keeps trying keeps its owner out. So a browser in which an account has signed in
before is remembered by a random cookie, and has an allowance of its own for that login, which nobody else can use up (OWASP's
"device cookies").

A login counts whether it exists or not, so the limits say nothing about it. Keys are short digests: people type their password
into the wrong field, and it is to be found in no table.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import SecretStr

from zhunsheng.records.access.allowances import Allowance


class Attempts(Protocol):
    """A moment for each key, kept until it has passed. Each call is part of the transaction in which it is made."""

    def get(self, key: str) -> datetime | None:
        """The moment of a key."""

    def put(self, key: str, until: datetime) -> None:
        """Keeps the moment of a key, in place of an earlier one."""

    def drop_before(self, moment: datetime) -> None:
        """Forgets every key whose moment lies before this one."""


_FOR_ONE = Allowance(10, timedelta(minutes=1))
_FOR_MANY = Allowance(30, timedelta(seconds=10))


@dataclass(frozen=True)
class AttemptLimits:
    """How many attempts there are.

    Attributes:
        by_login: For a login, from everywhere but its owner's browsers.
        by_address: For an address, for all logins; a whole office may share one.
        by_device: For a login in a browser in which it has signed in before.
        device_known_for: How long such a browser is remembered.
    """

    by_login: Allowance = _FOR_ONE
    by_address: Allowance = _FOR_MANY
    by_device: Allowance = _FOR_ONE
    device_known_for: timedelta = timedelta(days=90)


@dataclass(frozen=True)
class Origin:
    """Where an attempt comes from.

    Attributes:
        address: The network address of the other end, as the server saw it.
        device: The cookie by which a browser is remembered, if it sent one.
    """

    address: str
    device: SecretStr | None = None


def allowances(
    attempts: Attempts, limits: AttemptLimits, login: str, origin: Origin, now: datetime
) -> Mapping[str, Allowance]:
    """The allowances that an attempt uses up, by their keys."""
    if origin.device is not None:
        known_until = attempts.get(_known_key(login, origin.device))
        if known_until is not None and known_until > now:
            return {_key("device", login, origin.device.get_secret_value()): limits.by_device}
    return {
        _key("login", login): limits.by_login,
        _key("address", network_of(origin.address)): limits.by_address,
    }


def take(attempts: Attempts, used: Mapping[str, Allowance], now: datetime) -> timedelta | None:
    """Takes an attempt from each allowance, or from none: then, how long to wait."""
    wait = max(allowance.wait(attempts.get(key), now) for key, allowance in used.items())
    if wait > timedelta():
        return wait
    for key, allowance in used.items():
        attempts.put(key, allowance.taken(attempts.get(key), now))
    return None


def give_back(attempts: Attempts, used: Mapping[str, Allowance], now: datetime) -> None:
    """Gives back what `take` took: the attempt was right."""
    for key, allowance in used.items():
        attempts.put(key, allowance.given_back(attempts.get(key), now))


def remember(attempts: Attempts, limits: AttemptLimits, login: str, device: SecretStr, now: datetime) -> None:
    """Remembers that a login has signed in in this browser."""
    attempts.put(_known_key(login, device), now + limits.device_known_for)


def network_of(address: str) -> str:
    """The part of an address that its holder cannot change at will: all of IPv4, the first 64 bits of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))


def _known_key(login: str, device: SecretStr) -> str:
    return _key("known", login, device.get_secret_value())


def _key(kind: str, *parts: str) -> str:
    """A key with 64 bits of a digest: enough that keys seldom meet, too few to prove what somebody typed."""
    text = "\0".join((kind, *parts)).encode("utf-8", "surrogatepass")
    return f"{kind}:{hashlib.sha256(text).hexdigest()[:16]}"
