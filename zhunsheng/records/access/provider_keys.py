"""The public keys of an identity provider: fetched when they are needed, kept for a while, fetched anew when they change.

A provider changes its keys without telling (OpenID Connect Core 10.1.1): a token then names a key (``kid``) that we have not
seen. It is fetched at once, but not more often than once an interval, since anybody can write a name into a token. Keys are
also fetched anew when they have become old, so that one that was withdrawn does not count for ever.

If the provider cannot be reached, keys that are not too old still count: an outage of some minutes is no reason to send
everybody home. After that nothing can be told about a token, and nothing is: `ProviderUnavailable`, never "let in".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Protocol

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from zhunsheng.records.access.provider import ALGORITHMS, Provider, trusted_address


class Fetch(Protocol):
    """Gets what is at an address: the one thing here that needs a network."""

    def __call__(self, address: str) -> bytes:
        """The body of a successful answer, of limited size and in limited time, without following it elsewhere.

        Raises:
            Unreachable: there was none.
        """


class Unreachable(Exception):
    """An address that gave no answer, or none that can be used; says why, for the log of the service."""


class ProviderUnavailable(Exception):
    """Nothing can be told about a token, because the provider's keys are not to be had."""


@dataclass(frozen=True)
class KeyLimits:
    """How long keys are kept.

    Attributes:
        fresh: How long nobody asks for newer ones, unless a token names one that is unknown.
        usable: How long they count at all, if the provider cannot be reached.
        interval: How much time lies between two attempts to fetch them.
    """

    fresh: timedelta = timedelta(minutes=10)
    usable: timedelta = timedelta(hours=1)
    interval: timedelta = timedelta(minutes=1)

    def __post_init__(self) -> None:
        if not timedelta() < self.interval <= self.fresh <= self.usable:
            raise ValueError("limits of keys: 0 < interval <= fresh <= usable")


@dataclass(frozen=True)
class _Fetched:
    """The keys of one moment, by their names. A key without a name has the name None."""

    at: datetime
    keys: Mapping[str | None, PyJWK]

    def named(self, kid: str | None) -> PyJWK | None:
        """The key of this name; a token that names none means the only one, if there is only one."""
        if kid is None and len(self.keys) == 1:
            return next(iter(self.keys.values()))
        return self.keys.get(kid)


@dataclass
class ProviderKeys:
    """The keys of one provider. One for a whole service; may be asked from many threads.

    Attributes:
        report: Is told why the keys could not be fetched.
    """

    provider: Provider
    fetch: Fetch
    clock: Callable[[], datetime]
    limits: KeyLimits = field(default_factory=KeyLimits)
    report: Callable[[str], None] = lambda _: None
    _known: _Fetched | None = field(default=None, init=False, repr=False)
    _tried: datetime | None = field(default=None, init=False, repr=False)
    _failed: bool = field(default=False, init=False, repr=False)
    _fetching: Lock = field(default_factory=Lock, init=False, repr=False)

    def key(self, kid: str | None, other_than: PyJWK | None = None) -> PyJWK | None:
        """The key of this name (None: of a token that names none), or None if the provider has no such key.

        Args:
            other_than: A key that this method gave and that did not fit, so that only a newer one will do.

        Raises:
            ProviderUnavailable: it cannot be told whether it has.
        """
        fresh = self._found(kid, other_than, self.limits.fresh)
        if fresh is not None:
            return fresh
        with self._fetching:
            # Whoever waited here for another's fetching finds its outcome.
            fresh = self._found(kid, other_than, self.limits.fresh)
            if fresh is not None:
                return fresh
            if self._may_try():
                self._try()
            found = self._found(kid, other_than, self.limits.usable)
            if found is None and self._failed:
                raise ProviderUnavailable
            return found

    def _found(self, kid: str | None, other_than: PyJWK | None, no_older_than: timedelta) -> PyJWK | None:
        known = self._known
        if known is None or self.clock() - known.at >= no_older_than:
            return None
        found = known.named(kid)
        return None if found is other_than else found

    def _may_try(self) -> bool:
        return self._tried is None or self.clock() - self._tried >= self.limits.interval

    def _try(self) -> None:
        self._tried = self.clock()
        try:
            keys = _keys(self.provider, self.fetch)
        except Unreachable as error:
            self._failed = True
            self.report(str(error))
            return
        self._failed = False
        self._known = _Fetched(self._tried, keys)


def _keys(provider: Provider, fetch: Fetch) -> Mapping[str | None, PyJWK]:
    """The provider's keys, found by way of its discovery document (OpenID Connect Discovery 1.0 section 4.3).

    Raises:
        Unreachable: one of the two documents is not to be had, or is not what it should be.
    """
    discovered = _document(fetch(provider.discovery), "discovery document")
    if discovered.get("issuer") != provider.issuer:
        raise Unreachable("the discovery document is of another issuer")
    address = discovered.get("jwks_uri")
    if not isinstance(address, str) or not trusted_address(address):
        raise Unreachable("the discovery document names no address of keys that can be trusted")
    if provider.issuer.startswith("https:") and not address.startswith("https:"):
        raise Unreachable("the keys of an https issuer must be fetched by https")
    listed = _document(fetch(address), "key set").get("keys")
    if not isinstance(listed, list):
        raise Unreachable("the key set lists no keys")
    keys = [key for key in map(_key, listed) if key is not None]
    if not keys:
        raise Unreachable(f"the key set has no key for {', '.join(ALGORITHMS)}")
    names = [key.key_id for key in keys]
    if len(set(names)) < len(names):
        raise Unreachable("two keys of the key set have the same name")
    return dict(zip(names, keys, strict=True))


def _document(raw: bytes, what: str) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise Unreachable(f"the {what} is not JSON") from None
    if not isinstance(found, dict):
        raise Unreachable(f"the {what} is no JSON object")
    return found


def _key(listed: object) -> PyJWK | None:
    """A key of a key set, if signatures of ours can be checked with it; others are ignored (RFC 7517 section 5)."""
    if not isinstance(listed, dict) or listed.get("use", "sig") != "sig":
        return None
    if not isinstance(listed.get("kid"), str | None):
        return None
    try:
        key = PyJWK(listed)
    except PyJWTError:
        return None
    return key if key.algorithm_name in ALGORITHMS else None
