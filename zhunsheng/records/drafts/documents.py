"""A case document that grows: facts are set and made unknown, subjects and conducts are added and removed.

Each function gives another document and leaves the one that it is given. What is unknown is absent, so that a document says
the same however it came about. Evidence points at facts by their positions (`/subjects/1/intent`), as case documents have it;
where a subject goes, what pointed past it is moved up, and what pointed into it goes.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from zhunsheng.engine.problems import Chinese, InputError, Problem, pointer
from zhunsheng.records.drafts.places import CaseDocument, Place, places_of


def begun(case_id: str) -> dict[str, Any]:
    """A document in which nothing is known: one subject with one conduct."""
    subject = {"id": "S1", "conducts": [{"id": "C1"}]}
    return {"case": {"id": case_id}, "incident": {}, "subjects": [subject]}


def facts_at(document: CaseDocument, place: Place) -> Mapping[str, JsonValue]:
    """The known facts of a place; ids and parts are left out.

    Raises:
        NotFound: the document has no such place.
    """
    return {key: value for key, value in said_at(document, place).items() if value is not None}


def known_facts(document: CaseDocument) -> int:
    """How many facts of all places are known."""
    return sum(len(facts_at(document, place)) for place in places_of(document))


def said_at(document: CaseDocument, place: Place) -> Mapping[str, JsonValue]:
    """The same with what is said to be unknown (null).

    Raises:
        NotFound: the document has no such place.
    """
    here: Any = document
    for step in place.steps(document):
        here = here.get(step, {}) if isinstance(step, str) else here[step]
    return {key: value for key, value in here.items() if key not in ("id", "conducts", "circumstances")}


def with_facts(document: CaseDocument, place: Place, facts: Mapping[str, JsonValue | None]) -> dict[str, Any]:
    """The document with facts of a place set anew; None makes one unknown.

    Raises:
        NotFound: the document has no such place.
    """
    made = copy.deepcopy(dict(document))
    here = _within(made, place.steps(document))
    for key, value in facts.items():
        if value is None:
            here.pop(key, None)
        else:
            here[key] = value
    if place.word == "circumstances" and not here:
        # Circumstances of which none is known are left out, as facts are.
        *steps, last = place.steps(document)
        _within(made, steps).pop(last)
    return made


def with_subject(document: CaseDocument) -> tuple[dict[str, Any], Place]:
    """The document with one subject more, which has one conduct."""
    made = copy.deepcopy(dict(document))
    subjects = made.setdefault("subjects", [])
    id = free_id("S", subjects)
    subjects.append({"id": id, "conducts": [{"id": "C1"}]})
    return made, Place("subject", id)


def with_conduct(document: CaseDocument, subject: str) -> tuple[dict[str, Any], Place]:
    """The document with one conduct more of a subject.

    Raises:
        NotFound: the document has no such subject.
    """
    made = copy.deepcopy(dict(document))
    _, at = Place("subject", subject).steps(document)
    conducts = made["subjects"][at].setdefault("conducts", [])
    id = free_id("C", conducts)
    conducts.append({"id": id})
    return made, Place("conduct", subject, id)


def without(document: CaseDocument, place: Place) -> dict[str, Any]:
    """The document without a subject or a conduct, and without what pointed at its facts.

    Raises:
        NotFound: the document has no such place.
        InputError: it is the last subject (``last_subject``): a case is about somebody.
    """
    *steps, at = place.steps(document)
    if not isinstance(at, int):
        raise ValueError(f"{place}: only subjects and conducts are removed")
    made = copy.deepcopy(dict(document))
    items = _within(made, steps)
    if place.word == "subject" and len(items) == 1:
        raise InputError([_LAST_SUBJECT])
    del items[at]
    for item in made.get("evidence", ()):
        item["supports"] = list(_moved_up(item.get("supports", ()), pointer(*steps), at))
    return made


def stated(document: CaseDocument) -> dict[str, Any]:
    """The document as it is evaluated and recorded: evidence supports those facts only that are known.

    In a draft it stays attached to a fact that somebody makes unknown for a moment.
    """
    made = copy.deepcopy(dict(document))
    for item in made.get("evidence", ()):
        item["supports"] = [place for place in item.get("supports", ()) if _known(document, place)]
    if not made.get("evidence"):
        made.pop("evidence", None)
    return made


def free_id(letter: str, items: Sequence[CaseDocument]) -> str:
    """The next id with a letter: one more than the largest number that is taken."""
    taken = (str(item["id"]) for item in items)
    numbers = (int(id[1:]) for id in taken if re.fullmatch(rf"{letter}[0-9]{{1,9}}", id))
    return f"{letter}{max(numbers, default=0) + 1}"


def _within(document: dict[str, Any], steps: Iterable[str | int]) -> Any:
    """What is at some steps; an object that is not there is made."""
    here: Any = document
    for step in steps:
        here = here.setdefault(step, {}) if isinstance(step, str) else here[step]
    return here


def _moved_up(places: list[str], items: str, removed: int) -> Iterator[str]:
    """Pointers as they are when an item of a list is gone."""
    for place in places:
        if not place.startswith(f"{items}/"):
            yield place
            continue
        position, slash, rest = place.removeprefix(f"{items}/").partition("/")
        if not position.isdecimal() or int(position) < removed:
            yield place
        elif int(position) > removed:
            yield f"{items}/{int(position) - 1}{slash}{rest}"


def _known(document: CaseDocument, place: str) -> bool:
    here: Any = document
    for step in place.split("/")[1:]:
        if isinstance(here, Mapping):
            here = here.get(step)
        elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        else:
            return False
    return here is not None and not isinstance(here, Mapping)


_LAST_SUBJECT = Problem(
    "last_subject",
    "this is the only subject of the case",
    why="A case is about somebody.",
    mend="Add another subject first, or change the facts of this one.",
    pointer="/subjects",
    zh=Chinese("本案只有这一个主体，不能删除", "请先添加另一个主体，或者直接改写这一个。"),
)
