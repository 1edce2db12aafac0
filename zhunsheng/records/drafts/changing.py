"""A change to a draft is made as far as it leaves a case document; what it would break is told, and not made.

A draft may have something wrong with it from before (it was begun from facts that were recorded under an older vocabulary, say).
That is told by whoever evaluates it and stands in the way of no other change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import JsonValue

from zhunsheng.engine.case import Case
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.problems import InputError, Problem, refuse
from zhunsheng.records.drafts.documents import stated, with_facts
from zhunsheng.records.drafts.places import CaseDocument, Place

#: Reads a document as a case, or says everything that is wrong with it.
Read: TypeAlias = Callable[[Document], Case]


@dataclass(frozen=True)
class Changed:
    """What came of a change.

    Attributes:
        problems: What was not done, and why; with the pointers of the document.
    """

    document: dict[str, Any]
    problems: tuple[Problem, ...] = ()


def problems_in(document: CaseDocument, read: Read) -> tuple[Problem, ...]:
    """Everything that keeps a draft from being a case document."""
    try:
        read(Document(stated(document), "draft"))
    except InputError as error:
        return error.problems
    return ()


def set_facts(
    document: CaseDocument, place: Place, facts: Mapping[str, JsonValue | None], read: Read
) -> Changed:
    """Sets facts of a place, each of them by itself: one that cannot be what was written leaves the others alone.

    Raises:
        NotFound: the document has no such place.
    """
    found = _new(document, with_facts(document, place, facts), read)
    holder = place.pointer(document)
    wrong = {key for key in facts for problem in found if _about(problem, f"{holder}/{key}")}
    good = {key: value for key, value in facts.items() if key not in wrong}
    made = with_facts(document, place, good)
    refuse(_new(document, made, read))
    return Changed(made, found)


def refuse_broken(before: CaseDocument, after: CaseDocument, read: Read) -> None:
    """Asks whether a change breaks anything.

    Raises:
        InputError: with what was no problem before.
    """
    refuse(_new(before, after, read))


def _new(before: CaseDocument, after: CaseDocument, read: Read) -> tuple[Problem, ...]:
    """What is wrong now and was not before."""
    found = problems_in(after, read)
    known = {_what(problem) for problem in problems_in(before, read)} if found else set[tuple[str, ...]]()
    return tuple(problem for problem in found if _what(problem) not in known)


def _what(problem: Problem) -> tuple[str, ...]:
    return problem.code, problem.pointer, problem.what


def _about(problem: Problem, where: str) -> bool:
    return problem.pointer == where or problem.pointer.startswith(f"{where}/")
