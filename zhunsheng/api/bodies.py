"""Reads the body of a request: so much of it, in so much time, and only if it is JSON with one meaning.

The framework would read any body whole, let the last of two equal keys win and take NaN for a number. A body here is counted
while it arrives and refused as soon as it is too large, whatever its headers promise. Command line and rules read YAML
(`engine.language.documents`), where places are lines and columns; programs send JSON and want JSON pointers, so the standard
library's parser does, with hooks for what it lets pass. The outcome is the same `Document`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

import anyio
from fastapi import Request

from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.engine.language.documents import MAXIMUM_BYTES, MAXIMUM_DEPTH, Document, Value
from zhunsheng.engine.problems import InputError, Problem, Span, pointer, refuse

#: A body that takes longer is not coming.
SECONDS = 30.0

_NAME = "body"
_SURROGATE = re.compile("[\ud800-\udfff]")


async def read_body(request: Request) -> bytes:
    """The body of a request that must be JSON.

    Raises:
        Refusal: it is of another type, too large, or too slow.
    """
    _refuse_type(request.headers.get("content-type", ""))
    promised = request.headers.get("content-length", "")
    if promised.isdecimal() and int(promised[:20]) > MAXIMUM_BYTES:
        raise _too_large()
    body = bytearray()
    try:
        with anyio.fail_after(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAXIMUM_BYTES:
                    raise _too_large()
    except TimeoutError:
        raise Refusal(
            [
                ProblemItem(
                    code="too_slow",
                    pointer=None,
                    detail=f"the body did not arrive within {SECONDS:g} s",
                    help="Send it in one go.",
                )
            ],
            {"Connection": "close"},
        ) from None
    return bytes(body)


def _refuse_type(content_type: str) -> None:
    essence = content_type.partition(";")[0].strip().lower()
    if essence != "application/json":
        raise Refusal(
            [
                ProblemItem(
                    code="unsupported_media_type",
                    pointer=None,
                    detail=f"the body is '{essence[:80]}'" if essence else "the body has no type",
                    why="Guessing at what a body is would mean guessing at what a case says.",
                    help="Send the case as JSON with the header 'Content-Type: application/json'.",
                )
            ],
            {"Accept": "application/json"},
        )


def _too_large() -> Refusal:
    # The rest of the body is not read, so the connection cannot be used again.
    return Refusal(
        [
            ProblemItem(
                code="too_large",
                pointer=None,
                detail=f"the body is larger than {MAXIMUM_BYTES:,} bytes",
                why="No honest case needs that much; reading it would only burn time.",
                help="Send one case at a time.",
            )
        ],
        {"Connection": "close"},
    )


def parse_json(raw: bytes) -> Document:
    """A body as a document.

    Raises:
        InputError: it is not UTF-8, is empty or malformed, writes a key twice, is too deep, or has a number that is none.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("not_utf8", f"byte {error.start} is not UTF-8", "Encode the body as UTF-8.") from None
    if not text.strip():
        raise _refused("empty", "the body is empty", "GET /v1/schemas/case says what belongs in a case.")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        raise InputError(
            [
                Problem(
                    "malformed",
                    error.msg[:1].lower() + error.msg[1:],
                    mend="Check quotes, commas and brackets there.",
                    span=Span(_NAME, error.lineno, error.colno),
                )
            ]
        ) from None
    except RecursionError:
        raise InputError([_too_deep("")]) from None
    refuse(_defects(value))
    return Document(value, _NAME, {})


class _Object(dict[str, Value]):
    """An object that remembers which keys were written more than once."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        found.twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return found


def _constant(text: str) -> NoReturn:
    raise _refused("not_a_number", f"{text} is not JSON", "Leave out what is not known.")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _refused(
            "not_a_number", f"{text[:40]} is too large for a number", "Write the number that is meant."
        )
    return number


def _integer(text: str) -> int:
    if len(text) > 40:
        raise _refused("not_a_number", f"a number has {len(text)} digits", "Write the number that is meant.")
    return int(text)


def _refused(code: str, what: str, mend: str) -> InputError:
    return InputError([Problem(code, what, mend=mend)])


def _too_deep(where: str) -> Problem:
    return Problem(
        "too_deep",
        f"the document is nested more than {MAXIMUM_DEPTH} levels deep",
        why="A case has about six levels.",
        mend="Flatten it; see GET /v1/schemas/case.",
        pointer=where,
    )


def _defects(top: Value) -> Iterator[Problem]:
    """What the parser let pass. Walks with a stack of its own, since depth is one of the things it looks for."""
    waiting: list[tuple[tuple[str | int, ...], Value]] = [((), top)]
    while waiting:
        where, value = waiting.pop()
        if len(where) >= MAXIMUM_DEPTH and isinstance(value, dict | list):
            yield _too_deep(pointer(*where[:3]))
            return
        if isinstance(value, str) and _SURROGATE.search(value):
            yield Problem(
                "not_unicode",
                "half of a surrogate pair stands alone here",
                mend="Write the whole character.",
                pointer=pointer(*where),
            )
        elif isinstance(value, dict):
            for key in getattr(value, "twice", ()):
                yield Problem(
                    "duplicate_key",
                    f"the key '{key[:80]}' is written twice",
                    why="Which of the two is meant cannot be known.",
                    mend="Keep one of them.",
                    pointer=pointer(*where, key),
                )
            for key, part in value.items():
                if _SURROGATE.search(key):
                    yield Problem(
                        "not_unicode",
                        "a key has half of a surrogate pair",
                        mend="Write the whole character.",
                        pointer=pointer(*where),
                    )
                    continue
                waiting.append(((*where, key), part))
        elif isinstance(value, list):
            waiting.extend(((*where, n), part) for n, part in enumerate(value))
