"""Peers that evaluate conditions, and know neither exceptions nor layers: what they leave to do, done in Python.

Expression languages say of each premise whether it holds. That a rule gives way to its exceptions, and that later rules read
what earlier ones concluded, is up to whoever embeds them: two calls, and some plain Python between and after them. It is
written out here as one straight-line function, the quickest way there is, and counts towards the peer's time, as it does in
life.

The same is written out for facts that may be unknown: a premise is then True, False or None, and the second layer is asked
twice, about what is established and about what is possible. A language that has no third value gives itself away there: the
check finds the first rule on which it is wrong, and the report says that it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from benchmarks.peers.cases import Record
from benchmarks.peers.python_words import compiled
from benchmarks.peers.ruleset import EPOCH, Rule, RuleSet
from benchmarks.peers.single import SinglePeer

#: Of each premise of a layer whether it holds; None where that is unknown.
Held: TypeAlias = "Sequence[bool | None]"
Conclusions: TypeAlias = "dict[str, bool | None]"


@dataclass(frozen=True)
class Premises:
    """How a peer evaluates the premises of each layer.

    Attributes:
        prepared: A record in the peer's own form; outside the clock.
        first: The premises of the first layer.
        second: Those of the second, with the conclusions of the first. An unknown conclusion is left out.
    """

    prepared: Callable[[Record], Any]
    first: Callable[[Any], Held]
    second: Callable[[Any, Conclusions], Held]


def plain_record(record: Record) -> Record:
    """A record without dates, a day being its number, which every language compares quickly; what is unknown is left out."""
    days = {name: (value - EPOCH).days for name, value in record.items() if hasattr(value, "toordinal")}
    return {name: days.get(name, value) for name, value in record.items() if value is not None}


def premise_peer(rules: RuleSet, key: str, label: str, premises: Premises) -> SinglePeer:
    """For complete cases."""
    lines = ["def evaluate(data, first, second):", *_taken(rules, 1, "first(data)", "")]
    lines += _verdicts(rules.layer(1), rules)
    lines += _taken(rules, 2, f"second(data, {{{_conclusions(rules, '')}}})", "")
    lines += _verdicts(rules.layer(2), rules)
    lines.append(f"    return ({', '.join(rule.variable for rule in rules.rules)})")
    return _peer(rules, key, label, premises, lines, list)


def premise_peer_both_readings(rules: RuleSet, key: str, label: str, premises: Premises) -> SinglePeer:
    """For partly known cases."""
    lines = ["def evaluate(data, first, second):", *_taken(rules, 1, "first(data)", "_p")]
    lines += _readings(rules.layer(1), rules, "_p")
    lines += _taken(rules, 2, f"second(data, {{{_conclusions(rules, '_e')}}})", "_s")
    lines.append(f"    concluded = {{{_open_conclusions(rules)}}}")
    lines.append("    concluded = {key: value for key, value in concluded.items() if value is not None}")
    lines += _taken(rules, 2, "second(data, concluded)", "_p")
    lines += _readings(rules.layer(2), rules, "_s")
    lines.append(f"    return ({', '.join(f'({r.variable}_e, {r.variable})' for r in rules.rules)})")
    return _peer(rules, key, label, premises, lines, list)


def _peer(
    rules: RuleSet,
    key: str,
    label: str,
    premises: Premises,
    lines: list[str],
    verdicts: Callable[[Any], Any],
) -> SinglePeer:
    evaluate = compiled(lines, {}, f"{key} of {len(rules.rules)} rules")["evaluate"]
    first, second = premises.first, premises.second
    return SinglePeer(key, label, premises.prepared, lambda data: evaluate(data, first, second), verdicts)


def _taken(rules: RuleSet, layer: int, call: str, suffix: str) -> list[str]:
    return [f"    ({', '.join(rule.variable + suffix for rule in rules.layer(layer))}) = {call}"]


def _names(ids: Sequence[str], suffix: str = "") -> list[str]:
    return [id.replace(".", "_") + suffix for id in ids]


def _verdicts(layer: Sequence[Rule], rules: RuleSet) -> list[str]:
    return [
        f"    {rule.variable} = {rule.variable} and not ({' or '.join(_names(others))})"
        for rule in layer
        if (others := rules.overriding[rule.id])
    ]


def _readings(layer: Sequence[Rule], rules: RuleSet, shown: str) -> list[str]:
    """Both readings of a layer, from its premises."""
    lines = []
    for rule in layer:
        name, others = rule.variable, rules.overriding[rule.id]
        spared = "".join(f" and not {other}" for other in _names(others, "_e"))
        lines.append(f"    {name}_e = {name}{shown} is True{spared}")
        if not others:
            lines.append(f"    {name} = {name}_p")
            continue
        false = " or ".join([f"{name}_p is False", *_names(others)])
        unknown = " or ".join(f"{one} is None" for one in (f"{name}_p", *_names(others)))
        lines.append(f"    {name} = False if {false} else None if {unknown} else True")
    return lines


def _read(rules: RuleSet) -> Mapping[str, Sequence[str]]:
    """The conclusions of the first layer, each with the rules that come to it."""
    first = {rule.conclusion for rule in rules.layer(1)}
    return {key: ids for key, ids in rules.concluding.items() if key in first}


def _conclusions(rules: RuleSet, suffix: str) -> str:
    return ", ".join(f'"{key}": {" or ".join(_names(ids, suffix))}' for key, ids in _read(rules).items())


def _open_conclusions(rules: RuleSet) -> str:
    found = []
    for key, ids in _read(rules).items():
        names = _names(ids)
        unknown = " or ".join(f"{name} is None" for name in names)
        found.append(f'"{key}": True if {" or ".join(names)} else None if {unknown} else False')
    return ", ".join(found)
