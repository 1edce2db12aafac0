"""Lays out text for a terminal in which a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: Lines are no longer than this.
WIDTH = 100

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


def padded(text: str, columns: int) -> str:
    """A text filled up with spaces."""
    return text + " " * max(0, columns - width(text))


def labelled(label: str, text: str, indent: int = 2, columns: int = 22) -> Iterator[str]:
    """A label and a text beside it, broken where it is too long; further lines stand below the first."""
    head = padded(" " * indent + label, columns)
    for line in wrapped(text, WIDTH - columns):
        yield head + line
        head = " " * columns


def wrapped(text: str, columns: int) -> Iterator[str]:
    """The lines of a text: broken before any Chinese character, but inside no Latin word and at no wrong mark."""
    line = ""
    for piece in _pieces(text):
        if line and width(line) + width(piece) > columns:
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
    return left != " " and left not in _CLOSING and width(left) == width(right) == 1
