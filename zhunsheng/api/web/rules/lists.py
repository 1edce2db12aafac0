"""The rule book as lists: by layer, by instrument, and by article."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query

from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.rules.addresses import to_layer, to_source
from zhunsheng.api.web.rules.book import RuleBook, TheRuleBook
from zhunsheng.api.web.rules.refusing import not_found
from zhunsheng.api.web.rules.shown import RuleLine, Shown, rule_lines
from zhunsheng.api.web.rules.versions_shown import InstrumentShown, instrument_shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.rules import Level
from zhunsheng.engine.rulebook.versions import instruments, source_of, sources_in_order
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

#: So many rules stand on a page: with fewer it takes many pages to read a layer, with more a page is too large.
RULES_ON_A_PAGE = 80


class CountedSource(Shown):
    """A version of an instrument, and how many rules of something are of it."""

    id: str
    name: str
    href: str
    rules: int


class LayerShown(Shown):
    """A layer in the order in which they are applied.

    Attributes:
        level: What its rules are evaluated for, once each.
        kinds: By kind of what is concluded, how many rules.
        sources: The versions that its rules are of, the most rules first.
    """

    key: str
    name: str
    href: str
    level: Level
    rules: int
    kinds: dict[str, int]
    sources: tuple[CountedSource, ...]


class RulesShown(Shown):
    """The book by layer."""

    rules: int
    facts: int
    sources: int
    articles: int
    layers: tuple[LayerShown, ...]


class LayerRulesShown(Shown):
    """The rules of a layer, page by page, in the order of the versions that they are of.

    Attributes:
        number: Of this page, from 1.
        first, last: Places of the first and the last rule on it.
        previous, next: Addresses of the pages before and after it.
    """

    layer: LayerShown
    number: int
    pages: int
    first: int
    last: int
    previous: str | None
    next: str | None
    rules: tuple[RuleLine, ...]


class BySourceShown(Shown):
    """The book by instrument; only those of which there are rules."""

    rules: int
    instruments: tuple[InstrumentShown, ...]


@page(router, "/rules", needs=Operation.READ_RULES)
def by_layer(book: TheRuleBook, language: TheLanguage) -> Page:
    """The book by layer."""
    release = book.release
    return Page(
        "rules/by_layer.html",
        RulesShown(
            rules=len(release.rules),
            facts=sum(1 for _ in release.vocabulary.all_facts()),
            sources=len(release.sources),
            articles=sum(len(source.articles) for source in release.sources.values()),
            layers=tuple(_layer(key, book, language) for key in release.layers),
        ),
    )


@page(router, "/rules/layers/{layer}", needs=Operation.READ_RULES)
def of_layer(
    layer: str,
    book: TheRuleBook,
    language: TheLanguage,
    number: Annotated[int, Query(alias="page", ge=1, le=1000)] = 1,
) -> Page:
    """The rules of a layer."""
    if layer not in book.release.layers:
        raise not_found("layer", layer, book.release.layers, language)
    order = {source.id: place for place, source in enumerate(sources_in_order(book.release))}
    rules = sorted(
        (rule for rule in book.readers.in_order if rule.layer == layer),
        key=lambda rule: (order[source_of(rule, book.release).id], rule.id),
    )
    pages = max(-(-len(rules) // RULES_ON_A_PAGE), 1)
    shown = min(number, pages)
    start = (shown - 1) * RULES_ON_A_PAGE
    on_page = rules[start : start + RULES_ON_A_PAGE]
    return Page(
        "rules/of_layer.html",
        LayerRulesShown(
            layer=_layer(layer, book, language),
            number=shown,
            pages=pages,
            first=start + 1 if rules else 0,
            last=start + len(on_page),
            previous=f"{to_layer(layer)}?page={shown - 1}" if shown > 1 else None,
            next=f"{to_layer(layer)}?page={shown + 1}" if shown < pages else None,
            rules=rule_lines(on_page, book.release, language),
        ),
    )


@page(router, "/rules/by-source", needs=Operation.READ_RULES)
def by_source(book: TheRuleBook, language: TheLanguage) -> Page:
    """The book by instrument."""
    shown = (instrument_shown(key, book, language) for key in instruments(book.release))
    found = tuple(instrument for instrument in shown if instrument.rules)
    return Page("rules/by_source.html", BySourceShown(rules=len(book.release.rules), instruments=found))


def _layer(key: str, book: RuleBook, language: Language) -> LayerShown:
    release = book.release
    layer = release.layers[key]
    rules = [rule for rule in book.readers.in_order if rule.layer == key]
    of_sources = Counter(source_of(rule, release).id for rule in rules)
    return LayerShown(
        key=key,
        name=layer.name.get(language),
        href=to_layer(key),
        level=layer.level,
        rules=len(rules),
        kinds=dict(Counter(rule.kind for rule in rules).most_common()),
        sources=tuple(
            CountedSource(id=id, name=release.sources[id].named(language), href=to_source(id), rules=number)
            for id, number in of_sources.most_common()
        ),
    )
