"""A release by its name, version and digest."""

from __future__ import annotations

from zhunsheng.api.web.rules.known_releases import KnownRelease
from zhunsheng.api.web.rules.shown import Shown


class ReleaseShown(Shown):
    """A release.

    Attributes:
        short: The beginning of its digest, as addresses have it.
        stored_at: When it was first stored with a case (RFC 3339, UTC).
    """

    name: str
    version: str
    digest: str
    short: str
    in_use: bool
    stored_at: str | None


def release_shown(known: KnownRelease) -> ReleaseShown:
    """A release as pages show it."""
    return ReleaseShown(
        name=known.name,
        version=known.version,
        digest=known.digest,
        short=known.short,
        in_use=known.in_use,
        stored_at=known.stored.stored_at if known.stored else None,
    )
