"""The contradictions that a case is in as it is stated: facts of it that are known and cannot hold at once.

What is worked out about such a case takes these facts as they are. It is told, and everything else still must not contradict
itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.case import Instance
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.contradictions import Contradiction
from zhunsheng.engine.meaning import Meaning
from zhunsheng.engine.release import Release


def held_contradictions(release: Release, subject: Instance) -> Iterator[tuple[Contradiction, Instance]]:
    """Each contradiction that a subject or one of its conducts is in, with the place."""
    facts_alone = Meaning(release.vocabulary, lambda _place, _key: Truth.UNKNOWN)
    for item in release.contradictions:
        for place in (subject, *subject.parts):
            if place.level == item.level and facts_alone.value(item.condition, place) is Truth.TRUE:
                yield item, place
