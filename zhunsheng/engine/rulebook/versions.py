"""The versions of an instrument, and what the others say in place of a rule.

A rule belongs to the version of the article that it cites first. The rules of another version that conclude the same are held
against it, and those that are nearest to it are its counterparts there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.readers import own_condition
from zhunsheng.engine.sources import Source, SourceKind
from zhunsheng.engine.sources import versions as versions_of

#: How a rule of another version relates to one, the nearest first: it says the same; asks for the same and opens another range;
#: has the same title and asks for something else; or has only the conclusion in common.
Likeness: TypeAlias = Literal["same", "range", "condition", "conclusion"]
_KINDS = get_args(SourceKind)
_NEAREST: tuple[Likeness, ...] = ("same", "range", "condition", "conclusion")


@dataclass(frozen=True)
class Counterpart:
    """A rule of another version."""

    rule: Rule
    likeness: Likeness


@dataclass(frozen=True)
class Version:
    """A version of the instrument of a rule.

    Attributes:
        own: Whether the rule is of this one.
        counterparts: What it says in place of the rule; empty where nothing on record does.
    """

    source: Source
    own: bool
    counterparts: tuple[Counterpart, ...]


def source_of(rule: Rule, release: Release) -> Source:
    """The version that a rule belongs to."""
    return release.sources[rule.cites[0].source]


def rule_versions(rule: Rule, release: Release) -> tuple[Version, ...]:
    """The versions of the instrument of a rule, oldest first, each with what it says in the rule's place."""
    own = source_of(rule, release)
    return tuple(
        Version(source, source == own, () if source == own else tuple(_counterparts(rule, source, release)))
        for source in versions_of(release.sources.values(), own.instrument)
    )


def _counterparts(rule: Rule, source: Source, release: Release) -> Iterator[Counterpart]:
    """Of those that conclude the same, the nearest."""
    concluding = [
        Counterpart(other, _likeness(rule, other))
        for other in release.rules.values()
        if (other.kind, other.conclusion) == (rule.kind, rule.conclusion)
        and source_of(other, release) == source
    ]
    found = {counterpart.likeness for counterpart in concluding}
    nearest = next((likeness for likeness in _NEAREST if likeness in found), None)
    return (counterpart for counterpart in concluding if counterpart.likeness == nearest)


def _likeness(rule: Rule, other: Rule) -> Likeness:
    if own_condition(rule) == own_condition(other):
        return "same" if rule.ranges == other.ranges else "range"
    return "condition" if rule.title == other.title else "conclusion"


def instruments(release: Release) -> tuple[str, ...]:
    """The keys of all instruments: those that rules may rest on before mere policies, the oldest on record first."""
    return tuple(dict.fromkeys(source.instrument for source in _by_age(release)))


def sources_in_order(release: Release) -> tuple[Source, ...]:
    """All versions of all instruments: instrument by instrument, and of each the oldest first."""
    sources = release.sources.values()
    return tuple(version for key in instruments(release) for version in versions_of(sources, key))


def _by_age(release: Release) -> list[Source]:
    return sorted(release.sources.values(), key=lambda source: (_KINDS.index(source.kind), *_age(source)))


def _age(source: Source) -> tuple[date, str]:
    """By the first day in force; what has none on record comes last."""
    return (source.effective.earliest if source.effective else date.max), source.id
