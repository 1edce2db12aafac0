"""What is written differently in two releases: rules first, then everything else that an outcome can hang on.

Rules are compared as they are understood, not as they are written: a comment or another order of the files is no change, and
the place in the file is none either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

from zhunsheng.engine.language.conditions import AllOf, Condition, Leaf, leaves
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release

#: What of a rule is written differently.
RulePart: TypeAlias = Literal[
    "conditions",
    "ranges",
    "exceptions",
    "in_force",
    "citations",
    "conclusion",
    "layer",
    "duty",
    "spares",
    "words",
]

#: Whatever else of a release an outcome can hang on.
Elsewhere: TypeAlias = Literal["sources", "scale", "layers", "vocabulary", "contradictions"]

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class RulesetChanges:
    """Two releases, and what differs between them."""

    before: Release
    after: Release

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Ids of the rules that only the later one has."""
        return tuple(id for id in self.after.rules if id not in self.before.rules)

    @cached_property
    def removed(self) -> tuple[str, ...]:
        """Ids of the rules that only the earlier one has."""
        return tuple(id for id in self.before.rules if id not in self.after.rules)

    @cached_property
    def rewritten(self) -> Mapping[str, tuple[RulePart, ...]]:
        """Of each rule that both have and that is written differently, what of it is."""
        pairs = ((id, self.before.rules[id], rule) for id, rule in self._common())
        found = {id: tuple(_parts(before, after)) for id, before, after in pairs}
        return {id: parts for id, parts in found.items() if parts}

    @cached_property
    def elsewhere(self) -> Mapping[Elsewhere, tuple[str, ...]]:
        """What else differs: of sources and facts their ids, of everything else its name."""
        before, after = self.before, self.after
        found: dict[Elsewhere, tuple[str, ...]] = {
            "sources": _differing(before.sources, after.sources),
            "scale": _fields(before.scale, after.scale),
            "layers": _differing(before.layers, after.layers)
            or (("order",) if list(before.layers) != list(after.layers) else ()),
            "vocabulary": (
                *_differing(_named(before.vocabulary.all_facts()), _named(after.vocabulary.all_facts())),
                *_differing(
                    {item.key: item for item in before.vocabulary.conclusions},
                    {item.key: item for item in after.vocabulary.conclusions},
                ),
            ),
            "contradictions": ("",) if before.contradictions != after.contradictions else (),
        }
        return {where: what for where, what in found.items() if what}

    def _common(self) -> Iterator[tuple[str, Rule]]:
        return ((id, rule) for id, rule in self.after.rules.items() if id in self.before.rules)


def _parts(before: Rule, after: Rule) -> Iterator[RulePart]:
    return (part for part, of in _PARTS.items() if of(before) != of(after))


def own_conditions(rule: Rule) -> Iterator[Leaf]:
    """The comparisons of a rule but for the days on which it is in force, from left to right."""
    for part in _without_period(rule):
        yield from leaves(part)


def _without_period(rule: Rule) -> tuple[Condition, ...]:
    """The conditions but for the first, which says on which days the rule is in force and is a part of its own."""
    if not isinstance(rule.premise, AllOf):
        return (rule.premise,)
    return rule.premise.parts[1:] if rule.in_force is not None else rule.premise.parts


_PARTS: Mapping[RulePart, Callable[[Rule], object]] = {
    "conditions": _without_period,
    "ranges": lambda rule: rule.ranges,
    "exceptions": lambda rule: sorted(rule.overrides),
    "in_force": lambda rule: rule.in_force,
    "citations": lambda rule: rule.cites,
    "conclusion": lambda rule: (rule.kind, rule.conclusion),
    "layer": lambda rule: (rule.layer, rule.level),
    "duty": lambda rule: (rule.due, rule.concerns),
    "spares": lambda rule: (rule.may_spare, rule.must_spare),
    "words": lambda rule: (rule.title, rule.note),
}


def _named(items: Iterator[tuple[object, _Item]]) -> Mapping[str, _Item]:
    return {str(key): item for key, item in items}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys under which one has something that the other has not."""
    return tuple(sorted(key for key in {*before, *after} if before.get(key) != after.get(key)))


def _fields(before: Any, after: Any) -> tuple[str, ...]:
    """The fields in which two values of a class differ."""
    names = before.__dataclass_fields__
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
