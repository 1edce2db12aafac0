"""The rules as Polars expressions: lazy, with Kleene's logic, which is what Polars' null means in *and*, *or* and *not*.

Rules that read other rules stand in a later `with_columns`; written into one expression, an exception would be worked out again
for every rule that it excepts. The established reading asks for a second value of each rule, since null there is "not shown".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from benchmarks.peers.batch import APPLIES, READINGS, Answers, BatchPeer, packed
from benchmarks.peers.cases import Cases
from benchmarks.peers.conditions import Kind, Language, Test
from benchmarks.peers.ruleset import Rule, RuleSet

Engine = Literal["in-memory", "streaming"]


def polars_frames(rules: RuleSet, engine: Engine = "in-memory") -> BatchPeer:
    """The contestant."""
    import polars

    def prepared(cases: Cases, _threads: int) -> Callable[[], Any]:
        # Polars takes its number of threads from the environment, when it is loaded.
        frame: Any = polars.from_arrow(cases.table(), rechunk=True)
        query = _applies(rules, frame.lazy()) if cases.complete else _readings(rules, frame.lazy())
        return lambda: query.collect(engine=engine)

    label = "Polars, lazy" if engine == "in-memory" else "Polars, lazy, streaming"
    return BatchPeer(f"polars-{engine}", label, prepared, lambda frame: _answers(rules, frame), threaded=True)


def _test(test: Test) -> Any:
    import polars

    column = polars.col(test.field.name)
    match test.field.kind:
        case Kind.FLAG:
            return column
        case Kind.ENUM:
            return column.is_in(list(test.operands))
        case Kind.DAY:
            return _compared(column, test.operator, polars.lit(test.operands[0]).cast(polars.Date))
        case _:
            return _compared(column, test.operator, test.operands[0])


def _compared(column: Any, operator: str, operand: Any) -> Any:
    return {"<": column.lt, "<=": column.le, ">": column.gt, ">=": column.ge}[operator](operand)


def _language(rules: RuleSet, suffix: str) -> Language[Any]:
    """Expressions in which a rule is the column of its id with something behind it."""
    import polars

    def concluded(conclusion: str) -> Any:
        return _any([polars.col(id + suffix) for id in rules.concluding[conclusion]])

    return Language(_test, concluded, lambda part: ~part, _all, _any)


def _all(parts: Sequence[Any]) -> Any:
    import polars

    return polars.all_horizontal(parts) if len(parts) > 1 else parts[0]


def _any(parts: Sequence[Any]) -> Any:
    import polars

    return polars.any_horizontal(parts) if len(parts) > 1 else parts[0]


def _applies(rules: RuleSet, frame: Any) -> Any:
    import polars

    language = _language(rules, "")

    def applies(rule: Rule) -> Any:
        spared = [~polars.col(other) for other in rules.overriding[rule.id]]
        return _all([language.say(rule.premise), *spared]).alias(rule.id)

    for stage in rules.stages:
        frame = frame.with_columns([applies(rule) for rule in stage])
    return frame.select([rule.id for rule in rules.rules])


def _readings(rules: RuleSet, frame: Any) -> Any:
    """A column of three values for the possible reading of each rule, and one of two for whether it is established."""
    import polars

    open_reading, shown_reading = _language(rules, ""), _language(rules, "_e")

    def possible(rule: Rule) -> Any:
        spared = [~polars.col(other) for other in rules.overriding[rule.id]]
        return _all([open_reading.say(rule.premise), *spared]).alias(rule.id)

    def established(rule: Rule) -> Any:
        spared = [~polars.col(f"{other}_e") for other in rules.overriding[rule.id]]
        premise = shown_reading.say(rule.premise)
        return _all([premise, *spared]).fill_null(False).alias(f"{rule.id}_e")

    for stage in rules.stages:
        frame = frame.with_columns([of(rule) for rule in stage for of in (possible, established)])
    return frame.select([name for rule in rules.rules for name in (rule.id, f"{rule.id}_e")])


def _answers(rules: RuleSet, frame: Any) -> Answers:
    columns = [frame.get_column(rule.id) for rule in rules.rules]
    if len(frame.columns) == len(rules.rules):
        return {APPLIES[0]: packed([_truths(column) for column in columns])}
    shown = [frame.get_column(f"{rule.id}_e") for rule in rules.rules]
    return {
        READINGS[0]: packed([_truths(column) for column in shown]),
        READINGS[1]: packed([_truths(column.fill_null(False)) for column in columns]),
        READINGS[2]: packed([_truths(~column.fill_null(True)) for column in columns]),
    }


def _truths(column: Any) -> Any:
    return np.asarray(column.to_numpy(), dtype=np.bool_)
