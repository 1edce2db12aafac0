"""The rules as JSONLogic on datalogic-py, whose core is in Rust: a list of premises, compiled once, the case parsed before."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.cases import Record
from benchmarks.peers.conditions import Kind, Language, Test
from benchmarks.peers.premises import Conclusions, Held, Premises, plain_record
from benchmarks.peers.ruleset import RuleSet


def datalogic(rules: RuleSet) -> Premises:
    """The contestant. The conclusions of the first layer make a new document: it has to be parsed inside the clock."""
    import datalogic_py

    engine = datalogic_py.Engine()
    session = engine.session()
    first, second = (
        engine.compile([_LOGIC.say(rule.premise) for rule in rules.layer(layer)]) for layer in (1, 2)
    )

    def prepared(record: Record) -> tuple[Record, Any]:
        plain = plain_record(record)
        return plain, datalogic_py.DataHandle(plain)

    def second_layer(case: tuple[Record, Any], concluded: Conclusions) -> Held:
        held: Held = session.evaluate(second, {**case[0], **concluded})
        return held

    return Premises(prepared, lambda case: session.evaluate_data(first, case[1]), second_layer)


def _test(test: Test) -> Any:
    value = {"var": test.field.name}
    match test.field.kind:
        case Kind.FLAG:
            return value
        case Kind.ENUM:
            return {"in": [value, [test.field.values[operand] for operand in test.operands]]}
        case _:
            return {test.operator: [value, test.operands[0]]}


_LOGIC = Language[Any](
    _test,
    lambda conclusion: {"var": conclusion},
    lambda part: {"!": part},
    lambda parts: {"and": parts},
    lambda parts: {"or": parts},
)
