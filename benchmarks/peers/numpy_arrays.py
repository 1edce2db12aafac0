"""The rules on numpy, one array of truth values an expression; with unknown facts two: known to hold, known not to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.peers.batch import APPLIES, READINGS, Answers, BatchPeer, packed
from benchmarks.peers.cases import Cases
from benchmarks.peers.conditions import Kind, Language, Test
from benchmarks.peers.ruleset import RuleSet

KEY = "numpy"
LABEL = "numpy, an array an expression"

Truths = npt.NDArray[np.bool_]
#: Known to hold, known not to.
Both = tuple[Truths, Truths]

_COMPARED: Mapping[str, Callable[[Any, Any], Truths]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def numpy_arrays(rules: RuleSet) -> BatchPeer:
    """The contestant."""

    def prepared(cases: Cases, _threads: int) -> Callable[[], Any]:
        return lambda: _applies(rules, cases) if cases.complete else _readings(rules, cases)

    def answers(found: Mapping[str, Sequence[Truths]]) -> Answers:
        return {what: packed(list(rows)) for what, rows in found.items()}

    return BatchPeer(KEY, LABEL, prepared, answers)


def _holds(test: Test, values: npt.NDArray[Any]) -> Truths:
    match test.field.kind:
        case Kind.FLAG:
            return values
        case Kind.ENUM:
            return reduce(np.bitwise_or, [values == operand for operand in test.operands])
        case _:
            return _COMPARED[test.operator](values, test.operands[0])


def _applies(rules: RuleSet, cases: Cases) -> Mapping[str, Sequence[Truths]]:
    found: dict[str, Truths] = {}
    language = Language[Truths](
        lambda test: _holds(test, cases.values[test.field.name]),
        lambda conclusion: _any([found[id] for id in rules.concluding[conclusion]]),
        np.logical_not,
        _all,
        _any,
    )
    for rule in rules.rules:
        applies = language.say(rule.premise)
        for other in rules.overriding[rule.id]:
            applies = applies & ~found[other]
        found[rule.id] = applies
    return {APPLIES[0]: list(found.values())}


def _readings(rules: RuleSet, cases: Cases) -> Mapping[str, Sequence[Truths]]:
    shown: dict[str, Truths] = {}
    possible: dict[str, Both] = {}

    def compared(test: Test) -> Both:
        known = cases.known[test.field.name]
        true = _holds(test, cases.values[test.field.name]) & known
        return true, known & ~true

    def concluded(conclusion: str) -> Both:
        return _either([possible[id] for id in rules.concluding[conclusion]])

    def established(conclusion: str) -> Both:
        true = _any([shown[id] for id in rules.concluding[conclusion]])
        return true, ~true

    open_reading = Language[Both](compared, concluded, _swapped, _both, _either)
    shown_reading = Language[Both](compared, established, _swapped, _both, _either)
    for rule in rules.rules:
        premise = open_reading.say(rule.premise)
        others = rules.overriding[rule.id]
        possible[rule.id] = _both([premise, *(_swapped(possible[other]) for other in others)])
        applies = (premise if rule.layer == 1 else shown_reading.say(rule.premise))[0]
        for other in others:
            applies = applies & ~shown[other]
        shown[rule.id] = applies
    return {
        READINGS[0]: list(shown.values()),
        READINGS[1]: [true for true, _ in possible.values()],
        READINGS[2]: [false for _, false in possible.values()],
    }


def _all(parts: Sequence[Truths]) -> Truths:
    return reduce(np.bitwise_and, parts)


def _any(parts: Sequence[Truths]) -> Truths:
    return reduce(np.bitwise_or, parts)


def _swapped(part: Both) -> Both:
    return part[1], part[0]


def _both(parts: Sequence[Both]) -> Both:
    return _all([true for true, _ in parts]), _any([false for _, false in parts])


def _either(parts: Sequence[Both]) -> Both:
    return _any([true for true, _ in parts]), _all([false for _, false in parts])
