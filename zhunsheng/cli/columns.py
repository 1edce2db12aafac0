"""Lays out text for a terminal in which a Chinese character takes two columns."""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.explain.wrapping import width, wrapped

#: Lines are no longer than this.
WIDTH = 100


def padded(text: str, columns: int) -> str:
    """A text filled up with spaces."""
    return text + " " * max(0, columns - width(text))


def labelled(label: str, text: str, indent: int = 2, columns: int = 22) -> Iterator[str]:
    """A label and a text beside it, broken where it is too long; further lines stand below the first."""
    head = padded(" " * indent + label, columns)
    for line in wrapped(text, WIDTH - columns):
        yield head + line
        head = " " * columns
