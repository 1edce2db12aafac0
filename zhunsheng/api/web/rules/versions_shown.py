"""Versions of instruments as lists show them: what they are, since when and until when they are in force."""

from __future__ import annotations

from zhunsheng.api.web.rules.addresses import to_source
from zhunsheng.api.web.rules.book import RuleBook
from zhunsheng.api.web.rules.shown import Shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.rulebook.readers import Readers
from zhunsheng.engine.sources import Confidence, Source, SourceKind, versions


class VersionLine(Shown):
    """A version of an instrument. Days are as far as they are known (``2016-12``); null is not known, or without an end.

    Attributes:
        articles: How many are on record.
        rules: How many cite it.
    """

    id: str
    name: str
    href: str
    issuer: str
    kind: SourceKind
    number: str | None
    adopted: str | None
    issued: str | None
    effective: str | None
    ended: str | None
    confidence: Confidence
    note: str | None
    articles: int
    rules: int


class InstrumentShown(Shown):
    """An instrument with its versions, oldest first.

    Attributes:
        rules: How many cite any of them.
    """

    key: str
    title: str
    rules: int
    versions: tuple[VersionLine, ...]


def instrument_shown(key: str, book: RuleBook, language: Language) -> InstrumentShown:
    """An instrument with its versions."""
    found = versions(book.release.sources.values(), key)
    cited = {rule.id for source in found for rule in book.readers.citing_source(source.id)}
    return InstrumentShown(
        key=key,
        title=found[-1].title.get(language),
        rules=len(cited),
        versions=tuple(version_line(source, book.readers, language) for source in found),
    )


def version_line(source: Source, readers: Readers, language: Language) -> VersionLine:
    """A version in one line."""
    days = {
        name: day.text if day else None
        for name, day in (
            ("adopted", source.adopted),
            ("issued", source.issued),
            ("effective", source.effective),
            ("ended", source.ended),
        )
    }
    return VersionLine(
        id=source.id,
        name=source.named(language),
        href=to_source(source.id),
        issuer=source.issuer,
        kind=source.kind,
        number=source.number,
        confidence=source.confidence,
        note=source.note,
        articles=len(source.articles),
        rules=len(readers.citing_source(source.id)),
        **days,
    )
