"""The headers of a flat table: which column holds which fact.

========================================== ============================================================
``case.decision_date``  ``案件.处理日期``  a fact, by its keys or by its Chinese names
``conduct.manner.falsification``           one member of a set (``行为.方式.弄虚作假``)
``case.id``  ``案件.编号``                 whose row it is; so ``subject.id`` and ``conduct.id``
========================================== ============================================================

A header that means nothing is refused before any row is read: a column that is silently left out is a fact that is silently
unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.batch.case_block import ColumnKey
from zhunsheng.engine.language.lookup import normal
from zhunsheng.engine.problems import Chinese, InputError, Problem, nearest, pointer, refuse
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary

Level: TypeAlias = Literal["case", "subject", "conduct"]

#: The tables of a block, from the outermost.
LEVELS: tuple[Level, ...] = ("case", "subject", "conduct")
#: In which table the facts of an entity are.
LEVEL_OF: Mapping[str, Level] = {
    "case": "case",
    "incident": "case",
    "subject": "subject",
    "circumstance": "subject",
    "conduct": "conduct",
}
#: What an id column is called in Chinese, after the name of its level.
ID_NAME = "编号"


@dataclass(frozen=True)
class IdColumn:
    """A column of ids."""

    level: Level


#: What a column of the file holds; `ColumnKey` without a member is the whole of a fact, be it a set.
Meaning: TypeAlias = "IdColumn | ColumnKey"


@dataclass(frozen=True)
class Header:
    """A column of the file: its place, what stands above it, and what it holds."""

    place: int
    text: str
    meaning: Meaning


def read_headers(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[Header, ...]:
    """What the columns of a table hold.

    Raises:
        InputError: with every header that means nothing, or the same as another.
    """
    known = _known(vocabulary)
    found: dict[Meaning, Header] = {}
    problems: list[Problem] = []
    for place, text in enumerate(texts):
        meaning = known.get(normal(text.strip()))
        if meaning is None:
            problems.append(_unknown(text, place, known))
        elif clash := next((other for other in _clashing(meaning, found) if other in found), None):
            problems.append(_twice(text, place, found[clash]))
        else:
            found[meaning] = Header(place, text.strip(), meaning)
    if not texts:
        problems.append(_nothing())
    refuse(problems)
    return tuple(found.values())


def _clashing(meaning: Meaning, found: Mapping[Meaning, Header]) -> Iterator[Meaning]:
    """What states the same: itself; of a member the whole set, and of a set each member."""
    yield meaning
    if isinstance(meaning, ColumnKey):
        alike = (other for other in found if isinstance(other, ColumnKey) and other.ref == meaning.ref)
        yield from (other for other in alike if meaning.member is None or other.member is None)


def _known(vocabulary: Vocabulary) -> Mapping[str, Meaning]:
    """Every header there can be."""
    found: dict[str, Meaning] = {}
    for level in LEVELS:
        for header in (f"{level}.id", f"{vocabulary.entity(level).name.zh}.{ID_NAME}"):
            found[normal(header)] = IdColumn(level)
    for ref, fact in vocabulary.all_facts():
        keys, names = str(ref), header_name(ref, vocabulary)
        found[normal(keys)] = found[normal(names)] = ColumnKey(ref)
        if fact.type is FactType.SET:
            for value in fact.values:
                member = ColumnKey(ref, value.key)
                found[normal(f"{keys}.{value.key}")] = found[normal(f"{names}.{value.name.zh}")] = member
    return found


def header_name(ref: FactRef, vocabulary: Vocabulary) -> str:
    """The Chinese header of a fact."""
    return f"{vocabulary.entity(ref.entity).name.zh}.{vocabulary.fact(ref).name.zh}"


def id_name(level: Level, vocabulary: Vocabulary) -> str:
    """The Chinese header of an id column."""
    return f"{vocabulary.entity(level).name.zh}.{ID_NAME}"


def _unknown(text: str, place: int, known: Mapping[str, Meaning]) -> Problem:
    shown = text.strip() or f"#{place + 1}"
    return Problem(
        "unknown_header",
        f"column {place + 1} is headed '{text}', which is no fact",
        why="A column that is left out in silence is a fact that is unknown in silence.",
        mend="Write case.decision_date or 案件.处理日期, or delete the column. `zhunsheng template` writes all headers.",
        pointer=pointer(shown),
        near=_near(text.strip(), known),
        zh=Chinese(
            f"第 {place + 1} 列的标题“{text}”不是任何事实",
            "请写成 案件.处理日期 或者 case.decision_date，或删去该列；zhunsheng template 可生成全部标题",
        ),
    )


#: How alike the last step of a header must be to one of the same place, and to one of any place, to be taken for it.
_ALIKE, _ALIKE_ELSEWHERE = 0.5, 0.8


def _near(text: str, known: Iterable[str]) -> str | None:
    """The header that was meant, if one is near. By its last step alone: what stands before it says where the fact is, and would
    make ``主体.姓名`` look like ``主体.编号``."""
    place, _, word = text.rpartition(".")
    here: dict[str, str] = {}
    anywhere: dict[str, str] = {}
    for header in known:
        of, _, last = header.rpartition(".")
        anywhere.setdefault(last, header)
        if of == normal(place):
            here.setdefault(last, header)
    near = nearest(word, here, _ALIKE)
    if near is not None:
        return here[near]
    elsewhere = nearest(word, anywhere, _ALIKE_ELSEWHERE)
    return None if elsewhere is None else anywhere[elsewhere]


def _twice(text: str, place: int, other: Header) -> Problem:
    return Problem(
        "duplicate_header",
        f"columns {other.place + 1} ('{other.text}') and {place + 1} ('{text}') state the same fact",
        why="Which of the two is meant cannot be known.",
        mend="Keep one of them.",
        pointer=pointer(text),
        zh=Chinese(
            f"第 {other.place + 1} 列（{other.text}）和第 {place + 1} 列（{text}）是同一项事实",
            "请只保留一列",
        ),
    )


def _nothing() -> Problem:
    return Problem(
        "no_header",
        "the first row has no headers",
        mend="Name the fact of each column there; `zhunsheng template` writes all headers.",
        zh=Chinese("第一行没有标题", "请在第一行写明各列是什么事实；zhunsheng template 可生成全部标题"),
    )


def unreadable(name: str, reason: str, english: str) -> InputError:
    """The complaint about a table that cannot be read at all."""
    return InputError(
        [
            Problem(
                "unreadable",
                f"{name} cannot be read: {english}",
                mend="Check the file; save it anew from the program that made it.",
                zh=Chinese(f"{name} 读不出来：{reason}", "请检查文件，或用原来的程序重新保存"),
            )
        ]
    )
