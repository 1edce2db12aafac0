"""Instruments: all versions with their days, one version with its articles, and one article with the rules that cite it."""

from __future__ import annotations

from fastapi import APIRouter

from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.rules.addresses import to_article
from zhunsheng.api.web.rules.book import RuleBook, TheRuleBook
from zhunsheng.api.web.rules.refusing import not_found
from zhunsheng.api.web.rules.shown import ArticleShown, Link, RuleLine, Shown, article_shown, rule_lines
from zhunsheng.api.web.rules.versions_shown import (
    InstrumentShown,
    VersionLine,
    instrument_shown,
    version_line,
)
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.rulebook.versions import instruments
from zhunsheng.engine.sources import Article, Citation, Source, versions
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)


class SourcesShown(Shown):
    """All instruments with their versions."""

    versions: int
    articles: int
    instruments: tuple[InstrumentShown, ...]


class ArticleLine(Shown):
    """An article in a list, with the rules that cite it."""

    article: str
    placed: str
    cited: str
    href: str
    topic: str
    rules: tuple[Link, ...]


class SourceShown(Shown):
    """A version of an instrument.

    Attributes:
        others: The other versions of the instrument, oldest first.
        articles: In the order in which they are on record.
    """

    version: VersionLine
    others: tuple[VersionLine, ...]
    articles: tuple[ArticleLine, ...]


class ArticlePage(Shown):
    """An article, and the rules that cite it.

    Attributes:
        previous, next: The articles before and after it that are on record.
    """

    version: VersionLine
    article: ArticleShown
    rules: tuple[RuleLine, ...]
    previous: Link | None
    next: Link | None


@page(router, "/sources", needs=Operation.READ_VOCABULARY)
def sources(book: TheRuleBook, language: TheLanguage) -> Page:
    """All instruments with their versions."""
    of = book.release.sources
    return Page(
        "rules/sources.html",
        SourcesShown(
            versions=len(of),
            articles=sum(len(source.articles) for source in of.values()),
            instruments=tuple(instrument_shown(key, book, language) for key in instruments(book.release)),
        ),
    )


@page(router, "/rules/sources/{source}", needs=Operation.READ_RULES)
def one_source(source: str, book: TheRuleBook, language: TheLanguage) -> Page:
    """A version of an instrument, article by article."""
    found = _source(source, book, language)
    others = versions(book.release.sources.values(), found.instrument)
    return Page(
        "rules/source.html",
        SourceShown(
            version=version_line(found, book.readers, language),
            others=tuple(version_line(other, book.readers, language) for other in others if other != found),
            articles=tuple(_line(found, article, book, language) for article in found.articles),
        ),
    )


@page(router, "/rules/sources/{source}/{article}", needs=Operation.READ_RULES)
def one_article(source: str, article: str, book: TheRuleBook, language: TheLanguage) -> Page:
    """An article in our own words."""
    of = _source(source, book, language)
    found = of.article(article)
    if found is None:
        raise not_found("article", article, [one.article for one in of.articles], language)
    place = of.articles.index(found)
    return Page(
        "rules/article.html",
        ArticlePage(
            version=version_line(of, book.readers, language),
            article=article_shown(of, found, language),
            rules=rule_lines(book.readers.citing(Citation(of.id, found.article)), book.release, language),
            previous=_link(of, of.articles[place - 1], language) if place else None,
            next=_link(of, of.articles[place + 1], language) if place + 1 < len(of.articles) else None,
        ),
    )


def _source(id: str, book: RuleBook, language: Language) -> Source:
    found = book.release.sources.get(id)
    if found is None:
        raise not_found("source", id, book.release.sources, language)
    return found


def _line(source: Source, article: Article, book: RuleBook, language: Language) -> ArticleLine:
    citing = book.readers.citing(Citation(source.id, article.article))
    return ArticleLine(
        article=article.article,
        placed=source.placed(article.article, language),
        cited=source.cited_as(article.article, language),
        href=to_article(source.id, article.article),
        topic=article.topic,
        rules=tuple(
            Link(key=rule.id, name=rule.title, href=rule.href)
            for rule in rule_lines(citing, book.release, language)
        ),
    )


def _link(source: Source, article: Article, language: Language) -> Link:
    return Link(
        key=article.article,
        name=source.placed(article.article, language),
        href=to_article(source.id, article.article),
    )
