"""What a draft says that the vocabulary does not know: it was begun from facts that were recorded under an older one.

No page asks about such a fact, so no answer can take it away; whoever works on the case is shown them and may drop them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.records.drafts.documents import said_at, with_facts
from zhunsheng.records.drafts.places import CaseDocument, Place, places_of


@dataclass(frozen=True)
class Leftover:
    """A fact that is none any more, with its value."""

    place: Place
    key: str
    value: JsonValue


def leftovers(document: CaseDocument, vocabulary: Vocabulary) -> Iterator[Leftover]:
    """Those of a draft, place by place."""
    for place in places_of(document):
        known = {fact.key for fact in vocabulary.entity(place.entity).facts}
        for key, value in said_at(document, place).items():
            if key not in known:
                yield Leftover(place, key, value)


def without_leftovers(document: CaseDocument, vocabulary: Vocabulary) -> dict[str, Any]:
    """The draft without them."""
    made = dict(document)
    for one in tuple(leftovers(document, vocabulary)):
        made = with_facts(made, one.place, {one.key: None})
    return made
