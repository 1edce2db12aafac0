"""On no day are two versions of one instrument in force: else "the version of that day" would be a matter of luck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.sources import Source, versions


def one_version_a_day(sources: Iterable[Source]) -> Iterator[Problem]:
    """Each version of an instrument is known to end before the next begins."""
    recorded = tuple(sources)
    for instrument in sorted({source.instrument for source in recorded}):
        for earlier, later in pairwise(versions(recorded, instrument)):
            if (
                earlier.ended is None
                or later.effective is None
                or earlier.ended.before(later.effective) is not Truth.TRUE
            ):
                yield Problem(
                    "versions",
                    f"'{earlier.id}' ({_period(earlier)}) may still be in force "
                    f"when '{later.id}' ({_period(later)}) is",
                    why="Both are versions of one instrument; the law of a day must be one of them.",
                    mend=f"Correct in_force in rulesets/sources/{earlier.id}.yaml or {later.id}.yaml.",
                )


def _period(source: Source) -> str:
    return f"{source.effective or 'unknown'} to {source.ended or 'no end on record'}"
