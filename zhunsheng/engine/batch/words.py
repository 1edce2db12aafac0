"""Rows of bits in 64-bit words: bit i of word w is row 64 w + i.

That is how Arrow lays out booleans and their validity, so both can often be used where they lie. What is written has a whole
number of strides, so that nobody has to look after the last few rows; what is read may end with its last word.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Words = npt.NDArray[np.uint64]
Truths = npt.NDArray[np.bool_]

#: Rows of words are as long as a multiple of this: 16 words, 1,024 rows, two of the widest vector registers there are.
STRIDE = 16

#: Octets of a cache line.
LINE = 64

ONES = ~np.uint64(0)


def words_for(rows: int) -> int:
    """How many words so many rows take."""
    return -(-rows // (64 * STRIDE)) * STRIDE


def rows_of_words(number: int, rows: int) -> Words:
    """So many rows of words, not filled. They do not lie a power of two apart, or all would want the same few cache lines."""
    width = words_for(rows)
    return on_lines(number, width + STRIDE)[:, :width]


def on_lines(number: int, width: int) -> Words:
    """So many rows of a number of words, not filled, of which the first begins where a cache line does.

    A vector across two lines costs twice, and where arrays lie by themselves every vector is across two.
    """
    octets = np.empty(number * width * 8 + LINE, dtype=np.uint8)
    start = -octets.__array_interface__["data"][0] % LINE
    return octets[start : start + number * width * 8].view(np.uint64).reshape(number, width)


def packed(truths: Truths) -> Words:
    """One bit for each value; the number of values is a multiple of 64."""
    return np.packbits(truths, bitorder="little").view(np.uint64)


Value = TypeVar("Value", bound=np.generic)


def padded(values: npt.NDArray[Value], rows: int) -> npt.NDArray[Value]:
    """The values, with zeros up to so many rows."""
    found = np.zeros(rows, dtype=values.dtype)
    found[: len(values)] = values
    return found


def words_of(truths: Truths) -> Words:
    """The words of some rows."""
    return packed(padded(truths, words_for(len(truths)) * 64))


def truths_of(words: Words, rows: int) -> Truths:
    """The rows of some words; the reverse of `words_of`."""
    return np.unpackbits(words.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def ones(rows: int) -> Words:
    """Every row."""
    return words_of(np.ones(rows, dtype=np.bool_))


def words_of_bitmap(bitmap: pa.Buffer | None, offset: int, rows: int) -> Words:
    """The words of an Arrow bitmap, where they lie if they can be used so; where there is none, every row.

    Args:
        offset: The place of the first row in the bitmap.
    """
    if bitmap is None:
        return ones(rows)
    width = words_for(rows)
    fewest = -(-rows // 64)
    if offset % 8 == 0 and bitmap.size >= offset // 8 + fewest * 8:
        return np.frombuffer(bitmap, dtype=np.uint64, count=fewest, offset=offset // 8)
    if offset % 8 == 0:
        octets = np.frombuffer(bitmap, dtype=np.uint8)[offset // 8 : offset // 8 + -(-rows // 8)]
        found = np.zeros(width * 8, dtype=np.uint8)
        found[: len(octets)] = octets
        if rows % 8:
            found[rows // 8] &= (1 << rows % 8) - 1
        return found.view(np.uint64)
    octets = np.frombuffer(bitmap, dtype=np.uint8)[offset // 8 : -(-(offset + rows) // 8)]
    return words_of(np.unpackbits(octets, bitorder="little")[offset % 8 :][:rows].view(np.bool_))
