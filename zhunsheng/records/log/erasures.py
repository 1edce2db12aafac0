"""What an entry says of contents that were erased: on which ground, and which, by the digests under which entries name them.

So a reader of an export can tell a content that was erased by somebody, on a ground, from one that somebody made disappear: the
first is named here, the second is not. A digest over a salt that is gone says nothing about what was there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from zhunsheng.records.log.contents import DIGEST
from zhunsheng.records.log.entries import Entry, entry

#: The kind of the entry that says so.
ERASED = "content.erased"

#: So many digests stand in one entry, which must not grow too large; more make more entries.
MOST = 500


def erasure(
    case_id: str,
    at: datetime,
    actor: str | None,
    ground: str,
    events: Sequence[int],
    digests: Sequence[str],
    contents: dict[str, str] | None = None,
) -> Entry:
    """The entry that says that contents of a case were erased.

    Args:
        ground: A code, such as ``retention_expired``.
        events: The events of the case that they were contents of, by number.
        digests: Under which entries name them; `MOST` at most.
        contents: What was written down about it: a name, and its digest.

    Raises:
        LogRefused: something in it is not as it must be.
    """
    facts = {"ground": ground, "events": list(events), "erased": list(digests)}
    return entry(ERASED, at, actor, subjects={"case": case_id}, contents=contents, facts=facts)


def erased_by(read: Entry) -> tuple[str, ...]:
    """The digests of the contents that an entry says were erased; none where it says nothing of the kind."""
    named = read.facts.get("erased") if read.kind == ERASED else None
    if not isinstance(named, list | tuple):
        return ()
    return tuple(digest for digest in named if isinstance(digest, str) and DIGEST.fullmatch(digest))
