"""How wide a text will be in a picture, before there is a font.

An SVG names font families, and whichever is there draws. So widths are estimated from the widest sans-serif that is in common
use: a Chinese character is as wide as the type is high, a digit or small letter six tenths of it, a capital or one of the broad
letters more, and bold type a tenth more again. With the padding of the boxes, a label that fits by this estimate fits in every
usual font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from zhunsheng.engine.explain.wrapping import wrapped

#: By what a character is, its width in parts of the type size.
_WIDE, _BROAD, _CAPITAL, _NARROW, _SLIM = 1.0, 0.9, 0.75, 0.6, 0.4

#: How much wider bold type is.
BOLD = 1.1

_BROAD_LETTERS = "mwMW@%"
_SLIM_LETTERS = "ijl.,:;'|!()[] /"


def text_width(text: str, size: float) -> float:
    """The width of a text in a type size, both in the picture's units."""
    return size * sum(_width(char) for char in text)


def lines_within(text: str, limit: float, size: float) -> Iterator[str]:
    """The lines of a text, each no wider than a limit; a word that is wider is broken wherever it must be."""
    for line in wrapped(text, limit, lambda part: text_width(part, size)):
        yield from _broken(line, limit, size)


def _broken(line: str, limit: float, size: float) -> Iterator[str]:
    part = ""
    for char in line:
        if part and text_width(part + char, size) > limit:
            yield part
            part = ""
        part += char
    yield part


def _width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    # Ambiguous characters, such as ✔ and quotation marks, are wide in a Chinese font.
    if unicodedata.east_asian_width(char) in "WFA" or not char.isascii():
        return _WIDE
    if char in _SLIM_LETTERS:
        return _SLIM
    if char in _BROAD_LETTERS:
        return _BROAD
    return _CAPITAL if char.isupper() else _NARROW
