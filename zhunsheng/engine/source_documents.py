"""How sources are written, and reading them: one file a version, named for its id, in ``rulesets/sources/``.

Dates may be partial (``2016-12``). Whoever records a version has to say since when it is in force, if only ``from: unknown``: a
version that is silently in force since always would apply to acts before it existed. ``to: null`` says that no end is on record.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import Problem, RulesetError, Span
from zhunsheng.engine.sources import Article, Confidence, Source, SourceKind
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.loading import Key, TextDocument

#: What ``from`` says where the first day in force is not known.
UNKNOWN = "unknown"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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
        return None if value is None else _date(value)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _ordered(self.start, self.to)
        return self


class _InForceDocument(_Strict):
    start: Annotated[str, Field(alias="from")]
    to: str | None

    @field_validator("start")
    @classmethod
    def _known_or_said_not_to_be(cls, value: str) -> str:
        return value if value == UNKNOWN else _date(value)

    @field_validator("to")
    @classmethod
    def _dates(cls, value: str | None) -> str | None:
        return None if value is None else _date(value)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _ordered(None if self.start == UNKNOWN else self.start, self.to)
        return self


def _date(value: str) -> str:
    PartialDate.parse(value)
    return value


def _ordered(start: str | None, to: str | None) -> None:
    if start and to and PartialDate.parse(to).before(PartialDate.parse(start)) is Truth.TRUE:
        raise ValueError(f"a period cannot end on {to} and begin on {start}")


_Day = Annotated[str, AfterValidator(_date)]


class _ArticleDocument(_Strict):
    article: str
    english: str | None = None
    topic: str
    summary: str
    confidence: Confidence
    who: str | None = None
    conduct: str | None = None
    intent: str | None = None
    result: str | None = None
    consequence: str | None = None
    note: str | None = None


class _SourceDocument(_Strict):
    id: str
    instrument: Key
    title: TextDocument
    issuer: str
    version: str
    kind: SourceKind
    number: str | None = None
    adopted: _Day | None = None
    issued: _Day | None = None
    in_force: _InForceDocument
    confidence: Confidence
    note: str | None = None
    articles: tuple[_ArticleDocument, ...]


def load_sources(folder: Path, shown_as: str = "rulesets/sources") -> tuple[Source, ...]:
    """Reads every source of a ruleset, sorted by id.

    Raises:
        InputError: a file is malformed, is not named for its id, or has an article twice.
    """
    return tuple(_load(path, f"{shown_as}/{path.name}") for path in sorted(folder.glob("*.yaml")))


def _load(path: Path, shown_as: str) -> Source:
    read = validated(_SourceDocument, read_file(path, shown_as))
    numbers = [article.article for article in read.articles]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if read.id != path.stem or twice:
        what = (
            f"the articles {twice} stand here twice"
            if twice
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
        read.instrument,
        read.title.text(),
        read.issuer,
        read.version,
        read.kind,
        read.number,
        _day(read.adopted),
        _day(read.issued),
        _day(None if read.in_force.start == UNKNOWN else read.in_force.start),
        _day(read.in_force.to),
        read.confidence,
        read.note,
        tuple(Article(**article.model_dump()) for article in read.articles),
    )


def _day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
