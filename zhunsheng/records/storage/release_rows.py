"""What answers are made of, whole and by its digest: a record without its ruleset could not be replayed.

Beside the rules that is the published notices, of which an answer shows the like ones. They change no range, so the digest of the
release, by which people speak of the rules, leaves them out; what is kept here has a digest of its own over both, its *basis*.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.release import NOTICES, PARTS, Release, digest
from zhunsheng.records.storage.tables import releases

_WHOLE = (*PARTS, *NOTICES)


@dataclass(frozen=True)
class StoredRelease:
    """A release that is kept. Of several that differ in the notices alone it is the first.

    Attributes:
        basis: By which its files are found.
        stored_at: When it was first stored (RFC 3339, UTC).
    """

    basis: str
    digest: str
    name: str
    version: str
    stored_at: str


def basis_of(release: Release) -> str:
    """The digest over everything that answers under a release are made of; it reads all its files."""
    return digest(release.folder, _WHOLE)


def keep_release(connection: Connection, release: Release, basis: str, at: str) -> None:
    """Stores what answers are made of, unless it is there.

    Args:
        basis: Its digest, as `basis_of` gives it.
    """
    known = connection.execute(select(releases.c.basis).where(releases.c.basis == basis)).first()
    if known is None:
        packed = PackedRuleset.of(release, _WHOLE)
        connection.execute(
            insert(releases).values(
                basis=basis,
                digest=release.digest,
                name=release.name,
                version=release.version,
                folder=packed.name,
                archive=packed.archive,
                stored_at=at,
            )
        )


def stored_ruleset(connection: Connection, basis: str) -> PackedRuleset | None:
    """What answers were made of; None where it was never stored."""
    row = connection.execute(
        select(releases.c.digest, releases.c.folder, releases.c.archive).where(releases.c.basis == basis)
    ).first()
    return None if row is None else PackedRuleset(row.folder, row.digest, bytes(row.archive))


def stored_releases(connection: Connection) -> tuple[StoredRelease, ...]:
    """The releases that are kept, each once, the last stored first."""
    known = select(
        releases.c.basis, releases.c.digest, releases.c.name, releases.c.version, releases.c.stored_at
    )
    found: dict[str, StoredRelease] = {}
    for row in connection.execute(known.order_by(releases.c.stored_at, releases.c.basis)):
        found.setdefault(
            row.digest, StoredRelease(row.basis, row.digest, row.name, row.version, row.stored_at)
        )
    return tuple(reversed(found.values()))
