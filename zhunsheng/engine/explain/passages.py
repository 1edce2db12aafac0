"""Sentences with their parts below them: what prose is made of before anybody decides how it looks.

A passage is one sentence, or the head of a list of further passages. It can be shown as nested points (a report does that) or run
together into a paragraph, numbered the way legal texts number their items: 一 1 (1) ① in Chinese, a i 1 in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A sentence, or the head of a list.

    Attributes:
        text: The words.
        parts: What stands below it.
        nodes: Ids of the trace nodes that it speaks of.
    """

    text: str
    parts: tuple[Passage, ...] = ()
    nodes: tuple[str, ...] = ()


def indented(passages: Iterable[Passage], depth: int = 0) -> Iterator[str]:
    """The passages as lines, each list below its head."""
    for passage in passages:
        yield "  " * depth + passage.text
        yield from indented(passage.parts, depth + 1)


def paragraph(passages: Iterable[Passage], language: str) -> str:
    """The passages as one paragraph of whole sentences."""
    between = "" if language == "zh" else " "
    return between.join("".join(piece.text for piece in run_on(passage, language)) for passage in passages)


def run_on(passage: Passage, language: str) -> Iterator[Passage]:
    """One whole sentence as pieces without parts, each with the nodes that it speaks of.

    A list of one item goes without a number: there is nothing to tell it from.
    """
    if passage.parts:
        yield from _pieces(passage, language, 0)
        yield Passage("。" if language == "zh" else ".")
    else:
        yield passage


def height(passage: Passage) -> int:
    """How many lists lie one in the other below a passage; 0 for a mere sentence."""
    return 1 + max(map(height, passage.parts)) if passage.parts else 0


def _pieces(passage: Passage, language: str, depth: int) -> Iterator[Passage]:
    head = passage.text if language == "zh" or not passage.parts else f"{passage.text} "
    yield Passage(head, nodes=passage.nodes)
    several = len(passage.parts) > 1
    for position, part in enumerate(passage.parts, 1):
        if position > 1:
            yield Passage("；" if language == "zh" else "; ")
        if several:
            yield Passage(_number(position, depth, language))
        yield from _pieces(part, language, depth + several)


def _number(position: int, depth: int, language: str) -> str:
    """The number of an item, in the way of its depth."""
    if language != "zh":
        letter = chr(ord("a") + position - 1) if position <= _LETTERS else str(position)
        return (f"({letter}) ", f"({_roman(position)}) ", f"({position}) ")[min(depth, 2)]
    circled = chr(ord("①") + position - 1) if position <= _CIRCLED else f"〔{position}〕"
    return (f"（{_chinese(position)}）", f"{position}.", f"({position})", circled)[min(depth, 3)]


_LETTERS = 26
_CIRCLED = 20
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        while number >= value:
            found, number = found + sign, number - value
    return found
