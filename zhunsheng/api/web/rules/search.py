"""Search in the rule book: rules first, then facts and articles, each with the places where something was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query

from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.rules.addresses import to_article
from zhunsheng.api.web.rules.book import RuleBook, TheRuleBook
from zhunsheng.api.web.rules.shown import FactLine, RuleLine, Shown, fact_line, rule_line
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.rulebook.queries import LONGEST
from zhunsheng.engine.rulebook.search import Excerpt, Hit
from zhunsheng.engine.rulebook.searchable import Place
from zhunsheng.engine.vocabulary.facts import FactRef
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

#: So many rules, facts and articles are shown; how many there are is said.
SHOWN_RULES, SHOWN_OTHERS = 40, 12
#: And so many places of each.
PLACES = 3


class ExcerptShown(Shown):
    """Where something was found: the words, and some of the text around them, in the language of that text."""

    place: Place
    language: str
    before: str
    found: str
    after: str


class FoundRule(Shown):
    """A rule that was found."""

    rule: RuleLine
    excerpts: tuple[ExcerptShown, ...]


class FoundFact(Shown):
    """A fact that was found."""

    fact: FactLine
    excerpts: tuple[ExcerptShown, ...]


class FoundArticle(Shown):
    """An article that was found."""

    cited: str
    href: str
    topic: str
    excerpts: tuple[ExcerptShown, ...]


class SearchShown(Shown):
    """What was asked for, and what was found.

    Attributes:
        terms: What was looked for; empty where nothing was asked.
        whole: Whether all of it was found as it was typed; else parts of it were.
    """

    query: str
    terms: tuple[str, ...]
    whole: bool
    number_of_rules: int
    rules: tuple[FoundRule, ...]
    number_of_facts: int
    facts: tuple[FoundFact, ...]
    number_of_articles: int
    articles: tuple[FoundArticle, ...]


@page(router, "/rules/search", needs=Operation.READ_RULES)
def search(book: TheRuleBook, language: TheLanguage, q: Annotated[str, Query()] = "") -> Page:
    """What a query finds."""
    query = q[:LONGEST].strip()
    found = book.index.find(query, language)
    rules, facts, articles = found.of("rule"), found.of("fact"), found.of("article")
    return Page(
        "rules/search.html",
        SearchShown(
            query=query,
            terms=found.terms,
            whole=found.whole,
            number_of_rules=len(rules),
            rules=tuple(_rule(hit, book, language) for hit in rules[:SHOWN_RULES]),
            number_of_facts=len(facts),
            facts=tuple(_fact(hit, book, language) for hit in facts[:SHOWN_OTHERS]),
            number_of_articles=len(articles),
            articles=tuple(_article(hit, book, language) for hit in articles[:SHOWN_OTHERS]),
        ),
    )


def _rule(hit: Hit, book: RuleBook, language: Language) -> FoundRule:
    line = rule_line(book.release.rules[hit.key], book.release, language)
    return FoundRule(rule=line, excerpts=_excerpts(hit.excerpts))


def _fact(hit: Hit, book: RuleBook, language: Language) -> FoundFact:
    ref = FactRef(*hit.key.split("."))
    return FoundFact(fact=fact_line(ref, book.release, language), excerpts=_excerpts(hit.excerpts))


def _article(hit: Hit, book: RuleBook, language: Language) -> FoundArticle:
    id, _, number = hit.key.partition("/")
    source = book.release.sources[id]
    article = source.article(number)
    return FoundArticle(
        cited=source.cited_as(number, language),
        href=to_article(id, number),
        topic=article.topic if article else "",
        excerpts=_excerpts(hit.excerpts),
    )


def _excerpts(excerpts: Iterable[Excerpt]) -> tuple[ExcerptShown, ...]:
    return tuple(
        ExcerptShown(place=of.place, language=of.language, before=of.before, found=of.found, after=of.after)
        for of in tuple(excerpts)[:PLACES]
    )
