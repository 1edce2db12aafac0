"""The rules as a person writes them in Python where facts may be unknown: both readings of every rule.

A premise returns True, False or None, and remembers on its way whether something was open:

    def first_r017(case, concluded):
        open = False
        if case.flag_03 is None:
            open = True
        elif not case.flag_03:
            return False
        if case.flag_08 or case.sort_02 in CONSTANT_4:
            pass
        elif case.flag_08 is None or case.sort_02 is None:
            open = True
        else:
            return False
        return None if open else True

Whoever leaves the None out writes half the code and takes an unknown fact for a no; those are not these rules any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from benchmarks.peers.conditions import All, AnyOf, Concluded, Condition, Not, Test
from benchmarks.peers.hand_written import KEY, LABEL, case_maker
from benchmarks.peers.python_words import Constants, compiled, known_false, known_true
from benchmarks.peers.ruleset import Rule, RuleSet
from benchmarks.peers.single import SinglePeer

Leaf: TypeAlias = "Test | Concluded | Not"
Concluding: TypeAlias = Mapping[str, Sequence[str]]
Premise: TypeAlias = Callable[[Any, Mapping[str, "bool | None"]], "bool | None"]


def hand_written_both_readings(rules: RuleSet) -> SinglePeer:
    """For partly known cases."""
    constants = Constants()
    lines = [line for rule in rules.rules for line in _function(rule, constants)]
    functions = compiled(lines, constants.scope, "hand-written readings")

    def of(layer: int) -> Sequence[tuple[str, Premise, Sequence[str]]]:
        return [(r.id, functions[r.variable], rules.overriding[r.id]) for r in rules.layer(layer)]

    first, second = of(1), of(2)
    concluding = {key: ids for key, ids in rules.concluding.items() if ids[0] in {id for id, _, _ in first}}

    def evaluate(case: Any) -> tuple[dict[str, bool], dict[str, bool | None]]:
        established: dict[str, bool] = {}
        possible: dict[str, bool | None] = {}
        for id, premise, exceptions in first:
            holds = premise(case, {})
            established[id] = holds is True and not (exceptions and _any(exceptions, established))
            possible[id] = _unless(holds, exceptions, possible) if exceptions else holds
        shown = {key: _any(ids, established) for key, ids in concluding.items()}
        open = {key: _any(ids, possible) for key, ids in concluding.items()}
        for id, premise, exceptions in second:
            holds = premise(case, shown)
            established[id] = holds is True and not (exceptions and _any(exceptions, established))
            holds = premise(case, open)
            possible[id] = _unless(holds, exceptions, possible) if exceptions else holds
        return established, possible

    def readings(found: tuple[dict[str, bool], dict[str, bool | None]]) -> list[tuple[bool, bool | None]]:
        return list(zip(found[0].values(), found[1].values(), strict=True))

    return SinglePeer(KEY, LABEL, case_maker(rules), evaluate, readings)


def _any(ids: Sequence[str], verdicts: Mapping[str, bool | None]) -> bool | None:
    """Whether any applies: True, False, or None where that is open."""
    open = False
    for id in ids:
        verdict = verdicts[id]
        if verdict:
            return True
        if verdict is None:
            open = True
    return None if open else False


def _unless(
    holds: bool | None, exceptions: Sequence[str], possible: Mapping[str, bool | None]
) -> bool | None:
    """What a premise comes to under exceptions."""
    if holds is False:
        return False
    excepted = _any(exceptions, possible)
    if excepted:
        return False
    return None if excepted is None else holds


def _function(rule: Rule, constants: Constants) -> Iterator[str]:
    yield f"def {rule.variable}(case, concluded):"
    yield "    open = False"
    decisive = isinstance(rule.premise, AnyOf)
    parts = rule.premise.parts if isinstance(rule.premise, All | AnyOf) else (rule.premise,)
    for part in parts:
        yield from (f"    {line}" for line in _part(part, decisive, constants))
    yield f"    return None if open else {not decisive}"


def _part(part: Condition, decisive: bool, constants: Constants) -> Iterator[str]:
    """One part of a premise: the value that decides the whole returns, an open one is remembered."""
    negated = isinstance(part, Not) and isinstance(part.part, AnyOf)
    group = part.part if isinstance(part, Not) and negated else part
    options = group.parts if isinstance(group, AnyOf) else (group,)
    true = " or ".join(_true(option, constants) for option in options)
    unknown = " or ".join(f"{_value(option)} is None" for option in options)
    if negated != decisive:  # it decides when one of the options is true
        yield f"if {true}:"
        yield f"    return {decisive}"
        yield f"if {unknown}:"
        yield "    open = True"
        return
    yield f"if {true}:"
    yield "    pass"
    yield f"elif {unknown}:"
    yield "    open = True"
    yield "else:"
    yield f"    return {decisive}"


def _true(option: Condition, constants: Constants) -> str:
    match option:
        case Not(Test() as test):
            return known_false(test, _value(option), constants)
        case Not(Concluded()):
            return f"{_value(option)} is False"
        case Test():
            return known_true(option, _value(option), constants)
        case _:
            return _value(option)


def _value(option: Condition) -> str:
    """The variable that an option asks for."""
    match option:
        case Not(part):
            return _value(part)
        case Test(field):
            return f"case.{field.name}"
        case Concluded(conclusion):
            return f'concluded["{conclusion}"]'
        case _:
            raise TypeError(f"{option} is no single comparison")
