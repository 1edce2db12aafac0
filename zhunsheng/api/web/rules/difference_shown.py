"""What differs between two releases, as a page shows it: the rules some at a time with both texts, everything else in lists."""

from __future__ import annotations

from zhunsheng.api.web.rules.addresses import to_rule
from zhunsheng.api.web.rules.scenario_changes import ScenarioChange, scenario_change
from zhunsheng.api.web.rules.shown import Shown
from zhunsheng.api.web.rules.side_by_side import LinePair, side_by_side
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.impact.ruleset_changes import Elsewhere, RulePart
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.release_difference import Presence, ReleaseDifference, RuleDifference

#: So many rules with both texts stand on a page.
RULES_ON_A_PAGE = 12
#: So many lines are listed of facts, articles and scenarios; how many there are is said.
LISTED = 60


class ChangedRule(Shown):
    """A rule that is not the same in both, with its text on both sides; `href` leads to it where the rules in use have it."""

    id: str
    title: str
    href: str | None
    presence: Presence
    parts: tuple[RulePart, ...]
    file: str
    lines: tuple[LinePair, ...]


class ChangedFact(Shown):
    """A fact that is not the same in both."""

    key: str
    name: str
    presence: Presence


class ChangedArticle(Shown):
    """An article that is not the same in both, or what is said of a version itself, where `article` is null."""

    source: str
    article: str | None
    name: str
    presence: Presence
    before: str | None
    after: str | None


class DifferenceShown(Shown):
    """What differs.

    Attributes:
        rewritten, added, removed: How many rules.
        ids: Of all of them, in order.
        number, pages: Which page of the rules this is, from 1, of how many; `previous` and `next` are addresses.
        elsewhere: What else differs: sources, scale, layers, vocabulary, contradictions.
        subjects: How many subjects of scenarios were compared.
        changed_subjects: For how many of them something else comes out, of which the first are in `scenarios`.
        unread, left_out: Scenarios that neither knows all words of, and subjects that only one can read.
    """

    same: bool
    rewritten: int
    added: int
    removed: int
    ids: tuple[str, ...]
    number: int
    pages: int
    previous: str | None
    next: str | None
    rules: tuple[ChangedRule, ...]
    number_of_facts: int
    facts: tuple[ChangedFact, ...]
    number_of_articles: int
    articles: tuple[ChangedArticle, ...]
    tables: tuple[str, ...]
    elsewhere: dict[Elsewhere, tuple[str, ...]]
    subjects: int
    changed_subjects: int
    scenarios: tuple[ScenarioChange, ...]
    unread: tuple[str, ...]
    left_out: int


def difference_shown(
    found: ReleaseDifference, in_use: Release, language: Language, address: str, number: int
) -> DifferenceShown:
    """What differs, with a page of the rules.

    Args:
        in_use: The release whose rules have pages.
        address: Of the page, to lead to the others.
        number: Which page of the rules, from 1; beyond the last it is the last.
    """
    pages = max(-(-len(found.rules) // RULES_ON_A_PAGE), 1)
    shown = min(number, pages)
    on_page = found.rules[(shown - 1) * RULES_ON_A_PAGE : shown * RULES_ON_A_PAGE]
    told = found.scenarios
    return DifferenceShown(
        same=found.before.digest == found.after.digest,
        rewritten=len(found.of("both")),
        added=len(found.of("only_after")),
        removed=len(found.of("only_before")),
        ids=tuple(rule.id for rule in found.rules),
        number=shown,
        pages=pages,
        previous=f"{address}?page={shown - 1}" if shown > 1 else None,
        next=f"{address}?page={shown + 1}" if shown < pages else None,
        rules=tuple(_rule(rule, in_use, language) for rule in on_page),
        number_of_facts=len(found.facts),
        facts=_facts(found, language),
        number_of_articles=len(found.articles),
        articles=_articles(found, language),
        tables=found.tables,
        elsewhere=dict(found.elsewhere),
        subjects=told.subjects,
        changed_subjects=len(told.changed),
        scenarios=tuple(scenario_change(of, found, language) for of in told.changed[:LISTED]),
        unread=told.unread,
        left_out=told.left_out,
    )


def _rule(rule: RuleDifference, in_use: Release, language: Language) -> ChangedRule:
    before, after = rule.text_before, rule.text_after
    written = after or before
    return ChangedRule(
        id=rule.id,
        title=rule.rule.title.get(language),
        href=to_rule(rule.id) if rule.id in in_use.rules else None,
        presence=rule.presence,
        parts=rule.parts,
        file=f"{written.file}:{written.first_line}" if written else "",
        lines=side_by_side(before.text if before else None, after.text if after else None),
    )


def _facts(found: ReleaseDifference, language: Language) -> tuple[ChangedFact, ...]:
    return tuple(
        ChangedFact(
            key=fact.key,
            name=known.name.get(language),
            presence="only_after" if fact.before is None else "only_before" if fact.after is None else "both",
        )
        for fact in found.facts[:LISTED]
        if (known := fact.after or fact.before)  # always: it is in one of them
    )


def _articles(found: ReleaseDifference, language: Language) -> tuple[ChangedArticle, ...]:
    return tuple(
        ChangedArticle(
            source=of.source.id,
            article=of.article,
            name=of.source.cited_as(of.article, language) if of.article else of.source.named(language),
            presence=of.presence,
            before=of.before.summary if of.before else None,
            after=of.after.summary if of.after else None,
        )
        for of in found.articles[:LISTED]
    )
