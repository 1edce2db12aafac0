"""Reads the documents with which there is nothing wrong, and leaves the others to those who say what is.

A batch may have millions of case documents, and nearly all of them are sound. What is looked at here is exactly what the model of
a case document asks for (`vocabulary.models`), by look-up instead of validation. Whatever is out of the ordinary, be it allowed
or not (evidence, a bare year as a number), gives None and is read as an interactive case is, with the same problems.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from zhunsheng.engine.batch.block_builder import Cell, Part, Tree
from zhunsheng.engine.batch.case_block import ColumnKey
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Vocabulary
from zhunsheng.engine.vocabulary.models import (
    MAXIMUM_CONDUCTS,
    MAXIMUM_INTEGER,
    MAXIMUM_SUBJECTS,
    MAXIMUM_TOTAL,
)

#: The ids of documents (`vocabulary.models.Identifier`).
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
#: Days are few; so many are remembered at most.
_REMEMBERED = 50_000

_Values: TypeAlias = "Mapping[str, int]"
#: How a fact is read: its type, its column, the places of its values, its members' columns.
_Spec: TypeAlias = "tuple[FactType, str, _Values, Mapping[str, str]]"


class _UnusualError(Exception):
    """Something that is for the model to judge."""


class QuickDocuments:
    """Reads sound case documents of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._facts = {
            entity.key: {fact.key: _spec(FactRef(entity.key, fact.key), fact) for fact in entity.facts}
            for entity in vocabulary.entities
        }
        self._days: dict[str, PartialDate] = {}

    def read(self, line: bytes) -> Tree | None:
        """The case in a line of JSON; None where the model is to judge."""
        try:
            return self._case(_DECODER.decode(line.decode()))
        except (_UnusualError, ValueError, RecursionError):
            return None

    def _case(self, read: Any) -> Tree:
        if type(read) is not dict or not read.keys() <= {"case", "incident", "subjects"}:
            raise _UnusualError
        id, cells = self._part(read.get("case"), ("case",))
        cells.extend(self._cells(read.get("incident"), "incident", ()))
        subjects = [self._subject(of) for of in _list(read.get("subjects"), MAXIMUM_SUBJECTS)]
        _distinct([of[0] for of, _ in subjects])
        if not subjects or sum(len(conducts) for _, conducts in subjects) > MAXIMUM_TOTAL:
            raise _UnusualError
        return (id, cells), subjects

    def _subject(self, read: Any) -> tuple[Part, list[Part]]:
        id, cells = self._part(read, ("subject", "circumstances", "conducts"))
        if "circumstances" in read:
            cells.extend(self._cells(read["circumstances"], "circumstance", ()))
        conducts = [self._part(of, ("conduct",)) for of in _list(read.get("conducts", []), MAXIMUM_CONDUCTS)]
        _distinct([id for id, _ in conducts])
        return (id, cells), conducts

    def _part(self, read: Any, names: tuple[str, ...]) -> Part:
        entity, *others = names
        cells = self._cells(read, entity, ("id", *others))
        id = read.get("id")
        if type(id) is not str or not IDENTIFIER.match(id):
            raise _UnusualError
        return id, cells

    def _cells(self, read: Any, entity: str, others: tuple[str, ...]) -> list[Cell]:
        if type(read) is not dict:
            raise _UnusualError
        facts = self._facts[entity]
        cells: list[Cell] = []
        for key, value in read.items():
            if key not in facts:
                if key in others:
                    continue
                raise _UnusualError
            if value is None:
                continue
            kind, column, values, members = facts[key]
            if kind is FactType.BOOL and type(value) is bool:
                cells.append((column, value))
            elif type(value) is str and value in values:
                cells.append((column, values[value]))
            elif kind is FactType.INT and type(value) is int and 0 <= value <= MAXIMUM_INTEGER:
                cells.append((column, value))
            elif kind is FactType.DATE and type(value) is str:
                cells.append((column, self._day(value)))
            elif kind is FactType.SET:
                cells.extend(_members(value, members))
            else:
                raise _UnusualError
        return cells

    def _day(self, text: str) -> PartialDate:
        found = self._days.get(text)
        if found is None:
            if len(self._days) >= _REMEMBERED:
                self._days.clear()
            found = self._days[text] = PartialDate.parse(text)
        return found


def _spec(ref: FactRef, fact: Fact) -> _Spec:
    is_set = fact.type is FactType.SET
    keys = fact.value_keys()
    return (
        fact.type,
        str(ref),
        {} if is_set else {key: place for place, key in enumerate(keys)},
        {key: str(ColumnKey(ref, key)) for key in keys} if is_set else {},
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _UnusualError
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object)


def _list(read: Any, most: int) -> list[Any]:
    if type(read) is not list or len(read) > most:
        raise _UnusualError
    return read


def _distinct(ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        raise _UnusualError


def _members(read: Any, members: Mapping[str, str]) -> Iterator[Cell]:
    if type(read) is list:
        read = dict.fromkeys((item if type(item) is str else "" for item in read), True)
    if type(read) is not dict:
        raise _UnusualError
    for member, inside in read.items():
        if member not in members or type(inside) is not bool:
            raise _UnusualError
        yield members[member], inside
