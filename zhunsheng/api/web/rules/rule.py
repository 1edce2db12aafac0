"""One rule: what it says in words, in its own text and as a picture, what it hangs on, and where it was decisive."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import Field

from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.rules.addresses import to_layer
from zhunsheng.api.web.rules.book import RuleBook, TheRuleBook
from zhunsheng.api.web.rules.decided import DecidedShown, Recorded, TheRecorded, decided_shown
from zhunsheng.api.web.rules.moves_shown import MoveShown, moves_shown
from zhunsheng.api.web.rules.refusing import not_found
from zhunsheng.api.web.rules.rule_uses import PairShown, UsesShown, pair_shown, uses_shown
from zhunsheng.api.web.rules.rule_versions import RuleVersion, timeline_of, versions_shown
from zhunsheng.api.web.rules.shown import (
    ArticleShown,
    FactLine,
    InForceShown,
    Link,
    RangeShown,
    RuleLine,
    Shown,
    article_shown,
    conclusion_link,
    fact_line,
    in_force_shown,
    ranges_shown,
    rule_lines,
)
from zhunsheng.api.web.rules.table_shown import TableShown, table_shown
from zhunsheng.api.web.rules.tree_shown import NodeShown, node_shown, picture_of
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.clocks import describe_due
from zhunsheng.engine.language.rules import Level, Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.premise_tree import premise_tree
from zhunsheng.engine.rulebook.readers import conclusions_read, facts_read
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

#: So many of the rules that read a conclusion are listed; how many there are is said, and the page of the conclusion has more.
READERS = 20


class WrittenShown(Shown):
    """A rule, or its decision table, as it stands in its file."""

    file: str
    line: int
    text: str


class RuleShown(Shown):
    """A rule.

    Attributes:
        layer: The step of the fixed order in which it is applied; `level` is what it is evaluated for, once each.
        detail: What its conclusion asks people to read or do.
        premise: What it hangs on, its exceptions included.
        picture, timeline: The premise and the versions as SVG; the twin leaves them out, since it has what they are drawn from.
        may_spare, must_spare: Tracks on which nothing need, or nothing may follow where it applies.
        overridden_by: Where one of these applies, it does not; `overrides` are those that do not where it does.
        reading: How many rules read its conclusion, of which the first are in `read_by`.
        moves: What the scale does where its conclusion holds.
        state: ``under_way`` while the scenarios are being judged, soon after the service has started; until then there are no
            uses, and of what is decided only the records are counted.
    """

    id: str
    state: Literal["ready", "under_way"]
    title: str
    kind: str
    layer: Link
    level: Level
    concludes: Link
    detail: str | None
    articles: tuple[ArticleShown, ...]
    in_force: InForceShown | None
    premise: NodeShown
    picture: str = Field(exclude=True)
    ranges: tuple[RangeShown, ...]
    may_spare: tuple[str, ...]
    must_spare: tuple[str, ...]
    due: str | None
    concerns: tuple[RangeShown, ...]
    note: str | None
    overridden_by: tuple[RuleLine, ...]
    overrides: tuple[RuleLine, ...]
    facts: tuple[FactLine, ...]
    conclusions: tuple[Link, ...]
    reading: int
    read_by: tuple[RuleLine, ...]
    moves: tuple[MoveShown, ...]
    table: TableShown | None
    versions: tuple[RuleVersion, ...]
    timeline: str = Field(exclude=True)
    pair: PairShown | None
    uses: UsesShown | None
    decided: DecidedShown
    written: WrittenShown


@page(router, "/rules/{rule_id}", needs=Operation.READ_RULES)
def one_rule(rule_id: str, book: TheRuleBook, recorded: TheRecorded, language: TheLanguage) -> Page:
    """One rule."""
    rule = book.release.rules.get(rule_id)
    if rule is None:
        raise not_found("rule_id", rule_id, book.release.rules, language)
    return Page("rules/rule.html", rule_shown(rule, book, recorded, language))


def rule_shown(rule: Rule, book: RuleBook, recorded: Recorded, language: Language) -> RuleShown:
    """All that there is to say of a rule."""
    release, readers = book.release, book.readers
    tree = premise_tree(rule, release, readers, language)
    conclusion = release.vocabulary.conclusion(rule.conclusion)
    reading = readers.of_conclusion(rule.conclusion)
    written = book.written.rules[rule.id]
    title = rule.title.get(language)
    uses = book.uses.now()
    return RuleShown(
        id=rule.id,
        state="ready" if uses else "under_way",
        title=title,
        kind=rule.kind,
        layer=Link(
            key=rule.layer, name=release.layers[rule.layer].name.get(language), href=to_layer(rule.layer)
        ),
        level=rule.level,
        concludes=conclusion_link(rule.conclusion, release, language),
        detail=conclusion.detail.get(language) if conclusion.detail else None,
        articles=_articles(rule, release, language),
        in_force=in_force_shown(rule.in_force, language),
        premise=node_shown(tree, release, language),
        picture=picture_of(tree, title, language),
        ranges=ranges_shown(rule.ranges, release, language),
        may_spare=_tracks(rule.may_spare, release, language),
        must_spare=_tracks(rule.must_spare, release, language),
        due=describe_due(rule.due, release.vocabulary, language) if rule.due else None,
        concerns=ranges_shown(rule.concerns, release, language),
        note=rule.note.get(language) if rule.note else None,
        overridden_by=rule_lines(readers.setting_aside(rule.id), release, language),
        overrides=rule_lines((release.rules[id] for id in rule.overrides), release, language),
        facts=tuple(fact_line(ref, release, language) for ref in facts_read(rule)),
        conclusions=tuple(conclusion_link(key, release, language) for key in conclusions_read(rule)),
        reading=len(reading),
        read_by=rule_lines(reading[:READERS], release, language),
        moves=moves_shown(readers.moves(rule.conclusion), release, language),
        table=table_shown(rule, book, language),
        versions=versions_shown(rule, book, language),
        timeline=timeline_of(rule, release, language),
        pair=pair_shown(rule.id, book, language),
        uses=uses_shown(rule.id, uses, language) if uses else None,
        decided=decided_shown(rule.id, release, uses, recorded),
        written=WrittenShown(file=written.file, line=written.first_line, text=written.text),
    )


def _articles(rule: Rule, release: Release, language: Language) -> tuple[ArticleShown, ...]:
    found = ((release.sources[cite.source], cite.article) for cite in rule.cites)
    return tuple(
        article_shown(source, article, language)
        for source, number in found
        if (article := source.article(number))  # always; the release was checked
    )


def _tracks(tracks: tuple[str, ...], release: Release, language: Language) -> tuple[str, ...]:
    return tuple(release.scale.track(track).name.get(language) for track in tracks)
