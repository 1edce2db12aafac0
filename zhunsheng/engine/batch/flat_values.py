"""One value of a flat table, as people write it in a cell.

=====  ===================================================================================
bool   true, false, 是, 否, 1, 0
enum   a key or a Chinese name, so also an ordered value
set    ``a;b;!c`` (also ； and 、): a and b are in it, c is known not to be (also 非c)
int    1200
date   2021, 2021-10, 2021-10-20, and as spreadsheets write it: 2021/1/5, 2021年1月5日
=====  ===================================================================================

An empty cell, null, unknown and 不明 say that it is not known.

A reader translates each distinct text once and never looks at it again, so this may take its time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from zhunsheng.engine.batch.case_block import ColumnKey
from zhunsheng.engine.language.lookup import normal
from zhunsheng.engine.problems import Chinese, Problem, nearest, pointer
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactType
from zhunsheng.engine.vocabulary.models import MAXIMUM_INTEGER

#: A known value as a block holds it: an enum's place, a set's members.
Known: TypeAlias = "bool | int | PartialDate | Mapping[str, bool]"
#: Reads a text: a value, None where it says that it is not known, or what is wrong with it.
ReadText: TypeAlias = "Callable[[str], Known | Problem | None]"

BLANK = frozenset({"", "null", "unknown", "不明"})
_BOOLS = {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}
_SEPARATORS = re.compile(r"[;；、]")
_NOT = ("!", "！", "非")
_DATE = re.compile(r"(\d{4})(?:[/年.](\d{1,2})(?:[/月.](\d{1,2})日?|月)?|年)\Z")
#: Longer texts are shown shortened, and so are longer lists of values.
_SHOWN, _LISTED = 60, 12


def text_reader(key: ColumnKey, fact: Fact, header: str) -> ReadText:
    """How the texts of a column are read."""
    kind = FactType.BOOL if key.member else fact.type
    read = _reader(kind, fact)

    def read_text(text: str) -> Known | Problem | None:
        word = normal(text).strip()
        if word.lower() in BLANK:
            return None
        found = read(word)
        return _bad(header, fact, kind, found) if isinstance(found, _Wrong) else found

    return read_text


class _Wrong:
    """What is wrong with a text: the words it might have been, and a better reason where there is one."""

    def __init__(self, word: str, near: str | None = None, reason: str = "", reason_zh: str = "") -> None:
        self.word, self.near, self.reason, self.reason_zh = word, near, reason, reason_zh


_Read: TypeAlias = "Callable[[str], Known | _Wrong]"


def _bool(word: str) -> Known | _Wrong:
    found = _BOOLS.get(word.lower())
    return found if found is not None else _Wrong(word, nearest(word.lower(), _BOOLS))


def _words(fact: Fact) -> Mapping[str, str]:
    """The keys and the names of a fact's values → the key."""
    names = {normal(value.name.zh): value.key for value in fact.values}
    return names | {value.key: value.key for value in fact.values}


def _one_of(fact: Fact) -> _Read:
    words, place = _words(fact), {key: n for n, key in enumerate(fact.value_keys())}

    def read(word: str) -> Known | _Wrong:
        key = words.get(word)
        return place[key] if key is not None else _Wrong(word, nearest(word, words))

    return read


def _several(fact: Fact) -> _Read:
    words = _words(fact)

    def read(word: str) -> Known | _Wrong:
        found: dict[str, bool] = {}
        for item in filter(None, (item.strip() for item in _SEPARATORS.split(word))):
            inside = item in words or not item.startswith(_NOT)
            name = item if inside else item[1:].strip()
            key = words.get(name)
            if key is None:
                return _Wrong(name, nearest(name, words))
            if found.setdefault(key, inside) is not inside:
                return _Wrong(
                    name, None, f"'{name}' is said to be in it and not to be", f"“{name}”既写是又写非"
                )
        return found

    return read


def _int(word: str) -> Known | _Wrong:
    if not (word.isascii() and word.isdigit()):
        return _Wrong(word)
    if len(word) > len(str(MAXIMUM_INTEGER)) or int(word) > MAXIMUM_INTEGER:
        return _Wrong(word, None, f"{word[:_SHOWN]} is too large", f"{word[:_SHOWN]} 过大")
    return int(word)


def _date(word: str) -> Known | _Wrong:
    try:
        return PartialDate.parse(_dashed(word))
    except ValueError as error:
        return _Wrong(word, None, str(error)[:200], f"“{word[:_SHOWN]}”不是日期，或历法上没有这一天")


def _dashed(word: str) -> str:
    """A date as spreadsheets and people in China write it, in the form of the vocabulary; others as they are."""
    match = _DATE.match(word)
    return "-".join(part.zfill(2) for part in match.groups() if part) if match else word


def _reader(kind: FactType, fact: Fact) -> _Read:
    match kind:
        case FactType.BOOL:
            return _bool
        case FactType.ENUM | FactType.ORDERED:
            return _one_of(fact)
        case FactType.SET:
            return _several(fact)
        case FactType.INT:
            return _int
        case FactType.DATE:
            return _date


_KINDS = {
    FactType.BOOL: ("true or false", "是 或 否"),
    FactType.INT: ("a whole number", "整数"),
    FactType.DATE: ("a date: 2021, 2021-10 or 2021-10-20", "日期：2021、2021-10 或 2021-10-20"),
}


def _bad(header: str, fact: Fact, kind: FactType, wrong: _Wrong) -> Problem:
    if kind in _KINDS:
        english, chinese = _KINDS[kind]
    else:
        keys, names = fact.value_keys(), [value.name.zh for value in fact.values]
        english = "one of " + ", ".join(keys[:_LISTED]) + (", …" if len(keys) > _LISTED else "")
        chinese = "、".join(names[:_LISTED]) + (f"等 {len(names)} 种之一" if len(names) > _LISTED else "")
    word = wrong.word[:_SHOWN]
    return Problem(
        "value",
        wrong.reason or f"'{word}' is no value of {fact.name.en}",
        mend=f"Write {english}; leave the cell empty if it is not known.",
        pointer=pointer(header),
        near=wrong.near,
        zh=Chinese(wrong.reason_zh or f"“{word}”不是“{fact.name.zh}”的取值", f"请填{chinese}；不知道的留空"),
    )
