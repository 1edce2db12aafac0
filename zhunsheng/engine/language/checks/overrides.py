"""What is overridden exists, stands in the same layer, and does not override back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Problem, nearest


def known_overrides(rules: Sequence[Rule]) -> Iterator[Problem]:
    """What is overridden exists and is evaluated for the same thing in the same layer."""
    by_id = {rule.id: rule for rule in rules}
    for rule in rules:
        for other in rule.overrides:
            target = by_id.get(other)
            if target is None:
                yield Problem(
                    "unknown_override",
                    f"'{rule.id}' overrides '{other}', which does not exist",
                    near=nearest(other, by_id),
                    mend="Correct the id.",
                    span=rule.span,
                )
            elif target.layer != rule.layer:
                yield Problem(
                    "override_layer",
                    f"'{rule.id}' ({rule.layer}) overrides '{other}' ({target.layer})",
                    why="A rule and its exception stand in one layer, or the order of layers would decide.",
                    mend="Move one of them.",
                    span=rule.span,
                )


def no_cycles(rules: Sequence[Rule]) -> Iterator[Problem]:
    """No rule overrides itself, directly or through others."""
    by_id = {rule.id: rule for rule in rules}
    settled: set[str] = set()

    def visit(rule: Rule, path: tuple[str, ...]) -> Iterator[Problem]:
        if rule.id in path:
            circle = " → ".join((*path[path.index(rule.id) :], rule.id))
            yield Problem(
                "cycle",
                f"these rules override each other in a circle: {circle}",
                why="Which of them applies could not be said.",
                mend="Remove one of the overrides.",
                span=rule.span,
            )
            return
        if rule.id in settled:
            return
        for other in rule.overrides:
            if other in by_id:
                yield from visit(by_id[other], (*path, rule.id))
        settled.add(rule.id)

    for rule in rules:
        yield from visit(rule, ())
