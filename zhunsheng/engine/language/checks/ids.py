"""No rule id stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem


def unique_ids(rules: Sequence[Rule]) -> Iterator[Problem]:
    """No id stands twice."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            yield Problem(
                "duplicate_rule",
                f"the id '{rule.id}' is taken",
                why=f"It stands at {seen[rule.id].span} as well.",
                mend="Give one of the two another id.",
                span=rule.span,
            )
        seen.setdefault(rule.id, rule)
