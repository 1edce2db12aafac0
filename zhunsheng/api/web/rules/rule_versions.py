"""The versions of a rule's instrument: as a table with what each says in the rule's place, and on a line of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhunsheng.api.web.rules.book import RuleBook
from zhunsheng.api.web.rules.shown import RuleLine, Shown, rule_line
from zhunsheng.api.web.rules.versions_shown import VersionLine, version_line
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.timeline import Bar, timeline
from zhunsheng.engine.rulebook.versions import Likeness, Version, rule_versions
from zhunsheng.engine.vocabulary.facts import Text

_TITLE = Text("{title}：历次版本", "{title}: its versions")


class CounterpartShown(Shown):
    """A rule of another version that stands in the place of this one."""

    rule: RuleLine
    likeness: Likeness


class RuleVersion(Shown):
    """A version of the instrument.

    Attributes:
        own: Whether the rule is of this one.
        counterparts: What it says in place of the rule.
    """

    version: VersionLine
    own: bool
    counterparts: tuple[CounterpartShown, ...]


def versions_shown(rule: Rule, book: RuleBook, language: Language) -> tuple[RuleVersion, ...]:
    """The versions of the instrument of a rule, oldest first."""
    return tuple(
        RuleVersion(
            version=version_line(version.source, book.readers, language),
            own=version.own,
            counterparts=tuple(
                CounterpartShown(rule=rule_line(of.rule, book.release, language), likeness=of.likeness)
                for of in version.counterparts
            ),
        )
        for version in rule_versions(rule, book.release)
    )


def timeline_of(rule: Rule, release: Release, language: Language) -> str:
    """The same on a line of time, which ends with the last year that the release knows of."""
    versions = rule_versions(rule, release)
    title = _TITLE.get(language).format(title=versions[-1].source.title.get(language))
    return timeline(tuple(_bars(versions, language)), "versions", title, _last_day(release), language)


def _bars(versions: Iterable[Version], language: Language) -> Iterable[Bar]:
    for version in versions:
        source = version.source
        yield Bar(
            source.named(language),
            "own" if version.own else "other" if version.counterparts else "none",
            source.effective.earliest if source.effective else None,
            source.ended.latest if source.ended else None,
        )


def _last_day(release: Release) -> date:
    """The end of the last year in which a version of anything begins or ends: the same whenever somebody looks."""
    days = (day for source in release.sources.values() for day in (source.effective, source.ended))
    return date(max(day.latest.year for day in days if day), 12, 31)
