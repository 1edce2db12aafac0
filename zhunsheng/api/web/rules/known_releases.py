"""The releases that an application knows: the one in use, and, where records are kept, those that were stored with them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import Depends, Request

from zhunsheng.api.records import Records
from zhunsheng.api.web.rules.book import RuleBook, rule_book_of
from zhunsheng.engine.rulebook.release_difference import ReadRelease, ReleaseDifference, release_difference
from zhunsheng.engine.rulebook.written_rules import written_rules
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.release_rows import StoredRelease, stored_releases, stored_ruleset

#: So many hexadecimal digits of a digest name a release in an address.
DIGITS: Final = 12
#: So few are too few to name one.
_FEWEST: Final = 8
#: So many differences are kept; each holds two releases.
_KEPT: Final = 4


@dataclass(frozen=True)
class KnownRelease:
    """A release.

    Attributes:
        stored: Where it is kept; None of one in use of which no case was evaluated yet.
    """

    digest: str
    name: str
    version: str
    in_use: bool
    stored: StoredRelease | None

    @property
    def short(self) -> str:
        """The beginning of its digest, as addresses have it."""
        return self.digest.removeprefix("sha256:")[:DIGITS]


@dataclass(frozen=True)
class KeptDifferences:
    """The differences that were last asked for: each takes a second to make, and people go back and forth in it."""

    _kept: OrderedDict[tuple[str, str], ReleaseDifference] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: tuple[str, str], make: Callable[[], ReleaseDifference]) -> ReleaseDifference:
        """A difference, made where it is not there; who asks while it is made waits for it."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


@dataclass(frozen=True)
class KnownReleases:
    """What is known of releases.

    Attributes:
        ledger: Where others are stored; None where no records are kept.
    """

    book: RuleBook
    ledger: Ledger | None
    kept: KeptDifferences

    def all(self) -> tuple[KnownRelease, ...]:
        """All of them: the one in use first, then the last stored first.

        Raises:
            StorageUnavailable: the database does not answer.
        """
        stored: tuple[StoredRelease, ...] = ()
        if self.ledger is not None:
            with self.ledger.database.reading() as connection:
                stored = stored_releases(connection)
        own = self.book.release
        kept = next((of for of in stored if of.digest == own.digest), None)
        return (
            KnownRelease(own.digest, own.name, own.version, True, kept),
            *(
                KnownRelease(of.digest, of.name, of.version, False, of)
                for of in stored
                if of.digest != own.digest
            ),
        )

    def named(self, digits: str) -> KnownRelease | None:
        """The one release whose digest begins so; None where there is none, or more than one, or the digits are too few."""
        found = [of for of in self.all() if of.digest.removeprefix("sha256:").startswith(digits)]
        return found[0] if len(found) == 1 and len(digits) >= _FEWEST else None

    def difference(self, before: KnownRelease, after: KnownRelease) -> ReleaseDifference:
        """Two releases side by side, in the scenarios that come with the one in use.

        Raises:
            InputError: a stored one is no ruleset for this program.
            StorageUnavailable: the database does not answer.
        """

        def make() -> ReleaseDifference:
            old = self._read(before)
            if before.digest == after.digest:
                return release_difference(old, old, ())
            return release_difference(old, self._read(after), self.book.scenarios)

        return self.kept.get((before.digest, after.digest), make)

    def _read(self, known: KnownRelease) -> ReadRelease:
        if known.in_use or known.stored is None or self.ledger is None:
            return self.book.read
        with self.ledger.database.reading() as connection:
            packed = stored_ruleset(connection, known.stored.basis)
        if packed is None:
            raise LookupError(f"the release {known.digest} was stored and is gone")
        with packed.unpacked() as release:
            return ReadRelease(release, written_rules(release))


def known_releases_of(request: Request) -> KnownReleases:
    """What the application that got a request knows of releases."""
    state = request.app.state
    kept = getattr(state, "release_differences", None)
    if not isinstance(kept, KeptDifferences):
        kept = state.release_differences = KeptDifferences()
    ledger = state.records.ledger if isinstance(state.records, Records) else None
    return KnownReleases(rule_book_of(request), ledger, kept)


TheReleases = Annotated[KnownReleases, Depends(known_releases_of)]
