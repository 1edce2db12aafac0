"""The rules on GoRules' zen: as a decision graph, which is what zen-engine is for, and as bare expressions."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.expressions import infix
from benchmarks.peers.premises import Held, Premises, plain_record
from benchmarks.peers.ruleset import RuleSet

_ZEN = infix("and", "or", "not ({})", "{name} in [{words}]", quote="'")


def zen_expression(rules: RuleSet) -> Premises:
    """All premises of a layer as one expression, a list."""
    import zen

    first, second = (
        zen.compile_expression(f"[{', '.join(_ZEN.say(rule.premise) for rule in rules.layer(layer))}]")
        for layer in (1, 2)
    )
    return Premises(
        plain_record,
        first.evaluate,
        lambda record, concluded: second.evaluate({**record, **concluded}),
    )


def zen_engine(rules: RuleSet) -> Premises:
    """A decision graph a layer: input, one node of expressions, output."""
    import zen

    engine = zen.ZenEngine()
    first, second = (
        (
            engine.create_decision(json.dumps(_graph(rules, layer))),
            [rule.variable for rule in rules.layer(layer)],
        )
        for layer in (1, 2)
    )

    def held(layer: tuple[Any, list[str]], record: dict[str, Any]) -> Held:
        decision, names = layer
        result = decision.evaluate(record)["result"]
        return [result[name] for name in names]

    return Premises(
        plain_record,
        lambda record: held(first, record),
        lambda record, concluded: held(second, {**record, **concluded}),
    )


def _graph(rules: RuleSet, layer: int) -> dict[str, Any]:
    expressions = [
        {"id": rule.variable, "key": rule.variable, "value": _ZEN.say(rule.premise)}
        for rule in rules.layer(layer)
    ]
    nodes = [
        {"id": "given", "name": "given", "type": "inputNode"},
        {
            "id": "rules",
            "name": "rules",
            "type": "expressionNode",
            "content": {"expressions": expressions, "passThrough": False},
        },
        {"id": "result", "name": "result", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("given", "rules"), ("rules", "result"))
    ]
    return {"nodes": nodes, "edges": edges}
