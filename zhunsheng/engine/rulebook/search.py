"""Finds rules, facts and articles by what is said of them, the most telling places first.

All terms of a query are asked for, each wherever it stands. Where nothing has them all, Chinese terms are taken apart into pairs
of characters, and what has the most of the rare pairs comes first; the answer says that it was so. An index takes some hundred
milliseconds to make and a query some milliseconds to answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.engine.rulebook.queries import Term, normal, terms_of
from zhunsheng.engine.rulebook.searchable import WEIGHTS, Entry, Place, Searched, SearchKind

#: Of what was found by pairs of characters, what has less than this part of the best score is left out.
_FAR_BEHIND = 0.5
#: So much of a text is shown before and after what was found in it.
_AROUND = 24
#: A word that only begins like the one that was asked for tells less.
_BY_STEM = 0.7
#: Whole texts, and texts that begin with what was asked for, tell more.
_WHOLE, _AT_START = 2.0, 1.3


@dataclass(frozen=True)
class Excerpt:
    """Where something was found: the words themselves, and some of the text around them."""

    place: Place
    language: str
    before: str
    found: str
    after: str


@dataclass(frozen=True)
class Hit:
    """Something that was found, and the places in which, the most telling first."""

    kind: SearchKind
    key: str
    score: float
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True)
class Found:
    """What a query found, the best first.

    Attributes:
        whole: Whether every term was found as it was typed.
    """

    terms: tuple[str, ...]
    whole: bool
    hits: tuple[Hit, ...]

    def of(self, kind: SearchKind) -> tuple[Hit, ...]:
        """Those of a kind."""
        return tuple(hit for hit in self.hits if hit.kind == kind)


@dataclass(frozen=True)
class _Match:
    score: float
    searched: Searched
    start: int
    end: int


@dataclass(frozen=True)
class SearchIndex:
    """Everything that can be found. Make it once for a release; safe to use from several threads."""

    entries: tuple[Entry, ...]

    def find(self, query: str, language: str = "zh") -> Found:
        """What a query finds.

        Args:
            language: Of two places that tell as much, the one in this language is shown.
        """
        terms = terms_of(query)
        hits = tuple(self._whole(terms, language)) if terms else ()
        if hits or not terms:
            return Found(tuple(term.text for term in terms), True, _sorted(hits))
        apart = _sorted(self._apart(terms, language))
        best = apart[0].score if apart else 0.0
        near = tuple(hit for hit in apart if hit.score >= best * _FAR_BEHIND)
        return Found(tuple(term.text for term in terms), False, near)

    def _whole(self, terms: Sequence[Term], language: str) -> Iterator[Hit]:
        """What has all terms."""
        for entry, texts in self._texts:
            matches = []
            for term in terms:
                of_term = list(_matches(term, texts, language))
                if not of_term:
                    break
                matches.append(of_term)
            else:
                yield _hit(entry, matches)

    def _apart(self, terms: Sequence[Term], language: str) -> Iterator[Hit]:
        """What has some of the terms, or pairs of characters of them; rare ones count for more."""
        parts = {
            part: weight
            for term in terms
            for part in (tuple(Term(pair, pair) for pair in term.pairs) or (term,))
            if (weight := self._rarity(part))
        }
        for entry, texts in self._texts:
            matches = []
            for part, weight in parts.items():
                found = list(_matches(part, texts, language))
                if found:
                    matches.append([_Match(of.score * weight, of.searched, of.start, of.end) for of in found])
            if matches:
                yield _hit(entry, matches)

    def _rarity(self, part: Term) -> float:
        """How much it tells that something has a part: nothing where nothing or everything has it."""
        number = sum(any(_place(part, text)[0] >= 0 for _, text in texts) for _, texts in self._texts)
        return math.log(len(self.entries) / number) if number else 0.0

    @cached_property
    def _texts(self) -> tuple[tuple[Entry, tuple[tuple[Searched, str], ...]], ...]:
        """Each entry with its texts as they are compared."""
        return tuple(
            (entry, tuple((searched, normal(searched.text)) for searched in entry.texts))
            for entry in self.entries
        )


def _matches(term: Term, texts: Iterable[tuple[Searched, str]], language: str) -> Iterator[_Match]:
    for searched, text in texts:
        start, by_stem = _place(term, text)
        if start < 0:
            continue
        length = len(term.stem if by_stem else term.text)
        score = WEIGHTS[searched.place] * (_BY_STEM if by_stem else 1.0)
        score *= _WHOLE if length == len(text) else _AT_START if start == 0 else 1.0
        # Of two that tell as much, what the reader can read is shown.
        score *= 1.0 if searched.language == language else 0.999
        yield _Match(score, searched, start, start + length)


def _place(term: Term, text: str) -> tuple[int, bool]:
    """Where a term stands in a text, -1 for nowhere; and whether a word only begins like it."""
    if not term.by_word:
        return text.find(term.text), False
    start = _word(term.text, text)
    if start >= 0 or term.stem == term.text:
        return start, False
    return _word(term.stem, text), True


def _word(word: str, text: str) -> int:
    """Where a word of a text begins so, -1 for nowhere."""
    start = text.find(word)
    while start > 0 and text[start - 1].isascii() and text[start - 1].isalnum():
        start = text.find(word, start + 1)
    return start


def _hit(entry: Entry, matches: Sequence[Sequence[_Match]]) -> Hit:
    """Each term counts by its best place, and a little by the others."""
    score = 0.0
    shown: dict[Place, _Match] = {}
    for of_term in matches:
        ranked = sorted(of_term, key=lambda match: -match.score)
        score += ranked[0].score + 0.05 * sum(match.score for match in ranked[1:])
        for match in ranked[:1]:
            shown.setdefault(match.searched.place, match)
    ordered = sorted(shown.values(), key=lambda match: -match.score)
    return Hit(entry.kind, entry.key, score * entry.weight, tuple(_excerpt(match) for match in ordered))


def _excerpt(match: _Match) -> Excerpt:
    """Some of the text; where normalizing changed its length, all of it, without a mark."""
    text = match.searched.text
    if len(normal(text)) != len(text):
        return Excerpt(match.searched.place, match.searched.language, text[: 4 * _AROUND], "", "")
    first, last = max(match.start - _AROUND, 0), match.end + _AROUND
    before = ("…" if first else "") + text[first : match.start]
    after = text[match.end : last] + ("…" if last < len(text) else "")
    return Excerpt(
        match.searched.place, match.searched.language, before, text[match.start : match.end], after
    )


def _sorted(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.kind != "rule", hit.key)))
