"""The promises of decision tables (`hit: unique`, `complete: true`), proved by trying every combination of values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.language.conditions import ConclusionTest, FactTest, leaves
from zhunsheng.engine.language.rules import Table
from zhunsheng.engine.meaning import value_of
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary

#: More combinations than these are no table for people.
MAXIMUM_COMBINATIONS = 200_000


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
