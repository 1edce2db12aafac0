"""The rules in Google's Common Expression Language: its C++ implementation, and one in Rust.

Of complete cases all premises of a layer are one expression, a list: the case is handed over once. Where facts are unknown
CEL has no value for that, but its *and* and *or* pass over an error that cannot matter, and a missing fact is an error:
Kleene's logic. An error ends a whole list, so then each premise is an expression of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.peers.conditions import Kind
from benchmarks.peers.expressions import infix
from benchmarks.peers.premises import Conclusions, Held, Premises, plain_record
from benchmarks.peers.ruleset import RuleSet

_CEL = infix("&&", "||", "!({})", "{name} in [{words}]")


def _written(rules: RuleSet, layer: int) -> list[str]:
    return [_CEL.say(rule.premise) for rule in rules.layer(layer)]


def cel_cpp(rules: RuleSet) -> Premises:
    """The C++ implementation, on complete cases."""
    environment = _environment(rules)
    first, second = (environment.compile(f"[{', '.join(_written(rules, layer))}]") for layer in (1, 2))
    return Premises(
        plain_record,
        lambda record: first.eval(data=record).plain_value(),
        lambda record, concluded: second.eval(data={**record, **concluded}).plain_value(),
    )


def cel_cpp_by_errors(rules: RuleSet) -> Premises:
    """The C++ implementation, a premise at a time; an error is unknown."""
    from cel_expr_python import cel

    environment = _environment(rules)
    first, second = ([environment.compile(text) for text in _written(rules, layer)] for layer in (1, 2))

    def held(programs: Sequence[Any], record: dict[str, Any]) -> Held:
        activation = environment.Activation(record)
        values = [program.eval(activation) for program in programs]
        return [value.value() if value.type() == cel.Type.BOOL else None for value in values]

    return Premises(
        plain_record,
        lambda record: held(first, record),
        lambda record, concluded: held(second, {**record, **concluded}),
    )


def _environment(rules: RuleSet) -> Any:
    from cel_expr_python import cel

    types = {Kind.FLAG: cel.Type.BOOL, Kind.ENUM: cel.Type.STRING}
    variables = {field.name: types.get(field.kind, cel.Type.INT) for field in rules.fields}
    return cel.NewEnv(variables={**variables, **dict.fromkeys(rules.concluding, cel.Type.BOOL)})


def cel_rust(rules: RuleSet) -> Premises:
    """The implementation in Rust, on complete cases."""
    import cel

    first, second = (cel.compile(f"[{', '.join(_written(rules, layer))}]") for layer in (1, 2))
    return Premises(
        plain_record, first.execute, lambda record, concluded: second.execute({**record, **concluded})
    )


def cel_rust_by_errors(rules: RuleSet) -> Premises:
    """The implementation in Rust, a premise at a time; an error is unknown."""
    import cel

    first, second = ([cel.compile(text) for text in _written(rules, layer)] for layer in (1, 2))

    def held(programs: Sequence[Any], record: Conclusions) -> Held:
        context = cel.Context(variables=record)
        return [_value_or_none(program, context) for program in programs]

    return Premises(
        plain_record,
        lambda record: held(first, record),
        lambda record, concluded: held(second, {**record, **concluded}),
    )


def _value_or_none(program: Any, context: Any) -> bool | None:
    try:
        value: bool = program.execute(context)
    except RuntimeError:
        return None
    return value
