"""What somebody typed, as terms: Chinese as it stands, English by words, articles by number.

``第一百二十一条`` and ``121条`` are the same article. English words are cut to what they begin with, so that *concealed* finds
*concealment*. A Chinese term that stands nowhere as a whole is looked for by its pairs of characters (`pairs_of`), since nobody
knows the book's wording by heart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: No query is longer; what is beyond is not looked at.
LONGEST = 200
#: Words that tell nothing in English.
_IDLE = frozenset(
    ["a", "an", "and", "any", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"]
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ance", "al", "ed", "es", "ly", "s", "e")
_SHORTEST_STEM = 4
_CHINESE_NUMBER = re.compile("第?([一二三四五六七八九十百零〇两]+)条")
_BARE_NUMBER = re.compile(r"(?<![第\d])(\d{1,3})条")
_ENGLISH_ARTICLE = re.compile(r"\b(?:art\.?|article)\s*(\d{1,3})\b")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PIECES = re.compile(r"[a-z0-9][a-z0-9._\-']*|[^\s\x00-\x7f]+")
_PUNCTUATION = re.compile('[《》〈〉“”‘’「」『』（）()、，。；：？！…,;:?!"]+')


@dataclass(frozen=True)
class Term:
    """One thing that is looked for.

    Attributes:
        text: As normalized.
        stem: In English, what a word must begin with at least.
    """

    text: str
    stem: str

    @property
    def by_word(self) -> bool:
        """Whether it must stand at the beginning of a word; Chinese has none."""
        return self.text.isascii()

    @property
    def pairs(self) -> tuple[str, ...]:
        """Each two characters of a Chinese term that stand side by side."""
        if self.by_word or len(self.text) < 3:
            return ()
        return tuple(dict.fromkeys(self.text[n : n + 2] for n in range(len(self.text) - 1)))


def normal(text: str) -> str:
    """A text as it is compared: full-width letters as plain ones, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def terms_of(query: str) -> tuple[Term, ...]:
    """The terms of a query, each once. All of them are asked for."""
    text = normal(query[:LONGEST])
    text = _CHINESE_NUMBER.sub(lambda match: f"第{_number(match[1])}条", text)
    text = _BARE_NUMBER.sub(r"第\1条", text)
    text = _ENGLISH_ARTICLE.sub(r"第\1条", text)
    text = _PUNCTUATION.sub(" ", text)
    pieces = [piece for word in text.split() for piece in _pieces(word)]
    telling = [piece for piece in pieces if piece not in _IDLE] or pieces
    return tuple(Term(piece, _stem(piece)) for piece in dict.fromkeys(telling))


def _pieces(word: str) -> list[str]:
    """A word, or the Chinese and the other parts of one; an article stays whole."""
    articles = re.split(r"(第\d+条(?:第[一二三四五六七八九十]+款)?)", word)
    return [
        piece
        for number, part in enumerate(articles)
        for piece in ([part] if number % 2 else _PIECES.findall(part))
    ]


def _stem(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _number(text: str) -> int:
    """A Chinese number below a thousand; digits in a row count as written (一二一)."""
    if not any(unit in text for unit in "十百"):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, None
    for character in text:
        if character == "百":
            total, digit = total + 100 * (1 if digit is None else digit), None
        elif character == "十":
            total, digit = total + 10 * (digit or 1), None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)
