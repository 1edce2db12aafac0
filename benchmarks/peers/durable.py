"""The rules on durable-rules: as its documentation shows them, and on the engine below, held as our second engine holds it.

A premise is a condition on one fact. There is no *not* but on comparisons, so negations are pushed down to them; an enum is a
chain of ``==``. More than 64 rules that match at once are an error, so a layer is spread over several rulesets, and each gets
the fields that it reads and no others: every one costs time. What fired is collected by the actions. The state is deleted
after each case, or the next one would find its facts.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from benchmarks.peers.conditions import All, AnyOf, Concluded, Condition, Kind, Not, Test, leaves
from benchmarks.peers.premises import Conclusions, Held, Premises, plain_record
from benchmarks.peers.ruleset import Rule, RuleSet

#: Rules in one ruleset; 64 matches at once are its limit.
SHARD = 48

#: By layer, its rulesets, each with the fields that it reads.
Names: TypeAlias = dict[int, list[tuple[str, Sequence[str]]]]

_SENTINEL = "always"
#: Rulesets have one name in the whole process.
_MADE = itertools.count()
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_WORDS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


def durable_documented(rules: RuleSet) -> Premises:
    """With ``ruleset``, ``when_all`` and ``m``, ``assert_fact`` and ``delete_state``."""
    from durable import lang

    fired: list[int] = []
    names: Names = {1: [], 2: []}
    for layer, number, shard in _shards(rules):
        name = f"peers_{next(_MADE)}_{layer}_{number}"
        names[layer].append((name, _fields(shard)))
        with lang.ruleset(name):
            for place, rule in shard:
                lang.when_all(_expression(rule.premise))(_action(fired, place))
            lang.when_all(getattr(lang.m, _SENTINEL) == 1)(_action(fired, -1))

    def assert_fact(name: str, fact: dict[str, Any]) -> None:
        lang.assert_fact(name, fact)
        lang.delete_state(name, fact["sid"])

    return _premises(rules, fired, names, assert_fact)


def durable_low_level(rules: RuleSet) -> Premises:
    """On a host of our own without timers, with definitions instead of the language."""
    from durable.engine import Host

    class QuietHost(Host):
        def _run(self) -> None:
            """Starts no timers."""

    fired: list[int] = []
    names: Names = {1: [], 2: []}
    definitions: dict[str, Any] = {}
    for layer, number, shard in _shards(rules):
        name = f"low_{layer}_{number}"
        names[layer].append((name, _fields(shard)))
        definitions[name] = {
            rule.variable: {"all": [{"m": _definition(rule.premise)}], "run": _action(fired, place)}
            for place, rule in shard
        }
        definitions[name][_SENTINEL] = {"all": [{"m": {_SENTINEL: 1}}], "run": _action(fired, -1)}
    host = QuietHost(definitions)

    def assert_fact(name: str, fact: dict[str, Any]) -> None:
        host.assert_fact(name, fact)
        host.delete_state(name, fact["sid"])

    return _premises(rules, fired, names, assert_fact)


def _shards(rules: RuleSet) -> Iterator[tuple[int, int, Sequence[tuple[int, Rule]]]]:
    """Layer, number of the ruleset, and its rules with their places in the layer."""
    for layer in (1, 2):
        placed = list(enumerate(rules.layer(layer)))
        for start in range(0, len(placed), SHARD):
            yield layer, start // SHARD, placed[start : start + SHARD]


def _fields(shard: Sequence[tuple[int, Rule]]) -> Sequence[str]:
    """The fields and conclusions that a ruleset reads."""
    found = (leaf for _, rule in shard for leaf in leaves(rule.premise))
    return list(
        dict.fromkeys(leaf.conclusion if isinstance(leaf, Concluded) else leaf.field.name for leaf in found)
    )


def _action(fired: list[int], place: int) -> Callable[[Any], None]:
    return lambda _: fired.append(place)


def _premises(
    rules: RuleSet,
    fired: list[int],
    names: Names,
    assert_fact: Callable[[str, dict[str, Any]], None],
) -> Premises:
    sessions = itertools.count()

    def held(layer: int, record: dict[str, Any]) -> Held:
        fired.clear()
        head = {_SENTINEL: 1, "id": "f", "sid": f"s{next(sessions)}"}
        for name, fields in names[layer]:
            assert_fact(name, {**head, **{field: record[field] for field in fields if field in record}})
        found: list[bool | None] = [False] * len(rules.layer(layer))
        for place in fired:
            if place >= 0:
                found[place] = True
        return found

    def second(record: dict[str, Any], concluded: Conclusions) -> Held:
        return held(2, {**record, **concluded})

    return Premises(plain_record, lambda record: held(1, record), second)


def _expression(condition: Condition, negated: bool = False) -> Any:
    """A condition in the language that the documentation shows."""
    from durable.lang import m

    match condition:
        case Not(part):
            return _expression(part, not negated)
        case All(parts) | AnyOf(parts):
            both = isinstance(condition, All) != negated
            first, *others = (_expression(part, negated) for part in parts)
            for other in others:
                first = first & other if both else first | other
            return first
        case Concluded(conclusion):
            return getattr(m, conclusion) == (not negated)
        case Test(field, operator, operands):
            name = getattr(m, field.name)
            match field.kind:
                case Kind.FLAG:
                    return name == (not negated)
                case Kind.ENUM:
                    first, *others = (name == field.values[place] for place in _places(condition, negated))
                    for other in others:
                        first = first | other
                    return first
                case _:
                    return _compared(name, _OPPOSITE[operator] if negated else operator, operands[0])


def _compared(name: Any, operator: str, operand: int) -> Any:
    match operator:
        case "<":
            return name < operand
        case "<=":
            return name <= operand
        case ">":
            return name > operand
        case _:
            return name >= operand


def _places(test: Test, negated: bool) -> Sequence[int]:
    """The places of the words that are among those named, or are not."""
    return [place for place in range(len(test.field.values)) if (place in test.operands) != negated]


def _definition(condition: Condition, negated: bool = False) -> dict[str, Any]:
    """A condition as the engine takes it."""
    match condition:
        case Not(part):
            return _definition(part, not negated)
        case All(parts) | AnyOf(parts):
            word = "$and" if isinstance(condition, All) != negated else "$or"
            return {word: [_definition(part, negated) for part in parts]}
        case Concluded(conclusion):
            return {conclusion: not negated}
        case Test(field, operator, operands):
            match field.kind:
                case Kind.FLAG:
                    return {field.name: not negated}
                case Kind.ENUM:
                    words = [{field.name: field.values[place]} for place in _places(condition, negated)]
                    return words[0] if len(words) == 1 else {"$or": words}
                case _:
                    word = _WORDS[_OPPOSITE[operator] if negated else operator]
                    return {word: {field.name: operands[0]}}
