"""What is searched: of each rule, fact and article the texts in which somebody may remember it, and how much each tells.

A title tells more than a condition, and a condition more than the summary of an article that ten rules cite. Both languages are
searched whichever page is open, since the law is Chinese and the question may not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.explain.passages import Passage
from zhunsheng.engine.explain.rule_sentences import RuleSentences
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.readers import own_condition
from zhunsheng.engine.sources import Article, Citation, Source
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, Text

SearchKind: TypeAlias = Literal["rule", "fact", "article"]
Place: TypeAlias = Literal[
    "title",
    "id",
    "conclusion",
    "article",
    "condition",
    "measures",
    "topic",
    "summary",
    "question",
    "values",
    "note",
]

_Language: TypeAlias = Literal["zh", "en"]

#: How much a word tells that stands in a place, by the place.
WEIGHTS: Mapping[Place, float] = {
    "title": 10.0,
    "id": 9.0,
    "conclusion": 8.0,
    "article": 8.0,
    "topic": 5.0,
    "question": 5.0,
    "condition": 4.0,
    "values": 4.0,
    "measures": 3.0,
    "summary": 2.5,
    "note": 1.5,
}

#: A notice speaks of the same words as the rule that it warns of, and comes after it.
_NOTICES = 0.8


@dataclass(frozen=True)
class Searched:
    """A text in which a word may be found."""

    place: Place
    text: str
    language: _Language


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    Attributes:
        key: The id of a rule, ``entity.fact``, or ``source/article``.
        weight: What a place tells is multiplied by this: less for what merely asks people to think of something.
    """

    kind: SearchKind
    key: str
    texts: tuple[Searched, ...]
    weight: float = 1.0


def entries(release: Release) -> tuple[Entry, ...]:
    """Everything that can be found in a release."""
    languages: tuple[_Language, ...] = ("zh", "en")
    sentences = {language: RuleSentences(release, language) for language in languages}
    return (
        *(_of_rule(rule, release, sentences) for rule in release.rules.values()),
        *(_of_fact(ref, fact) for ref, fact in release.vocabulary.all_facts()),
        *(_of_article(source, article) for source in release.sources.values() for article in source.articles),
    )


def article_key(cite: Citation) -> str:
    """The key of an article."""
    return f"{cite.source}/{cite.article}"


def _of_rule(rule: Rule, release: Release, sentences: Mapping[_Language, RuleSentences]) -> Entry:
    found: list[Searched] = [
        Searched("id", rule.id, "en"),
        *_both("title", rule.title),
        *_both("conclusion", release.vocabulary.conclusion(rule.conclusion).name),
    ]
    for cite in rule.cites:
        source = release.sources[cite.source]
        found.extend(_cited(source, cite.article))
        if article := source.article(cite.article):
            found.extend(_said(article))
    for language, of in sentences.items():
        found.append(Searched("condition", " ".join(_words([of.condition(own_condition(rule))])), language))
        if rule.ranges:
            found.append(Searched("measures", _measures(rule, release, language), language))
    if rule.note:
        found.extend(_both("note", rule.note))
    return Entry("rule", rule.id, tuple(found), _NOTICES if rule.kind == "notice" else 1.0)


def _of_fact(ref: FactRef, fact: Fact) -> Entry:
    values = [value.name for value in fact.values]
    found = [
        Searched("id", str(ref), "en"),
        *_both("title", fact.name),
        *_both("question", fact.question),
        *_both("note", fact.evidence),
    ]
    if values:
        found.append(Searched("values", "、".join(value.zh for value in values), "zh"))
        found.append(Searched("values", ", ".join(value.en for value in values), "en"))
    return Entry("fact", str(ref), tuple(found))


def _of_article(source: Source, article: Article) -> Entry:
    texts = (*_cited(source, article.article), *_said(article))
    return Entry("article", article_key(Citation(source.id, article.article)), texts)


def _cited(source: Source, article: str) -> Iterator[Searched]:
    yield Searched("article", source.cited_as(article, "zh"), "zh")
    yield Searched("article", source.cited_as(article, "en"), "en")


def _said(article: Article) -> Iterator[Searched]:
    yield Searched("topic", article.topic, "zh")
    more = (
        article.summary,
        article.who,
        article.conduct,
        article.intent,
        article.result,
        article.consequence,
    )
    yield Searched("summary", " ".join(text for text in more if text), "zh")


def _both(place: Place, text: Text) -> Iterator[Searched]:
    yield Searched(place, text.zh, "zh")
    yield Searched(place, text.en, "en")


def _words(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        yield passage.text
        yield from _words(passage.parts)


def _measures(rule: Rule, release: Release, language: str) -> str:
    """The measures at both ends of its ranges, with their tracks."""
    names = []
    for item in rule.ranges:
        track = release.scale.track(item.track)
        ends = [track.steps[number - 1].name.get(language) for number in (item.low, item.high) if number]
        names.extend([track.name.get(language), *ends])
    return " ".join(dict.fromkeys(names))
