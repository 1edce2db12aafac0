"""Breaks text into lines where Chinese and English typesetting allow it; a Chinese character is as wide as two letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

#: What must not begin a line, by the rules of Chinese typesetting.
_CLOSING = "，。；：、？！）〕」》】”,.;:?!)]}"
#: What must not end one.
_OPENING = "（〔「《【“([{"


def width(text: str) -> int:
    """Columns that a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def wrapped(text: str, limit: float, measure: Callable[[str], float] = width) -> Iterator[str]:
    """The lines of a text: broken before any Chinese character, but inside no Latin word and at no wrong mark.

    Args:
        limit: How wide a line may be; a word that is wider stands alone.
        measure: How wide a text is; by default in columns of a terminal.
    """
    line = ""
    for piece in _pieces(text):
        if line and measure(line) + measure(piece) > limit:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word of narrow characters, or a wide one with the marks around it."""
    piece = ""
    for char in text:
        if piece and not _together(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _together(left: str, right: str) -> bool:
    """Whether no line may end between two characters."""
    if left in _OPENING or right in _CLOSING or right == " ":
        return True
    if left in ",." and right.isdigit():  # within a number: 1,234
        return True
    return left != " " and left not in _CLOSING and width(left) == width(right) == 1
