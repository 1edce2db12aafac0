"""The rules as SQL on DuckDB: null is unknown, and SQL's own *and*, *or* and *not* are Kleene's.

The cases are a table of DuckDB's own. A rule that reads others stands in a select around theirs. The answer is an Arrow
table, in whatever order several threads came to it: the number of each case goes through, and the order is mended outside the
clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.peers.batch import APPLIES, READINGS, Answers, BatchPeer, packed
from benchmarks.peers.cases import Cases
from benchmarks.peers.conditions import Kind, Language, Test
from benchmarks.peers.ruleset import EPOCH, Rule, RuleSet


def duckdb_sql(rules: RuleSet) -> BatchPeer:
    """The contestant."""

    def prepared(cases: Cases, threads: int) -> Callable[[], Any]:
        import duckdb

        connection = duckdb.connect()
        connection.execute(f"SET threads = {threads}")
        numbered = cases.table().append_column("place", pa.array(np.arange(cases.rows)))
        connection.register("arrow_cases", numbered)
        connection.execute("CREATE TABLE cases AS SELECT * FROM arrow_cases")
        connection.unregister("arrow_cases")
        query = _applies(rules) if cases.complete else _readings(rules)
        return lambda: connection.sql(query).to_arrow_table()

    return BatchPeer("duckdb", "DuckDB, SQL", prepared, lambda table: _answers(rules, table), threaded=True)


def _test(test: Test) -> str:
    name = test.field.name
    match test.field.kind:
        case Kind.FLAG:
            return name
        case Kind.ENUM:
            return f"{name} IN ({', '.join(map(str, test.operands))})"
        case Kind.DAY:
            return f"{name} {test.operator} DATE '{EPOCH + timedelta(days=test.operands[0])}'"
        case _:
            return f"{name} {test.operator} {test.operands[0]}"


def _language(rules: RuleSet, suffix: str) -> Language[str]:
    def concluded(conclusion: str) -> str:
        return _joined(_columns(rules.concluding[conclusion], suffix), "OR")

    return Language(
        _test,
        concluded,
        lambda part: f"(NOT {part})",
        lambda parts: _joined(parts, "AND"),
        lambda parts: _joined(parts, "OR"),
    )


def _joined(parts: Sequence[str], word: str) -> str:
    return f"({f' {word} '.join(parts)})"


def _columns(ids: Sequence[str], suffix: str = "") -> list[str]:
    return [id.replace(".", "_") + suffix for id in ids]


def _applies(rules: RuleSet) -> str:
    language = _language(rules, "")

    def columns(rule: Rule) -> Sequence[str]:
        spared = [f"NOT {other}" for other in _columns(rules.overriding[rule.id])]
        return [f"{_joined([language.say(rule.premise), *spared], 'AND')} AS {rule.variable}"]

    return _staged(rules, columns, [rule.variable for rule in rules.rules])


def _readings(rules: RuleSet) -> str:
    open_reading, shown_reading = _language(rules, ""), _language(rules, "_e")

    def columns(rule: Rule) -> Sequence[str]:
        others = rules.overriding[rule.id]
        possible = [open_reading.say(rule.premise), *(f"NOT {other}" for other in _columns(others))]
        shown = [shown_reading.say(rule.premise), *(f"NOT {other}" for other in _columns(others, "_e"))]
        return [
            f"{_joined(possible, 'AND')} AS {rule.variable}",
            f"coalesce({_joined(shown, 'AND')}, false) AS {rule.variable}_e",
        ]

    kept = [name for rule in rules.rules for name in (rule.variable, f"{rule.variable}_e")]
    return _staged(rules, columns, kept)


def _staged(rules: RuleSet, columns: Callable[[Rule], Sequence[str]], kept: Sequence[str]) -> str:
    inner = "cases"
    for stage in rules.stages:
        made = ", ".join(column for rule in stage for column in columns(rule))
        inner = f"(SELECT *, {made} FROM {inner})"
    return f"SELECT place, {', '.join(kept)} FROM {inner}"


def _answers(rules: RuleSet, table: pa.Table) -> Answers:
    table = table.sort_by("place").drop_columns(["place"])
    columns = [table.column(rule.variable) for rule in rules.rules]
    if table.num_columns == len(rules.rules):
        return {APPLIES[0]: packed([_truths(column) for column in columns])}
    shown = [table.column(f"{rule.variable}_e") for rule in rules.rules]
    return {
        READINGS[0]: packed([_truths(column) for column in shown]),
        READINGS[1]: packed([_truths(pc.fill_null(column, False)) for column in columns]),
        READINGS[2]: packed([~_truths(pc.fill_null(column, True)) for column in columns]),
    }


def _truths(column: pa.ChunkedArray) -> Any:
    return np.asarray(column.to_numpy(), dtype=np.bool_)
