"""A place of a case document: the case, the incident, a subject, its circumstances, one of its conducts; by ids.

    case   incident   S1~subject   S1~circumstances   S1~C1~conduct

By ids and not by positions, since somebody who types in one window may remove a subject in another: what he types must never end
up with the next one. No id has a `~` in it, so the text has one meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from zhunsheng.engine.problems import Chinese, Problem, pointer
from zhunsheng.records.refusals import NotFound

#: A case document as plain values; it need not be complete.
CaseDocument: TypeAlias = Mapping[str, Any]

#: The last word of a place → the entity of the vocabulary whose facts are there.
_ENTITIES: Mapping[str, str] = {
    "case": "case",
    "incident": "incident",
    "subject": "subject",
    "circumstances": "circumstance",
    "conduct": "conduct",
}
#: How many ids stand before the word.
_IDS: Mapping[str, int] = {"case": 0, "incident": 0, "subject": 1, "circumstances": 1, "conduct": 2}


@dataclass(frozen=True)
class Place:
    """One place.

    Attributes:
        word: ``case``, ``incident``, ``subject``, ``circumstances`` or ``conduct``.
        subject: Id of the subject; None where it is about none.
        conduct: Id of the conduct; None where it is about none.
    """

    word: str
    subject: str | None = None
    conduct: str | None = None

    @staticmethod
    def of(text: str) -> Place:
        """Reads what `str` writes.

        Raises:
            NotFound: it is no place.
        """
        *ids, word = text.split("~")
        if word not in _IDS or len(ids) != _IDS[word] or not all(ids):
            raise no_such_place(text)
        return Place(word, *ids)

    def __str__(self) -> str:
        return "~".join(part for part in (self.subject, self.conduct, self.word) if part)

    @property
    def entity(self) -> str:
        """The entity of the vocabulary whose facts are there."""
        return _ENTITIES[self.word]

    def steps(self, document: CaseDocument) -> tuple[str | int, ...]:
        """Where it is in a document, step by step.

        Raises:
            NotFound: the document has no such subject or conduct.
        """
        if self.subject is None:
            return (self.word,)
        subjects = document.get("subjects", ())
        at = self._position(subjects, self.subject)
        if self.conduct is None:
            return ("subjects", at, *(("circumstances",) if self.word == "circumstances" else ()))
        conducts = subjects[at].get("conducts", ())
        return ("subjects", at, "conducts", self._position(conducts, self.conduct))

    def pointer(self, document: CaseDocument) -> str:
        """The JSON pointer of the object that holds its facts.

        Raises:
            NotFound: as above.
        """
        return pointer(*self.steps(document))

    def _position(self, items: Sequence[CaseDocument], id: str) -> int:
        found = (at for at, item in enumerate(items) if item.get("id") == id)
        at = next(found, None)
        if at is None:
            raise no_such_place(str(self))
        return at


def places_of(document: CaseDocument) -> Iterator[Place]:
    """Every place of a document, in its order."""
    yield Place("case")
    yield Place("incident")
    for subject in document.get("subjects", ()):
        yield Place("subject", subject["id"])
        yield Place("circumstances", subject["id"])
        for conduct in subject.get("conducts", ()):
            yield Place("conduct", subject["id"], conduct["id"])


def no_such_place(text: str) -> NotFound:
    """No part of a case is called so."""
    return NotFound(
        [
            Problem(
                "unknown_place",
                f"the facts of this case have no part '{text}'",
                why="It may have been removed meanwhile.",
                mend="Go back to the facts of the case; they list its parts.",
                zh=Chinese(f"本案的事实中没有“{text}”这一部分", "可能已被删除；请回到事实总览。"),
            )
        ]
    )
