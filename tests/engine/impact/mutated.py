"""The project's own rules, changed here and there in memory: what a maintainer may do to them, without a file."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from zhunsheng.engine.language.conditions import AllOf, FactTest
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.scale import Range, Scale
from zhunsheng.engine.vocabulary.facts import FactRef


def mutated(seed: int, share: float = 0.15) -> Release:
    """A release in which some provisions have other ranges, some rules another condition, and some are gone."""
    release, random = default_release(), Random(seed)
    rules = {}
    for id, rule in release.rules.items():
        changed = rule
        if random.random() < share:
            changed = random.choice((_other_range, _narrower, _gone))(rule, release.scale)
        if changed is not None:
            rules[id] = changed
    known = set(rules)
    kept = {
        id: replace(rule, overrides=tuple(other for other in rule.overrides if other in known))
        for id, rule in rules.items()
    }
    return replace(release, rules=kept, tables=(), digest=f"sha256:{seed:064x}", version=f"mutated {seed}")


def _other_range(rule: Rule, scale: Scale) -> Rule:
    """One step higher where there is one, one step lower where not."""

    def moved(of: Range) -> Range:
        steps = len(scale.track(of.track).steps)
        step = 1 if of.high < steps else -1
        return Range(of.track, max(0, min(of.low + step, of.high + step)), max(1, of.high + step))

    return replace(rule, ranges=tuple(moved(of) for of in rule.ranges))


def _narrower(rule: Rule, scale: Scale) -> Rule:
    """Only in an epidemic, which the random cases are in or not."""
    if rule.level == "case":
        return rule
    more = FactTest(FactRef("incident", "epidemic"), "is", ())
    parts = rule.premise.parts if isinstance(rule.premise, AllOf) else (rule.premise,)
    return replace(rule, premise=AllOf((*parts, more)))


def _gone(rule: Rule, scale: Scale) -> Rule | None:
    """No rule, where it is one that opens a range or finds something; the others hold the rest together."""
    return None if rule.kind in ("provision", "practice") else rule
