"""The rules, as a list to find them in and one by one to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.parameters import Asked, AskedForRules
from zhunsheng.api.premises import Premise, premise
from zhunsheng.api.problems import ProblemItem, Refusal, about_parameter, documented
from zhunsheng.api.state import TheRelease
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.clocks import describe_due
from zhunsheng.engine.explain.trace import shown_ranges
from zhunsheng.engine.language.conditions import LawDateTest
from zhunsheng.engine.language.rules import Level, Rule
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.problems import nearest
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Cite, CiteRef, MeasureRange

router = APIRouter(tags=["rules"])


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class Named(_Answer):
    """A key with its name in the language asked for."""

    key: str
    name: str


class Concluded(Named):
    """What a rule concludes."""

    kind: str


class InForce(_Answer):
    """The period in which a rule holds; both days belong to it, and null is open."""

    clock: Annotated[
        Clock,
        Field(
            description="Whose law is asked for: applied to the act; of its own day; of the general part; of the decision"
        ),
    ]
    start: Annotated[date | None, Field(alias="from")]
    to: date | None


class RuleEntry(_Answer):
    """A rule in a list."""

    id: Annotated[str, Field(examples=["shanxi.complacency"])]
    title: str
    layer: Named
    level: Annotated[Level, Field(description="What it is evaluated for, once each")]
    concludes: Concluded
    cites: tuple[CiteRef, ...]
    in_force: InForce | None
    overrides: Annotated[tuple[str, ...], Field(description="Rules that do not apply where this one does")]
    table: Annotated[str | None, Field(description="The decision table that it is a row of")]


class RulesAnswer(_Answer):
    """The rules that were asked for, in the order in which layers are applied."""

    release: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", description="Digest of the ruleset")]
    rules: tuple[RuleEntry, ...]


class Place(_Answer):
    """Where a rule is written."""

    file: str
    line: int


class RuleAnswer(_Answer):
    """A whole rule: applies = premise, and none of the rules that override it applies."""

    id: str
    title: str
    layer: Named
    level: Level
    concludes: Concluded
    cites: tuple[Cite, ...]
    in_force: InForce | None
    premise: Premise
    ranges: Annotated[tuple[MeasureRange, ...], Field(description="The measures that it opens")]
    clock: Annotated[str | None, Field(description="Until when the duty is to be done, in words")]
    concerns: Annotated[tuple[MeasureRange, ...], Field(description="The measures that the duty is about")]
    overrides: tuple[str, ...]
    overridden_by: tuple[str, ...]
    note: str | None
    table: str | None
    place: Place


@router.get("/v1/rules", summary="规则目录 · List the rules", responses=documented(422))
def list_rules(release: TheRelease, asked: AskedForRules) -> RulesAnswer:
    """全部规则，可按层次或所引文件筛选。All rules, or those of a layer or of a source."""
    _refuse_unknown("layer", asked.layer, release.layers)
    _refuse_unknown("source", asked.source, release.sources)
    order = list(release.layers)
    rules = [
        rule
        for rule in release.rules.values()
        if asked.layer in (None, rule.layer) and (asked.source is None or _cites(rule, asked.source))
    ]
    rules.sort(key=lambda rule: (order.index(rule.layer), rule.id))
    return RulesAnswer(
        release=release.digest, rules=tuple(_entry(rule, release, asked.lang) for rule in rules)
    )


@router.get("/v1/rules/{rule_id}", summary="一条规则 · One rule", responses=documented(404, 422))
def one_rule(rule_id: str, release: TheRelease, asked: Asked) -> RuleAnswer:
    """一条规则的条件（逐项写成文字）、依据、幅度和例外。A rule's premise in words, its grounds, range and exceptions."""
    rule = release.rules.get(rule_id)
    if rule is None:
        raise Refusal(
            [
                ProblemItem(
                    code="unknown_rule",
                    pointer=None,
                    parameter="rule_id",
                    detail=f"there is no rule '{rule_id[:80]}'",
                    help="GET /v1/rules lists every rule.",
                    did_you_mean=nearest(rule_id[:80], release.rules),
                )
            ]
        )
    return _whole(rule, release, asked.lang)


def _refuse_unknown(name: str, given: str | None, known: Mapping[str, object]) -> None:
    words = list(known)
    if given is not None and given not in words:
        raise Refusal(
            [
                about_parameter(
                    "unknown_value",
                    name,
                    f"'{given[:80]}' is not one of {', '.join(words)}",
                    help="Use one of the listed values.",
                    did_you_mean=nearest(given[:80], words),
                )
            ]
        )


def _cites(rule: Rule, source: str) -> bool:
    return any(cite.source == source for cite in rule.cites)


def _layer(rule: Rule, release: Release, language: Language) -> Named:
    return Named(key=rule.layer, name=release.layers[rule.layer].name.get(language))


def _concluded(rule: Rule, release: Release, language: Language) -> Concluded:
    return Concluded(
        key=rule.conclusion,
        name=release.vocabulary.conclusion(rule.conclusion).name.get(language),
        kind=rule.kind,
    )


def _in_force(test: LawDateTest | None) -> InForce | None:
    return InForce(clock=test.clock, start=test.start, to=test.end) if test else None


def _entry(rule: Rule, release: Release, language: Language) -> RuleEntry:
    return RuleEntry(
        id=rule.id,
        title=rule.title.get(language),
        layer=_layer(rule, release, language),
        level=rule.level,
        concludes=_concluded(rule, release, language),
        cites=tuple(CiteRef(source=cite.source, article=cite.article) for cite in rule.cites),
        in_force=_in_force(rule.in_force),
        overrides=rule.overrides,
        table=rule.table,
    )


def _whole(rule: Rule, release: Release, language: Language) -> RuleAnswer:
    return RuleAnswer(
        id=rule.id,
        title=rule.title.get(language),
        layer=_layer(rule, release, language),
        level=rule.level,
        concludes=_concluded(rule, release, language),
        cites=tuple(_articles(rule, release, language)),
        in_force=_in_force(rule.in_force),
        premise=premise(rule.premise, release.vocabulary, language),
        ranges=shown_ranges(rule.ranges, release.scale),
        clock=describe_due(rule.due, release.vocabulary, language) if rule.due else None,
        concerns=shown_ranges(rule.concerns, release.scale),
        overrides=rule.overrides,
        overridden_by=tuple(other.id for other in release.rules.values() if rule.id in other.overrides),
        note=rule.note.get(language) if rule.note else None,
        table=rule.table,
        place=Place(file=rule.span.file, line=rule.span.line),
    )


def _articles(rule: Rule, release: Release, language: Language) -> list[Cite]:
    found = []
    for cite in rule.cites:
        source = release.sources[cite.source]
        article = source.article(cite.article)
        if article is not None:  # always; the release was checked
            found.append(
                Cite(
                    source=source.id,
                    article=article.article,
                    title=source.title.get(language),
                    summary=article.summary,
                    confidence=article.confidence,
                )
            )
    return found
