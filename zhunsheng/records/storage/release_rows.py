"""Rulesets, whole and by their digest: a record without its ruleset could not be replayed."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.release import Release
from zhunsheng.records.storage.tables import releases


def keep_release(connection: Connection, release: Release, at: str) -> None:
    """Stores the files of a release, unless they are there."""
    known = connection.execute(select(releases.c.digest).where(releases.c.digest == release.digest)).first()
    if known is None:
        packed = PackedRuleset.of(release)
        connection.execute(
            insert(releases).values(
                digest=release.digest,
                name=release.name,
                version=release.version,
                folder=packed.name,
                archive=packed.archive,
                stored_at=at,
            )
        )


def stored_ruleset(connection: Connection, digest: str) -> PackedRuleset | None:
    """The files of a release; None where they were never stored."""
    row = connection.execute(
        select(releases.c.folder, releases.c.archive).where(releases.c.digest == digest)
    ).first()
    return None if row is None else PackedRuleset(row.folder, digest, bytes(row.archive))
