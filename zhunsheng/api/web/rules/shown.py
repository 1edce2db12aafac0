"""What the pages of the rule book show again and again: a rule in one line, an article, a range of measures, a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.rules.addresses import to_article, to_conclusion, to_fact, to_rule
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.spoken_conditions import law_clause
from zhunsheng.engine.language.conditions import LawDateTest
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Range
from zhunsheng.engine.sources import Article, Citation, Confidence, Source
from zhunsheng.engine.vocabulary.facts import FactRef


class Shown(BaseModel):
    """A part of a page and of its twin; it does not change."""

    model_config = ConfigDict(frozen=True)


class Link(Shown):
    """A key with its name in the language of the page, and where it leads."""

    key: str
    name: str
    href: str


class InForceShown(Shown):
    """The period in which a rule holds; both days belong to it, and null is open.

    Attributes:
        text: The period as a clause that says whose law is asked for.
    """

    clock: Clock
    start: date | None
    end: date | None
    text: str


class RuleLine(Shown):
    """A rule in a list."""

    id: str
    title: str
    href: str
    layer: str
    kind: str
    concludes: str
    cites: tuple[Link, ...]
    in_force: InForceShown | None


class ArticleShown(Shown):
    """An article in our own words.

    Attributes:
        placed: Where in its instrument it stands, in the language of the page.
        cited: As people cite it.
        who, conduct, intent, result, consequence: As far as the article says so.
    """

    source: str
    article: str
    placed: str
    cited: str
    href: str
    topic: str
    summary: str
    confidence: Confidence
    who: str | None
    conduct: str | None
    intent: str | None
    result: str | None
    consequence: str | None
    note: str | None


class RangeShown(Shown):
    """From a measure to a measure on one track, with the forms that they are of; null starts at none."""

    track: str
    lowest: str | None
    highest: str
    lowest_form: int | None
    highest_form: int | None


class FactLine(Shown):
    """A fact in a list."""

    key: str
    entity: str
    name: str
    href: str
    type: Literal["bool", "enum", "ordered", "set", "int", "date"]
    judgement: bool
    question: str


def rule_line(rule: Rule, release: Release, language: Language) -> RuleLine:
    """A rule in one line."""
    return RuleLine(
        id=rule.id,
        title=rule.title.get(language),
        href=to_rule(rule.id),
        layer=release.layers[rule.layer].name.get(language),
        kind=rule.kind,
        concludes=release.vocabulary.conclusion(rule.conclusion).name.get(language),
        cites=tuple(cite_link(cite, release, language) for cite in rule.cites),
        in_force=in_force_shown(rule.in_force, language),
    )


def rule_lines(rules: Iterable[Rule], release: Release, language: Language) -> tuple[RuleLine, ...]:
    """Rules, each in one line."""
    return tuple(rule_line(rule, release, language) for rule in rules)


def cite_link(cite: Citation, release: Release, language: Language) -> Link:
    """An article as people cite it, leading to its page."""
    return Link(
        key=f"{cite.source}/{cite.article}",
        name=release.sources[cite.source].cited_as(cite.article, language),
        href=to_article(cite.source, cite.article),
    )


def in_force_shown(test: LawDateTest | None, language: Language) -> InForceShown | None:
    """The period of a rule; None where it sets none."""
    if test is None:
        return None
    return InForceShown(clock=test.clock, start=test.start, end=test.end, text=law_clause(test, language))


def article_shown(source: Source, article: Article, language: Language) -> ArticleShown:
    """An article in our own words."""
    return ArticleShown(
        source=source.id,
        article=article.article,
        placed=source.placed(article.article, language),
        cited=source.cited_as(article.article, language),
        href=to_article(source.id, article.article),
        topic=article.topic,
        summary=article.summary,
        confidence=article.confidence,
        who=article.who,
        conduct=article.conduct,
        intent=article.intent,
        result=article.result,
        consequence=article.consequence,
        note=article.note,
    )


def ranges_shown(ranges: Iterable[Range], release: Release, language: Language) -> tuple[RangeShown, ...]:
    """Ranges of measures by their names."""
    found = []
    for item in ranges:
        track = release.scale.track(item.track)
        low = track.steps[item.low - 1] if item.low else None
        high = track.steps[item.high - 1]
        found.append(
            RangeShown(
                track=track.name.get(language),
                lowest=low.name.get(language) if low else None,
                highest=high.name.get(language),
                lowest_form=low.form if low else None,
                highest_form=high.form,
            )
        )
    return tuple(found)


def fact_line(ref: FactRef, release: Release, language: Language) -> FactLine:
    """A fact in one line."""
    fact = release.vocabulary.fact(ref)
    return FactLine(
        key=str(ref),
        entity=release.vocabulary.entity(ref.entity).name.get(language),
        name=fact.name.get(language),
        href=to_fact(ref),
        type=fact.type.value,
        judgement=fact.judgement,
        question=fact.question.get(language),
    )


def conclusion_link(key: str, release: Release, language: Language) -> Link:
    """A conclusion, leading to who draws and who reads it."""
    name = release.vocabulary.conclusion(key).name.get(language)
    return Link(key=key, name=name, href=to_conclusion(key))
