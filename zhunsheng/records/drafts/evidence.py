"""Evidence in a draft: pieces with a title, each attached to the facts that it supports."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import Any

from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.records.drafts.documents import free_id
from zhunsheng.records.drafts.places import CaseDocument, Place
from zhunsheng.records.refusals import NotFound


def attached(document: CaseDocument, place: Place) -> Mapping[str, tuple[str, ...]]:
    """Key of a fact of a place → the ids of the evidence that supports it.

    Raises:
        NotFound: the document has no such place.
    """
    holder = place.pointer(document)
    found: dict[str, tuple[str, ...]] = {}
    for item in document.get("evidence", ()):
        for where in item.get("supports", ()):
            start, _, key = where.rpartition("/")
            if start == holder:
                found[key] = (*found.get(key, ()), item["id"])
    return found


def with_attached(document: CaseDocument, place: Place, fact: str, ids: Collection[str]) -> dict[str, Any]:
    """The document with just these pieces of evidence supporting a fact; ids that there are not (any more) are left out.

    Raises:
        NotFound: the document has no such place.
    """
    where = f"{place.pointer(document)}/{fact}"
    made = copy.deepcopy(dict(document))
    for item in made.get("evidence", ()):
        supports = item.setdefault("supports", [])
        if item["id"] in ids and where not in supports:
            supports.append(where)
        elif item["id"] not in ids and where in supports:
            supports.remove(where)
    return made


def with_evidence(document: CaseDocument, title: str) -> tuple[dict[str, Any], str]:
    """The document with one piece of evidence more, and its id; one of the same title is that one."""
    for item in document.get("evidence", ()):
        if item["title"] == title:
            return dict(document), item["id"]
    made = copy.deepcopy(dict(document))
    pieces = made.setdefault("evidence", [])
    id = free_id("E", pieces)
    pieces.append({"id": id, "title": title, "supports": []})
    return made, id


def with_title(document: CaseDocument, id: str, title: str) -> dict[str, Any]:
    """The document with another title for a piece of evidence.

    Raises:
        NotFound: there is no such piece.
    """
    made = copy.deepcopy(dict(document))
    made["evidence"][_position(document, id)]["title"] = title
    return made


def without_evidence(document: CaseDocument, id: str) -> dict[str, Any]:
    """The document without a piece of evidence.

    Raises:
        NotFound: there is no such piece.
    """
    made = copy.deepcopy(dict(document))
    del made["evidence"][_position(document, id)]
    return made


def _position(document: CaseDocument, id: str) -> int:
    for position, item in enumerate(document.get("evidence", ())):
        if item["id"] == id:
            return position
    zh = Chinese(f"没有编号为“{id}”的证据", "可能已被删除；请回到事实总览。")
    mend = "It may have been removed meanwhile; go back to the facts of the case."
    raise NotFound([Problem("unknown_evidence", f"there is no evidence '{id}'", mend=mend, zh=zh)])
