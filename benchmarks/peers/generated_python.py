"""The rules as one straight-line Python function over a dictionary, as a generator of code would write it.

No function is called and nothing is looked up twice; Python cannot do this much faster. It keeps what each premise came to
beside each verdict, since an answer that nobody can follow is of no use here: that is the trace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.peers.conditions import Language
from benchmarks.peers.python_words import Constants, compiled, holds, known_false, known_true
from benchmarks.peers.ruleset import RuleSet
from benchmarks.peers.single import SinglePeer

KEY = "generated"
LABEL = "generated Python, with trace"


def generated(rules: RuleSet) -> SinglePeer:
    """For complete cases."""
    constants = Constants()
    language = Language[str](
        lambda test: holds(test, test.field.name, constants),
        lambda conclusion: _joined(_names(rules.concluding[conclusion]), "or"),
        lambda part: f"(not {part})",
        lambda parts: _joined(parts, "and"),
        lambda parts: _joined(parts, "or"),
    )
    lines = []
    for rule in rules.rules:
        spared = [f"not {name}" for name in _names(rules.overriding[rule.id])]
        lines.append(f"{rule.variable}_premise = {language.say(rule.premise)}")
        lines.append(f"{rule.variable} = {_joined([f'{rule.variable}_premise', *spared], 'and')}")
    run = _function(rules, lines, ("", "_premise"), constants)
    return SinglePeer(KEY, LABEL, dict, run, lambda found: [applies for applies, _ in found])


def generated_both_readings(rules: RuleSet) -> SinglePeer:
    """For partly known cases: known to apply (``_t``), known not to (``_f``), and established (``_e``)."""
    constants = Constants()
    possible, established = _rails(rules, constants, "_t", "_f"), _rails(rules, constants, "_e", "")
    lines = []
    for rule in rules.rules:
        name, others = rule.variable, rules.overriding[rule.id]
        true, false = possible.say(rule.premise)
        shown = established.say(rule.premise)[0] if rule.layer == 2 else f"{name}_premise"
        spared = [f"not {other}" for other in _names(others, "_e")]
        lines += [
            f"{name}_premise = {true}",
            f"{name}_t = {_joined([f'{name}_premise', *_names(others, '_f')], 'and')}",
            f"{name}_f = {_joined([*_names(others, '_t'), false], 'or')}",
            f"{name}_e = {_joined([shown, *spared], 'and')}",
        ]
    run = _function(rules, lines, ("_e", "_t", "_f", "_premise"), constants)
    return SinglePeer(KEY, LABEL, dict, run, _readings)


def _readings(found: Sequence[tuple[Any, Any, Any, Any]]) -> list[tuple[bool, bool | None]]:
    return [(bool(shown), True if true else False if false else None) for shown, true, false, _ in found]


def _rails(rules: RuleSet, constants: Constants, true: str, false: str) -> Language[tuple[str, str]]:
    """How to say that a condition is known to be true, and that it is known to be false: each needs the other under a *not*.

    Args:
        true, false: What stands behind the name of a rule that applies, or does not; without `false`, what is not true is false.
    """

    def concluded(conclusion: str) -> tuple[str, str]:
        ways = rules.concluding[conclusion]
        holds = _joined(_names(ways, true), "or")
        return holds, _joined(_names(ways, false), "and") if false else f"(not {holds})"

    return Language(
        lambda test: (
            known_true(test, test.field.name, constants),
            known_false(test, test.field.name, constants),
        ),
        concluded,
        lambda part: (part[1], part[0]),
        lambda parts: (_joined([t for t, _ in parts], "and"), _joined([f for _, f in parts], "or")),
        lambda parts: (_joined([t for t, _ in parts], "or"), _joined([f for _, f in parts], "and")),
    )


def _function(
    rules: RuleSet, lines: Sequence[str], kept: Sequence[str], constants: Constants
) -> Callable[[Any], Any]:
    """The function around the lines: it takes every fact into a variable, and gives what is kept of every rule."""
    taken = [f'    {field.name} = facts["{field.name}"]' for field in rules.fields]
    given = [f"({', '.join(rule.variable + suffix for suffix in kept)})," for rule in rules.rules]
    text = [
        "def evaluate(facts):",
        *taken,
        *(f"    {line}" for line in lines),
        f"    return ({' '.join(given)})",
    ]
    function: Callable[[Any], Any] = compiled(text, constants.scope, "generated rules")["evaluate"]
    return function


def _names(ids: Sequence[str], suffix: str = "") -> list[str]:
    return [id.replace(".", "_") + suffix for id in ids]


def _joined(parts: Sequence[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"
