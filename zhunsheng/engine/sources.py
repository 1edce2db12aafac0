"""The instruments that rules cite, with their versions, dates and articles.

An instrument (the disciplinary regulations, say) has versions; a `Source` is one version, with the articles on record. Summaries
are in our own words. Each article has a confidence: ``verified`` (the text was seen), ``partial`` (second hand or in part),
``memory`` (not seen). A rule may rest on the first two; a ``memory`` entry may only make a notice that asks a person to check.

How they are written is `source_documents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhunsheng.engine.article_places import english_place
from zhunsheng.engine.kleene import Truth, conjunction
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Text

_NUMBERED = re.compile(r"(\d+(?:-\d+)?)(.*)\Z")

Confidence = Literal["verified", "partial", "memory"]
SourceKind = Literal[
    "party_regulation", "state_law", "judicial_interpretation", "administrative_notice", "policy"
]


@dataclass(frozen=True)
class Article:
    """One article of an instrument, as far as rules use it.

    Attributes:
        article: The article (and paragraph, item) as people cite it, such as ``121第一款``.
        english: The same in an English text, for what is not cited by numbers alone: a part of a notice (``first category``).
        summary: What it says, in our words.
        who: Whom it reaches, where the article says so.
        conduct: The conduct it requires, where the summary does not say it all.
        intent: What it requires of intent or negligence; 〔推定〕 marks what is inferred, not written.
        result: The result it requires.
        consequence: The range it sets, by grade of circumstances.
    """

    article: str
    english: str | None
    topic: str
    summary: str
    confidence: Confidence
    who: str | None
    conduct: str | None
    intent: str | None
    result: str | None
    consequence: str | None
    note: str | None


@dataclass(frozen=True)
class Source:
    """One version of an instrument.

    Attributes:
        instrument: Key of the instrument that it is a version of.
        kind: What it is. A policy is no ground for a sanction by itself.
        number: The number of the document, where it has one on record.
        effective: First day in force; None where it is not known.
        ended: Last day in force; None where no end is on record.
        articles: Those on record; none of a version of which only the dates are.
    """

    id: str
    instrument: str
    title: Text
    issuer: str
    version: str
    kind: SourceKind
    number: str | None
    adopted: PartialDate | None
    issued: PartialDate | None
    effective: PartialDate | None
    ended: PartialDate | None
    confidence: Confidence
    note: str | None
    articles: tuple[Article, ...]

    def cited_as(self, article: str, language: str) -> str:
        """An article of this version as people cite it: ``《…条例》（2018）第121条第一款``."""
        name = self.named(language)
        if language == "en":
            return f"{name}, {self.placed(article, language)}"
        match = _NUMBERED.match(article)
        return name + (f"第{match[1]}条{match[2]}" if match else article)

    def placed(self, article: str, language: str) -> str:
        """Where in this version an article stands: ``121第一款``, ``art. 121 para. 1``.

        Releases that were stored before parts had English names are cited as they were.
        """
        if language != "en":
            return article
        recorded = self.article(article)
        return (recorded and recorded.english) or english_place(article) or article

    def named(self, language: str) -> str:
        """This version by its title: ``《…条例》（2018）``."""
        if language == "en":
            return self.title.en
        dated = self.kind != "policy" and self.version not in self.title.zh
        return f"《{self.title.zh}{f'（{self.version}）' if dated else ''}》"

    def article(self, number: str) -> Article | None:
        """The article of that number, if it is recorded."""
        return next((article for article in self.articles if article.article == number), None)

    def in_force_on(self, day: PartialDate) -> Truth:
        """Whether it was in force on that day; unknown where its dates or the day leave it open."""
        started = ~day.before(self.effective) if self.effective else Truth.UNKNOWN
        not_over = ~self.ended.before(day) if self.ended else Truth.TRUE
        return conjunction((started, not_over))


@dataclass(frozen=True)
class Citation:
    """An article of a source."""

    source: str
    article: str


def versions(sources: Iterable[Source], instrument: str) -> tuple[Source, ...]:
    """The versions of an instrument, oldest first. One whose first day is not known comes before the others."""
    found = (source for source in sources if source.instrument == instrument)
    return tuple(sorted(found, key=_age))


def version_at(sources: Iterable[Source], instrument: str, day: PartialDate) -> Source | None:
    """The version that was in force on a day.

    None where none is on record for that day, and also where it is not known which one it was: the day may be a month in
    which one version gave way to the next.
    """
    of_instrument = versions(sources, instrument)
    return next((source for source in of_instrument if source.in_force_on(day) is Truth.TRUE), None)


def _age(source: Source) -> tuple[date, date]:
    first = source.effective.earliest if source.effective else date.min
    last = source.ended.latest if source.ended else date.max
    return first, last
