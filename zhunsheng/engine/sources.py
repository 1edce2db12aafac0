"""The instruments that rules cite, with their versions, dates and articles.

Summaries are in our own words. Each article has a confidence: ``verified`` (the text was seen), ``partial`` (second hand or
in part), ``memory`` (not seen). A rule may rest on the first two; a ``memory`` entry may only make a notice that asks a
person to check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import Problem, RulesetError, Span
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.engine.vocabulary.loading import TextDocument

_NUMBERED = re.compile(r"(\d+(?:-\d+)?)(.*)\Z")

Confidence = Literal["verified", "partial", "memory"]
SourceKind = Literal["party_regulation", "state_law", "policy"]


@dataclass(frozen=True)
class Article:
    """One article of an instrument, as far as rules use it.

    Attributes:
        article: The article (and paragraph, item) as people cite it, such as ``121第一款``.
        summary: What it says, in our words.
        who: Whom it reaches, where the article says so.
        result: The result it requires.
        consequence: The range it sets, by grade of circumstances.
    """

    article: str
    topic: str
    summary: str
    confidence: Confidence
    who: str | None
    result: str | None
    consequence: str | None
    note: str | None


@dataclass(frozen=True)
class Source:
    """One version of an instrument.

    Attributes:
        kind: Party regulation, state law, or policy (which is no ground for a sanction by itself).
        effective: First day in force.
        ended: Last day in force; None while it is.
    """

    id: str
    title: Text
    issuer: str
    version: str
    kind: SourceKind
    effective: PartialDate
    ended: PartialDate | None
    confidence: Confidence
    articles: tuple[Article, ...]

    def cited_as(self, article: str, language: str) -> str:
        """An article of this version as people cite it: ``《…条例》（2018）第121条第一款``."""
        match = _NUMBERED.match(article)
        if language == "en":
            return f"{self.title.en}, art. {article}" if match else f"{self.title.en}, {article}"
        title = (
            self.title.zh
            if self.kind == "policy" or self.version in self.title.zh
            else f"{self.title.zh}（{self.version}）"
        )
        return f"《{title}》" + (f"第{match[1]}条{match[2]}" if match else article)

    def same_instrument(self, other: Source) -> bool:
        """Whether the two are versions of one instrument: they have one title."""
        return self.title.zh == other.title.zh

    def in_force_on(self, day: PartialDate) -> bool:
        """Whether this version is in force on a day, wherever in its interval the day lies."""
        return self.effective.latest <= day.earliest and (
            self.ended is None or day.latest <= self.ended.earliest
        )

    def article(self, number: str) -> Article | None:
        """The article of that number, if it is recorded."""
        return next((article for article in self.articles if article.article == number), None)


@dataclass(frozen=True)
class Citation:
    """An article of a source."""

    source: str
    article: str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ArticleDocument(_Strict):
    article: str
    topic: str
    summary: str
    confidence: Confidence
    who: str | None = None
    result: str | None = None
    consequence: str | None = None
    note: str | None = None


class PeriodDocument(_Strict):
    """A period of days as written; both ends belong to it."""

    start: str | None = None
    to: str | None = None

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: {"start": "from"}.get(name, name)
    )

    @field_validator("start", "to")
    @classmethod
    def _dates(cls, value: str | None) -> str | None:
        if value is not None:
            PartialDate.parse(value)
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (
            self.start
            and self.to
            and PartialDate.parse(self.to).before(PartialDate.parse(self.start)) is Truth.TRUE
        ):
            raise ValueError(f"a period cannot end on {self.to} and begin on {self.start}")
        return self


class _SourceDocument(_Strict):
    id: str
    title: TextDocument
    issuer: str
    version: str
    kind: SourceKind
    in_force: PeriodDocument
    confidence: Confidence
    number: str | None = None
    articles: tuple[_ArticleDocument, ...]


def load_sources(folder: Path, shown_as: str = "rulesets/sources") -> tuple[Source, ...]:
    """Reads every source of a ruleset, sorted by id.

    Raises:
        InputError: a file is malformed, is not named for its id, or has an article twice.
    """
    return tuple(_load(path, f"{shown_as}/{path.name}") for path in sorted(folder.glob("*.yaml")))


def _load(path: Path, shown_as: str) -> Source:
    document = read_file(path, shown_as)
    read = validated(_SourceDocument, document)
    numbers = [article.article for article in read.articles]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if read.id != path.stem or twice or read.in_force.start is None:
        what = (
            f"the articles {twice} stand here twice"
            if twice
            else "the first day in force is missing"
            if read.id == path.stem
            else f"the id '{read.id}' is not the name of the file"
        )
        raise RulesetError(
            [
                Problem(
                    "source",
                    what,
                    mend="One file a version, one entry an article, named alike.",
                    span=Span(shown_as, 1, 1),
                )
            ]
        )
    return Source(
        read.id,
        read.title.text(),
        read.issuer,
        read.version,
        read.kind,
        PartialDate.parse(read.in_force.start),
        PartialDate.parse(read.in_force.to) if read.in_force.to else None,
        read.confidence,
        tuple(Article(**article.model_dump()) for article in read.articles),
    )
