"""Two releases of the rulesets side by side: the rules with both texts, what else was changed, and the scenarios that tell.

What counts as a change is decided by what rules mean (`impact.ruleset_changes`): a comment or another order of files is none. The
scenarios are evaluated under both releases in one batch; what a release does not know of them is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.impact.ruleset_changes import Elsewhere, RulePart, RulesetChanges
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.scenario_differences import ScenarioDifferences, scenario_differences
from zhunsheng.engine.rulebook.written_rules import WrittenRule, WrittenRules
from zhunsheng.engine.scenarios import Scenario
from zhunsheng.engine.sources import Article, Source
from zhunsheng.engine.vocabulary.facts import Fact

#: In which of two releases something is.
Presence: TypeAlias = Literal["both", "only_before", "only_after"]


@dataclass(frozen=True)
class ReadRelease:
    """A release, and the text of its rules, which was read while its folder was there."""

    release: Release
    written: WrittenRules


@dataclass(frozen=True)
class RuleDifference:
    """A rule that is not the same in both.

    Attributes:
        parts: What of it is written differently; empty where only one of them has it.
    """

    id: str
    presence: Presence
    parts: tuple[RulePart, ...]
    before: Rule | None
    after: Rule | None
    text_before: WrittenRule | None
    text_after: WrittenRule | None

    @property
    def rule(self) -> Rule:
        """The later one where there is one."""
        rule = self.after or self.before
        if rule is None:
            raise ValueError(f"the rule {self.id} is in neither release")
        return rule


@dataclass(frozen=True)
class FactDifference:
    """A fact that is not the same in both, by ``entity.fact``."""

    key: str
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True)
class ArticleDifference:
    """An article, or the dates of a version, that are not the same in both.

    Attributes:
        article: Its number; None for the version itself (its dates, title, number).
    """

    source: Source
    article: str | None
    before: Article | None
    after: Article | None
    presence: Presence


@dataclass(frozen=True)
class ReleaseDifference:
    """What differs between two releases.

    Attributes:
        tables: Ids of the decision tables that are not the same in both.
        elsewhere: What else differs (`RulesetChanges.elsewhere`).
    """

    before: Release
    after: Release
    rules: tuple[RuleDifference, ...]
    facts: tuple[FactDifference, ...]
    articles: tuple[ArticleDifference, ...]
    tables: tuple[str, ...]
    elsewhere: Mapping[Elsewhere, tuple[str, ...]]
    scenarios: ScenarioDifferences

    def of(self, presence: Presence) -> tuple[RuleDifference, ...]:
        """The rules that are in both, or in one of them only."""
        return tuple(rule for rule in self.rules if rule.presence == presence)


def release_difference(
    before: ReadRelease, after: ReadRelease, scenarios: Iterable[Scenario]
) -> ReleaseDifference:
    """Compares two releases.

    Args:
        scenarios: In which outcomes are compared.
    """
    changes = RulesetChanges(before.release, after.release)
    return ReleaseDifference(
        before.release,
        after.release,
        tuple(_rules(changes, before.written, after.written)),
        tuple(_facts(before.release, after.release)),
        tuple(_articles(before.release, after.release)),
        _differing(before.written.tables, after.written.tables),
        changes.elsewhere,
        scenario_differences(before.release, after.release, scenarios),
    )


def _rules(changes: RulesetChanges, before: WrittenRules, after: WrittenRules) -> Iterator[RuleDifference]:
    touched = sorted({*changes.added, *changes.removed, *changes.rewritten})
    for id in touched:
        yield RuleDifference(
            id,
            _presence(id in changes.before.rules, id in changes.after.rules),
            changes.rewritten.get(id, ()),
            changes.before.rules.get(id),
            changes.after.rules.get(id),
            before.rules.get(id),
            after.rules.get(id),
        )


def _facts(before: Release, after: Release) -> Iterator[FactDifference]:
    old, new = ({str(ref): fact for ref, fact in of.vocabulary.all_facts()} for of in (before, after))
    for key in _differing(old, new):
        yield FactDifference(key, old.get(key), new.get(key))


def _articles(before: Release, after: Release) -> Iterator[ArticleDifference]:
    for id in _differing(before.sources, after.sources):
        old, new = before.sources.get(id), after.sources.get(id)
        source = new or old
        if source is None:
            continue
        if old is None or new is None or _itself(old) != _itself(new):
            yield ArticleDifference(source, None, None, None, _presence(old is not None, new is not None))
        known, now = ({of.article: of for of in side.articles} if side else {} for side in (old, new))
        for number in _differing(known, now):
            presence = _presence(number in known, number in now)
            yield ArticleDifference(source, number, known.get(number), now.get(number), presence)


def _itself(source: Source) -> tuple[object, ...]:
    """A version without its articles."""
    fields = source.__dataclass_fields__
    return tuple(getattr(source, name) for name in fields if name != "articles")


def _presence(before: bool, after: bool) -> Presence:
    return "both" if before and after else "only_before" if before else "only_after"


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(key for key in {*before, *after} if before.get(key) != after.get(key)))
