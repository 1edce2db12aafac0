"""Checks on a whole ruleset that no single rule can make: does every word, article, order and promise hold?

`zhunsheng check` runs these; so does loading, since an unchecked ruleset never evaluates a case. Each function yields the
problems it finds and stops at none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import (
    ConclusionTest,
    Condition,
    FactTest,
    Quantified,
    children,
    leaves,
)
from zhunsheng.engine.language.rules import Layer, Rule, Table
from zhunsheng.engine.meaning import value_of
from zhunsheng.engine.problems import Problem, nearest
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.sources import Citation, Source
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary

#: A table is checked by trying every combination of the values it tells apart; more than this is no table for people.
MAXIMUM_COMBINATIONS = 200_000


def check(
    rules: Sequence[Rule],
    tables: Sequence[Table],
    layers: Mapping[str, Layer],
    sources: Mapping[str, Source],
    scale: Scale,
    vocabulary: Vocabulary,
) -> Iterator[Problem]:
    """Every problem of a ruleset."""
    yield from unique_ids(rules)
    yield from existing_citations(rules, scale, sources)
    yield from known_overrides(rules)
    yield from no_cycles(rules)
    yield from one_level_a_conclusion(rules)
    yield from levels_the_scale_reads(rules, scale, vocabulary)
    yield from only_earlier_layers(rules, layers, vocabulary)
    yield from concluded_somewhere(rules, vocabulary)
    for table in tables:
        yield from table_promises(table, vocabulary)


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


def existing_citations(
    rules: Sequence[Rule], scale: Scale, sources: Mapping[str, Source]
) -> Iterator[Problem]:
    """Every article that a rule or the scale rests on is recorded, and good enough to rest on."""
    for rule in rules:
        for cite in rule.cites:
            for problem in _citation(cite, sources):
                yield Problem(
                    problem.code, problem.what, problem.why, problem.mend, span=rule.span, near=problem.near
                )
            source = sources.get(cite.source)
            article = source.article(cite.article) if source else None
            if article and article.confidence == "memory" and rule.kind != "notice":
                yield Problem(
                    "memory",
                    f"'{rule.id}' rests on {cite.source} {cite.article}, whose text nobody has seen",
                    why="An entry of confidence 'memory' may be wrong; a disposition must not hang on it.",
                    mend="Make it a notice that asks a person to check, or find the text.",
                    span=rule.span,
                )
    for cites in (
        *(track.cites for track in scale.tracks),
        *(move.cites for move in scale.moves),
        *(either.cites for either in scale.either),
    ):
        for cite in cites:
            yield from _citation(cite, sources)


def _citation(cite: Citation, sources: Mapping[str, Source]) -> Iterator[Problem]:
    source = sources.get(cite.source)
    if source is None:
        yield Problem(
            "unknown_source",
            f"there is no source '{cite.source}'",
            near=nearest(cite.source, sources),
            mend="Sources are the files of rulesets/sources/.",
        )
    elif source.article(cite.article) is None:
        numbers = [article.article for article in source.articles]
        yield Problem(
            "unknown_article",
            f"{source.title.zh} has no article '{cite.article}' on record",
            why="A citation that cannot be looked up is worse than none.",
            mend=f"Correct it, or record the article in rulesets/sources/{source.id}.yaml.",
            near=nearest(cite.article, numbers),
        )


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


def table_promises(table: Table, vocabulary: Vocabulary) -> Iterator[Problem]:
    """`hit: unique` and `complete: true`, proved by trying every combination of values the cells tell apart."""
    if table.hit != "unique" and not table.complete:
        return
    tests = {leaf for row in table.rows for leaf in leaves(row)}
    axes: list[list[tuple[object, object]]] = []
    for ref in sorted({leaf.fact for leaf in tests if isinstance(leaf, FactTest)}, key=str):
        fact = vocabulary.fact(ref)
        if fact.type in (FactType.SET, FactType.DATE, FactType.INT):
            yield Problem(
                "table_axis",
                f"a column on '{fact.name.zh}' cannot be checked ({fact.type.value} has no end of values)",
                mend="Use yes-or-no, enum and ordered facts and conclusions in a checked table.",
                span=table.span,
            )
            return
        values: tuple[object, ...] = (True, False) if fact.type is FactType.BOOL else fact.value_keys()
        axes.append([(ref, value) for value in values])
    for conclusion in sorted({leaf.conclusion for leaf in tests if isinstance(leaf, ConclusionTest)}):
        axes.append([(conclusion, value) for value in (True, False)])
    size = 1
    for axis in axes:
        size *= len(axis)
    if size > MAXIMUM_COMBINATIONS:
        yield Problem(
            "table_size",
            f"the table tells apart {size:,} combinations",
            mend="Split it in two.",
            span=table.span,
        )
        return
    yield from _try_all(table, axes, vocabulary)


def _try_all(
    table: Table, axes: list[list[tuple[object, object]]], vocabulary: Vocabulary
) -> Iterator[Problem]:
    for combination in itertools.product(*axes):
        facts: dict[object, object] = {ref: value for ref, value in combination if isinstance(ref, FactRef)}
        concluded = {key: value for key, value in combination if isinstance(key, str)}
        hits = [
            number
            for number, row in enumerate(table.rows, 1)
            if value_of(row, facts, concluded, vocabulary) is Truth.TRUE
        ]
        shown = ", ".join(f"{_shown(ref, vocabulary)}={value}" for ref, value in combination)
        if table.hit == "unique" and len(hits) > 1:
            yield Problem(
                "not_unique",
                f"rows {hits} of '{table.id}' hold together, for example with {shown}",
                mend="Make them exclude each other, or take 'hit: first'.",
                span=table.span,
            )
            return
        if table.complete and not hits:
            yield Problem(
                "incomplete",
                f"no row of '{table.id}' holds with {shown}",
                mend="Add a row, or drop 'complete'.",
                span=table.span,
            )
            return


def _shown(ref: object, vocabulary: Vocabulary) -> str:
    if isinstance(ref, FactRef):
        return f"{vocabulary.entity(ref.entity).name.zh}.{vocabulary.fact(ref).name.zh}"
    return f"结论.{vocabulary.conclusion(str(ref)).name.zh}"
