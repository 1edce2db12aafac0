"""The rules as a person writes them in Python, for complete cases: a function a rule, which returns as soon as it knows.

The text is made, since 150 functions are nobody's evening, but it is what a careful person would write: the case is an object
with slots, a rule whose exception applies is not looked into any further, the rest is one expression, and nothing is wrapped
in classes. What it takes for facts that may be unknown is `hand_written_readings`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import make_dataclass
from typing import Any

from benchmarks.peers.cases import Record
from benchmarks.peers.conditions import Language
from benchmarks.peers.python_words import Constants, compiled, holds
from benchmarks.peers.ruleset import RuleSet
from benchmarks.peers.single import SinglePeer

KEY = "hand-written"
LABEL = "hand-written Python, ifs"

Evaluate = Callable[[Any], dict[str, bool]]


def hand_written(rules: RuleSet) -> SinglePeer:
    """For complete cases."""
    evaluate = _evaluate(rules)
    return SinglePeer(KEY, LABEL, case_maker(rules), evaluate, lambda found: list(found.values()))


def case_maker(rules: RuleSet) -> Callable[[Record], Any]:
    """From a record to an object with slots."""
    made = make_dataclass("PlainCase", [field.name for field in rules.fields], slots=True)
    return lambda record: made(**record)


def _evaluate(rules: RuleSet) -> Evaluate:
    constants = Constants()
    language = Language[str](
        lambda test: holds(test, f"case.{test.field.name}", constants),
        lambda conclusion: f"({' or '.join(_applies(id) for id in rules.concluding[conclusion])})",
        lambda part: f"not {part}",
        " and ".join,
        lambda parts: f"({' or '.join(parts)})",
    )
    lines = []
    for rule in rules.rules:
        lines.append(f"def {rule.variable}(case, applies):")
        if rules.overriding[rule.id]:
            lines.append(f"    if {' or '.join(_applies(id) for id in rules.overriding[rule.id])}:")
            lines.append("        return False")
        lines.append(f"    return {language.say(rule.premise)}")
    functions = compiled(lines, constants.scope, "hand-written rules")
    in_order = [(rule.id, functions[rule.variable]) for rule in rules.rules]

    def evaluate(case: Any) -> dict[str, bool]:
        applies: dict[str, bool] = {}
        for id, function in in_order:
            applies[id] = function(case, applies)
        return applies

    return evaluate


def _applies(id: str) -> str:
    return f'applies["{id}"]'
