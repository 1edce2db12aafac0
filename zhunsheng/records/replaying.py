"""Replaying: the facts as they were recorded, under the ruleset as it was recorded, must give the identical answer,
byte for byte.

If they do not, the rules are not to blame (they are the same files) but the program, which is another one now, or the
record, which the log would show. So what is said is the first place at which the two answers part: in the trace where
there is one, since everything else follows from it (`engine.impact.first_difference`), and in the answer as a document
in any case.

Who checked the answer is no part of it. An answer that both engines gave is the same answer on either of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import rfc8785

from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, Language
from zhunsheng.engine.impact.difference import FirstDifference
from zhunsheng.engine.impact.first_difference import first_difference
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.json_documents import parse_json
from zhunsheng.engine.suggestion import Suggestion

#: How it is replayed: as it was recorded, or by one engine whose word must be enough.
Engine: TypeAlias = Literal["recorded", "bits", "rete"]


@dataclass(frozen=True)
class Recorded:
    """An evaluation as it was recorded.

    Attributes:
        facts: The document of the case, as canonical JSON.
        answer: The suggestion with its trace, byte for byte.
    """

    id: str
    language: Language
    facts: bytes
    answer: bytes


@dataclass(frozen=True)
class Parting:
    """Where two answers part.

    Attributes:
        pointer: The first place in the document that differs (RFC 6901).
        recorded: What was there, as JSON; None where there was nothing.
        replayed: What is there now.
        node: The first node of the derivation that differs, where one does.
    """

    pointer: str
    recorded: str | None
    replayed: str | None
    node: FirstDifference | None = None


@dataclass(frozen=True)
class Replayed:
    """What came of it.

    Attributes:
        parting: None where the answers are the same.
        failure: Why there is no answer to compare, in a word: the engines differ, or the one that was asked for is not here.
    """

    id: str
    engine: Engine
    parting: Parting | None = None
    failure: str | None = None

    @property
    def identical(self) -> bool:
        """Whether the same came out."""
        return self.parting is None and self.failure is None

    @property
    def result(self) -> Literal["identical", "different", "failed"]:
        """What came of it, in a word."""
        if self.failure is not None:
            return "failed"
        return "identical" if self.parting is None else "different"


def replayed(of: Recorded, evaluator: Evaluator, engine: Engine = "recorded") -> Replayed:
    """Evaluates anew and compares.

    Args:
        evaluator: Of the release under which it was evaluated.

    Raises:
        InputError: the recorded facts are no case to this version of the program.
    """
    case = evaluator.read(Document(parse_json(of.facts, of.id), of.id))
    try:
        found = evaluator.evaluate(case, of.language)
    except EnginesDiffer as error:
        return Replayed(of.id, engine, failure=f"engines_differ: {', '.join(error.where)}")
    if engine == "rete" and "rete" not in found.engines.ran:
        return Replayed(of.id, engine, failure=f"absent: {found.engines.note}")
    before, after = _canonical(of.answer), _canonical(found.model_dump_json(by_alias=True))
    return Replayed(of.id, engine, _parting(before, after, of.answer, found))


def _canonical(answer: str | bytes) -> Any:
    """An answer in the one form in which it is kept, in which a likeness of 1.0 is written 1."""
    return json.loads(rfc8785.dumps(json.loads(answer)))


def _parting(before: Any, after: Any, answer: bytes, found: Suggestion) -> Parting | None:
    """Where they part; the engines that ran are not looked at."""
    for document in (before, after):
        document.pop("engines", None)
    place = next(_differences(before, after, ""), None)
    if place is None:
        return None
    try:
        node = first_difference(Suggestion.model_validate_json(answer), found)
    except ValueError:  # it was recorded by a version whose answers have another shape
        node = None
    pointer, one, other = place
    return Parting(pointer, one, other, node)


def _differences(one: Any, other: Any, pointer: str) -> Iterator[tuple[str, str | None, str | None]]:
    """(where, what is in the one, what is in the other) of each difference, in the order of the document."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if key not in one or key not in other:
                yield place, _written(one, key), _written(other, key)
            else:
                yield from _differences(one[key], other[key], place)
    elif isinstance(one, list) and isinstance(other, list):
        for number in range(max(len(one), len(other))):
            place = f"{pointer}/{number}"
            if number >= len(one) or number >= len(other):
                yield place, _written(one, number), _written(other, number)
            else:
                yield from _differences(one[number], other[number], place)
    elif type(one) is not type(other) or one != other:
        yield pointer, json.dumps(one, ensure_ascii=False), json.dumps(other, ensure_ascii=False)


def _written(document: Any, key: Any) -> str | None:
    there = key in document if isinstance(document, dict) else key < len(document)
    return json.dumps(document[key], ensure_ascii=False) if there else None
