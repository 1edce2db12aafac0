"""Reads JSON strictly: one meaning, no numbers that are none, no half characters, not too deep.

The standard parser lets the last of two equal keys win, takes NaN for a number and half a surrogate pair for a character. Its
hooks, and one walk over the result, refuse all of that. The walk keeps a stack of its own, since depth is one of the things it
looks for.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from zhunsheng.engine.language.values import SURROGATE, Value, half_character, too_deep, wrong_depth
from zhunsheng.engine.problems import Chinese, InputError, Problem, Span, pointer, refuse

_DIGITS = 40


def parse_json(raw: bytes, name: str) -> Value:
    """The plain value of a JSON text in UTF-8.

    Raises:
        InputError: it is not UTF-8, is empty or malformed, writes a key twice, is too deep, or has a number that is none.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        zh = Chinese(f"第 {error.start} 字节不是 UTF-8", "请用 UTF-8 编码")
        raise _refused("not_utf8", f"byte {error.start} is not UTF-8", "Encode it as UTF-8.", zh) from None
    if not text.strip():
        zh = Chinese("内容为空", "案卷应有哪些内容见格式说明")
        raise _refused("empty", "the document is empty", "The schema of a case says what belongs in it.", zh)
    try:
        value: Value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        raise InputError(
            [
                Problem(
                    "malformed",
                    error.msg[:1].lower() + error.msg[1:],
                    mend="Check quotes, commas and brackets there.",
                    span=Span(name, error.lineno, error.colno),
                    zh=Chinese("不是有效的 JSON", "请检查此处的引号、逗号和括号"),
                )
            ]
        ) from None
    except RecursionError:
        raise InputError([too_deep("")]) from None
    refuse(_defects(value))
    return value


class _Object(dict[str, Value]):
    """An object that remembers which keys were written more than once."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        found.twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return found


def _constant(text: str) -> NoReturn:
    zh = Chinese(f"{text} 不是 JSON 的数", "不知道的不填")
    raise _refused("not_a_number", f"{text} is not JSON", "Leave out what is not known.", zh)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        what = f"{text[:40]} is too large for a number"
        raise _refused(
            "not_a_number", what, "Write the number that is meant.", Chinese("数值过大", "请填实际的数")
        )
    return number


def _integer(text: str) -> int:
    if len(text) > _DIGITS:
        what = f"a number has {len(text)} digits"
        zh = Chinese(f"一个数有 {len(text)} 位", "请填实际的数")
        raise _refused("not_a_number", what, "Write the number that is meant.", zh)
    return int(text)


def _refused(code: str, what: str, mend: str, zh: Chinese) -> InputError:
    return InputError([Problem(code, what, mend=mend, zh=zh)])


def _defects(top: Value) -> Iterator[Problem]:
    """What the parser let pass."""
    waiting: list[tuple[tuple[str | int, ...], Value]] = [((), top)]
    while waiting:
        where, value = waiting.pop()
        if wrong_depth(len(where), value):
            yield too_deep(pointer(*where[:3]))
            return
        if isinstance(value, str) and SURROGATE.search(value):
            yield half_character(pointer(*where))
        elif isinstance(value, dict):
            for key in getattr(value, "twice", ()):
                yield Problem(
                    "duplicate_key",
                    f"the key '{key[:80]}' is written twice",
                    why="Which of the two is meant cannot be known.",
                    mend="Keep one of them.",
                    pointer=pointer(*where, key),
                    zh=Chinese(f"键“{key[:80]}”写了两次", "只保留一个"),
                )
            for key, part in value.items():
                if SURROGATE.search(key):
                    yield half_character(pointer(*where))
                else:
                    waiting.append(((*where, key), part))
        elif isinstance(value, list):
            waiting.extend(((*where, n), part) for n, part in enumerate(value))
