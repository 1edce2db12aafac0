"""Canonical JSON (RFC 8785): one value, one sequence of bytes, so that a hash of it means something.

What is read must be what would be written. That alone refuses doubled keys, other orders, blanks, escapes that are not needed and
numbers in another spelling, all of which a JSON reader lets pass in silence.
"""

from __future__ import annotations

import json
import re
from typing import Any

import rfc8785

from zhunsheng.records.log.refusals import refused

_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_NUMBERS = re.compile(r"[0-9][.eE]|[0-9]{16}")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def canonical_bytes(document: Any) -> bytes:
    """The one way in which a JSON value is written.

    Raises:
        LogRefused: it has no canonical form: a whole number beyond 2^53 - 1, a number that is none, half a character, or a value
            that is not of JSON.
    """
    try:
        return rfc8785.dumps(document)
    except (ValueError, TypeError, RecursionError) as error:
        raise refused(
            "no_canonical_form",
            f"this cannot be written as canonical JSON: {error}",
            f"无法写成规范的 JSON：{error}",
        ) from None


def canonical_json(document: Any) -> bytes:
    """The same for what was read from JSON, whose keys are texts. An answer with its derivation has 700,000 bytes.

    The standard library writes JSON in C, and canonically but for three things: numbers with a fraction or an exponent, whole
    numbers that are too large, and the order of keys beyond the first 65,536 characters. Where one of these may be in it, it is
    written as everything else is.

    Raises:
        LogRefused: as above.
    """
    try:
        text = json.dumps(
            document, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        if not _BEYOND.search(text) and not _NUMBERS.search(_STRINGS.sub("", text)):
            return text.encode()
    except (ValueError, TypeError, RecursionError):
        pass
    return canonical_bytes(document)


def read_canonical(data: bytes) -> Any:
    """The JSON value of which these bytes are the canonical form.

    Raises:
        LogRefused: they are not JSON at all (``not_json``), or of another form (``not_canonical``).
    """
    try:
        document = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise refused("not_json", f"this is not JSON: {error}", f"不是有效的 JSON：{error}") from None
    try:
        again = rfc8785.dumps(document)
    except (ValueError, RecursionError):
        again = b""
    if again != data:
        at = next(
            (place for place, (one, other) in enumerate(zip(data, again, strict=False)) if one != other), None
        )
        place = min(len(data), len(again)) if at is None else at
        raise refused(
            "not_canonical",
            f"this is JSON, but not in its canonical form (RFC 8785); it differs from byte {place} on",
            f"是 JSON，但不是规范形式（RFC 8785），从第 {place} 字节起不同",
            why="Bytes that mean the same and are not the same have another hash.",
            mend="It was changed after it was written; the canonical bytes are those that were written.",
            mend_zh="写入之后被改动过，应以当初写入的字节为准",
        )
    return document
