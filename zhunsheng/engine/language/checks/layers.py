"""Conclusions are about one kind of thing, and are read only after they have been reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zhunsheng.engine.language.conditions import ConclusionTest, Condition, Quantified, children
from zhunsheng.engine.language.rules import Layer, Rule
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.vocabulary.facts import Vocabulary


def one_level_a_conclusion(rules: Sequence[Rule]) -> Iterator[Problem]:
    """A conclusion is always about the same kind of thing."""
    levels: dict[str, Rule] = {}
    for rule in rules:
        first = levels.setdefault(rule.conclusion, rule)
        if first.level != rule.level:
            yield Problem(
                "level",
                f"'{rule.id}' concludes per {rule.level} what '{first.id}' concludes per {first.level}",
                mend="Give them two conclusions.",
                span=rule.span,
            )


def levels_the_scale_reads(rules: Sequence[Rule], scale: Scale, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Circumstances that call for a move are about a subject, tolerance is about a conduct."""
    moving = {move.conclusion for move in scale.moves}
    for rule in rules:
        wanted = (
            "subject" if rule.conclusion in moving else "conduct" if rule.kind == "tolerance" else rule.level
        )
        if rule.level != wanted:
            name = vocabulary.conclusion(rule.conclusion).name.zh
            yield Problem(
                "scale_level",
                f"'{rule.id}' concludes {name} per {rule.level}; the scale reads it per {wanted}",
                mend=f"Put the rule into a layer that is evaluated per {wanted}.",
                span=rule.span,
            )


def only_earlier_layers(
    rules: Sequence[Rule], layers: Mapping[str, Layer], vocabulary: Vocabulary
) -> Iterator[Problem]:
    """A rule reads conclusions of earlier layers of the level it asks about, and no others."""
    order = {key: position for position, key in enumerate(layers)}
    implies = {item.key: item.implies for item in vocabulary.conclusions}
    origins: dict[str, list[Rule]] = {}
    for rule in rules:
        key: str | None = rule.conclusion
        while key is not None:
            origins.setdefault(key, []).append(rule)
            key = implies[key]
    for rule in rules:
        for level, test in _conclusions_read(rule.premise, rule.level):
            for origin in origins.get(test.conclusion, ()):
                earlier = order[origin.layer] < order[rule.layer]
                if origin.level != level or not earlier:
                    name = vocabulary.conclusion(test.conclusion).name.zh
                    why = (
                        f"'{origin.id}' concludes it per {origin.level}."
                        if origin.level != level
                        else f"'{origin.id}' concludes it in layer {origin.layer}, which is not before {rule.layer}."
                    )
                    yield Problem(
                        "reads_ahead",
                        f"'{rule.id}' reads 结论.{name} of a {level} too early",
                        why=why,
                        mend="Read facts or an earlier layer; ask about parts with any(…).",
                        span=rule.span,
                    )


def _conclusions_read(condition: Condition, level: str) -> Iterator[tuple[str, ConclusionTest]]:
    match condition:
        case ConclusionTest():
            yield level, condition
        case Quantified(_, entity, inner, _):
            yield from _conclusions_read(inner, entity)
        case _:
            for part in children(condition):
                yield from _conclusions_read(part, level)


def concluded_somewhere(rules: Sequence[Rule], vocabulary: Vocabulary) -> Iterator[Problem]:
    """No rule waits for something that no rule concludes."""
    concluded = {rule.conclusion for rule in rules}
    concluded |= {item.implies for item in vocabulary.conclusions if item.key in concluded and item.implies}
    for rule in rules:
        for _, test in _conclusions_read(rule.premise, rule.level):
            if test.conclusion not in concluded:
                name = vocabulary.conclusion(test.conclusion).name.zh
                yield Problem(
                    "never_concluded",
                    f"'{rule.id}' reads 结论.{name}, which no rule concludes",
                    mend="Write the rule that concludes it, or drop the condition.",
                    span=rule.span,
                )
