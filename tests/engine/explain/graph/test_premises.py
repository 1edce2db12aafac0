"""What carries a premise, and what one answer could settle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pytest

from zhunsheng.engine.explain.graph.premises import leaves_behind, leaves_read
from zhunsheng.engine.explain.graph.undecided import NearRules
from zhunsheng.engine.suggestion import TraceCondition, TraceRule

Value = Literal["true", "false", "unknown"]


def leaf(name: str, value: Value) -> TraceCondition:
    known = {"true": True, "false": False, "unknown": None}[value]
    return TraceCondition(
        text=name, operator="fact", established=value, possible=value, facts={f"/case/{name}": known}
    )


def concluded(node: str, value: Value) -> TraceCondition:
    return TraceCondition(
        text=node, operator="conclusion", established="false", possible=value, rests_on=(node,)
    )


def group(operator: str, value: Value, *parts: TraceCondition) -> TraceCondition:
    return TraceCondition(text=operator, operator=operator, established=value, possible=value, parts=parts)


A, B, C = leaf("a", "true"), leaf("b", "false"), leaf("c", "unknown")


@pytest.mark.parametrize(
    ("condition", "behind"),
    [
        (A, {"a": True}),
        (group("all", "true", A, leaf("d", "true")), {"a": True, "d": True}),
        (group("all", "false", A, B, C), {"b": True}),
        (group("all", "unknown", A, C), {"c": True}),
        (group("any", "true", A, B, C), {"a": True}),
        (group("any", "unknown", B, C), {"c": True}),
        (group("at_least", "true", A, leaf("d", "true"), B), {"a": True, "d": True}),
        (group("parts", "true", B, A), {"a": True}),
        (group("not", "true", B), {"b": False}),
        (group("none", "true", B, leaf("d", "false")), {"b": False, "d": False}),
        (group("none", "false", A, B), {"a": False}),
        (group("not", "true", group("any", "false", B)), {"b": False}),
        (group("not", "false", group("not", "true", B)), {"b": True}),
        (group("all", "true"), {"all": True}),
    ],
)
def test_what_carries_a_premise(condition: TraceCondition, behind: Mapping[str, bool]) -> None:
    for reading in ("established", "possible"):
        assert {read.condition.text: read.wanted for read in leaves_behind(condition, reading)} == behind


def test_every_leaf_is_read_with_its_sign() -> None:
    condition = group("all", "true", A, group("none", "true", B, group("not", "false", C)))
    assert {read.condition.text: read.wanted for read in leaves_read(condition)} == {
        "a": True,
        "b": False,
        "c": True,
    }


def rule(node: str, premise: TraceCondition, established: bool = False) -> TraceRule:
    return TraceRule(
        id=node,
        rule=node,
        title=node,
        layer="",
        concludes="",
        instance="",
        established=established,
        possible="true" if established else "unknown",
        cites=(),
        premise=premise,
    )


@pytest.mark.parametrize(
    ("premise", "settling"),
    [
        (C, ["/case/c"]),
        (group("all", "unknown", A, C), ["/case/c"]),
        (group("all", "unknown", C, leaf("d", "unknown")), []),
        (group("all", "unknown", C, leaf("c", "unknown")), ["/case/c"]),
        (group("any", "unknown", C, leaf("d", "unknown")), ["/case/c", "/case/d"]),
        (group("any", "unknown", C, leaf("e", "unknown")), ["/case/c"]),  # e is no open question
        (group("not", "unknown", C), ["/case/c"]),
        (group("none", "unknown", B, C), ["/case/c"]),
        (group("none", "unknown", C, leaf("d", "unknown")), []),
        (group("at_least", "unknown", A, C), ["/case/c"]),
        (group("all", "unknown", A, concluded("other", "unknown")), ["/case/d"]),
        (group("all", "unknown", C, concluded("other", "unknown")), []),
    ],
)
def test_what_one_answer_could_settle(premise: TraceCondition, settling: list[str]) -> None:
    asked = rule("asked", premise)
    rules = {"asked": asked, "other": rule("other", leaf("d", "unknown"))}
    assert list(NearRules(rules, ("/case/c", "/case/d")).settling(asked)) == settling


def test_what_applies_needs_no_answer() -> None:
    applies = rule("applies", A, established=True)
    assert NearRules({"applies": applies}, ("/case/a", "/case/c")).settling(applies) == ()
