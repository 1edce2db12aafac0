"""What each move does to a range, row by row, on a ladder of four sanctions that can be worked out on paper.

A result is ``(low, wish, high, lowest, highest)``: the established range with the step a recommendation starts from, and the
possible bounds. Fact ``a`` of a conduct opens a range; fact ``a`` of the subject is the circumstance.
"""

from __future__ import annotations

import pytest

from tests.engine.small import (
    ADMONITION,
    SANCTION,
    case,
    engine,
    move,
    rule,
    sanction,
    small_release,
    verdict,
)
from zhunsheng.engine.engines.verdict import differences
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.outcome import recommended_steps
from zhunsheng.engine.scale import MoveKind, Scale


def opens(low: int, high: int, when: str = "c.a") -> Rule:
    return rule(when, "provision:p", low, high)


def holds(kind: str) -> Rule:
    return rule("s.a", f"circumstance:{kind}")


# No move


def test_a_range_opens_where_its_rule_applies() -> None:
    bits = engine([opens(1, 2)])
    assert sanction(bits, "a") == (1, 1, 2, 1, 2)
    assert sanction(bits, "A") == (0, 0, 0, 0, 0)
    assert sanction(bits, "") == (0, 0, 0, 0, 2)  # not established, still possible
    assert sanction(bits) == (0, 0, 0, 0, 0)  # no conduct at all


def test_of_several_ranges_the_heavier_end_counts_each_by_itself() -> None:
    bits = engine([opens(1, 4), opens(2, 3, "c.b")])
    assert sanction(bits, "ab") == (2, 2, 4, 2, 4)
    assert sanction(bits, "a", "b") == (2, 2, 4, 2, 4)
    assert sanction(bits, "a") == (1, 1, 4, 1, 4)


def test_an_unknown_fact_gives_bounds_and_no_opinion() -> None:
    bits = engine([opens(1, 2), opens(3, 4, "c.b")])
    assert sanction(bits, "a") == (1, 1, 2, 1, 4)
    assert sanction(bits, "aB") == (1, 1, 2, 1, 2)


# merge: both ends one step up where two violations each reach the ladder


@pytest.mark.parametrize(
    ("conducts", "subject", "expected"),
    [
        (("a", "a"), "a", (2, 2, 3, 2, 3)),
        (("a", "a"), "A", (1, 1, 2, 1, 2)),
        (("a", "a"), "", (1, 1, 2, 1, 3)),
        (("a",), "a", (1, 1, 2, 1, 2)),  # nothing to merge
        (("a", "A"), "a", (1, 1, 2, 1, 2)),
        (("a", ""), "a", (1, 1, 2, 1, 3)),  # the second is not established, but possible
    ],
)
def test_merge(conducts: tuple[str, ...], subject: str, expected: tuple[int, ...]) -> None:
    assert (
        sanction(engine([opens(1, 2), holds("merge")], move("merge")), *conducts, subject=subject) == expected
    )


def test_merging_leads_past_no_end() -> None:
    bits = engine([opens(4, 4), holds("merge")], move("merge"))
    assert sanction(bits, "a", "a", subject="a") == (4, 4, 4, 4, 4)


# aggravate: the upper end one step up; severe: the range stays. Both lean to the heavier end.


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1, 2, (1, 1, 3, 1, 3)), (4, 4, (4, 4, 4, 4, 4)), (0, 2, (0, 0, 3, 0, 3))],
)
def test_aggravate(low: int, high: int, expected: tuple[int, ...]) -> None:
    bits = engine([opens(low, high), holds("aggravate")], move("aggravate"))
    assert sanction(bits, "a", subject="a") == expected
    assert verdict(bits, "a", subject="a").tracks["sanction"].heavier


def test_nothing_is_aggravated_where_nothing_is_due() -> None:
    assert sanction(engine([opens(1, 2), holds("aggravate")], move("aggravate")), "A", subject="a") == (
        0,
        0,
        0,
        0,
        0,
    )


def test_an_unknown_aggravation_raises_only_what_is_possible() -> None:
    bits = engine([opens(1, 2), holds("aggravate")], move("aggravate"))
    assert sanction(bits, "a") == (1, 1, 2, 1, 3)
    assert not verdict(bits, "a").tracks["sanction"].heavier


def test_severe_prefers_the_heavier_end_of_the_same_range() -> None:
    bits = engine([opens(1, 2), holds("severe")], move("severe"))
    assert sanction(bits, "a", subject="a") == (1, 1, 2, 1, 2)
    assert verdict(bits, "a", subject="a").tracks["sanction"].heavier


# mitigate: a may-clause. It opens the range one step below, and leaves the upper end and the starting point.


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (2, 3, (1, 2, 3, 1, 3)),
        (3, 4, (2, 3, 4, 2, 4)),
        (4, 4, (4, 4, 4, 4, 4)),  # expulsion alone is not reduced (处分条例 2018 art. 22 III)
    ],
)
def test_mitigate(low: int, high: int, expected: tuple[int, ...]) -> None:
    bits = engine([opens(low, high), holds("mitigate")], move("mitigate"))
    assert sanction(bits, "a", subject="a") == expected
    assert verdict(bits, "a", subject="a").tracks["sanction"].lighter


def test_an_unknown_mitigation_lowers_only_what_is_possible() -> None:
    assert sanction(engine([opens(2, 3), holds("mitigate")], move("mitigate")), "a") == (2, 2, 3, 1, 3)


def test_the_lightest_sanction_is_not_reduced_to_nothing() -> None:
    """To go without a sanction is to waive it, which has grounds of its own and leaves a measure of the first form."""
    bits = engine([opens(1, 2), holds("mitigate")], move("mitigate"))
    assert verdict(bits, "a", subject="a").forms.low > 0


# reduce: the law says must (应当减轻). The whole range one step down, and with it where a recommendation starts; below the first
# step there is no sanction, and a measure of the first form instead.


@pytest.mark.parametrize(
    ("low", "high", "expected", "criticism"),
    [
        (2, 3, (1, 1, 2, 1, 2), (0, 0, 0)),
        (3, 4, (2, 2, 3, 2, 3), (0, 0, 0)),
        (4, 4, (3, 3, 3, 3, 3), (0, 0, 0)),
        (1, 2, (0, 0, 1, 0, 1), (2, 2, 2)),  # who would have got a warning is exempt (处分条例 2007 art. 15)
        (1, 1, (0, 0, 0, 0, 0), (2, 2, 2)),
        (0, 2, (0, 0, 1, 0, 1), (0, 0, 0)),
        (0, 1, (0, 0, 0, 0, 0), (0, 0, 2)),  # a warning was open, so what takes its place is
    ],
)
def test_reduce(low: int, high: int, expected: tuple[int, ...], criticism: tuple[int, ...]) -> None:
    bits = engine([opens(low, high), holds("reduce")], move("reduce", instead=2))
    assert sanction(bits, "a", subject="a") == expected
    found = verdict(bits, "a", subject="a").tracks
    assert found["sanction"].lighter
    assert (found["admonition"].low, found["admonition"].wish, found["admonition"].high) == criticism


def test_a_reduction_that_is_refuted_or_unknown_leaves_what_is_established() -> None:
    bits = engine([opens(2, 3), holds("reduce")], move("reduce"))
    assert sanction(bits, "a", subject="A") == (2, 2, 3, 2, 3)
    assert sanction(bits, "a") == (2, 2, 3, 1, 3)
    assert not verdict(bits, "a").tracks["sanction"].lighter


def test_nothing_is_reduced_where_nothing_is_due() -> None:
    bits = engine([opens(2, 3), holds("reduce")], move("reduce"))
    assert sanction(bits, "A", subject="a") == (0, 0, 0, 0, 0)


# lenient: the law says must (应当从轻), within the range. The range stays, and leans to its lighter end.


def test_lenient_prefers_the_lighter_end_of_the_same_range() -> None:
    bits = engine([opens(2, 3), holds("lenient")], move("lenient"))
    assert sanction(bits, "a", subject="a") == (2, 2, 3, 2, 3)
    assert verdict(bits, "a", subject="a").tracks["sanction"].lighter


def test_an_unknown_leniency_leans_nowhere() -> None:
    bits = engine([opens(2, 3), holds("lenient")], move("lenient"))
    assert sanction(bits, "a") == (2, 2, 3, 2, 3)
    assert not verdict(bits, "a").tracks["sanction"].lighter


def test_who_must_be_treated_leniently_is_not_recommended_the_heavier_end() -> None:
    """Beside a circumstance that must make it heavier the two weigh against each other: it starts where the law asks to."""
    rules = [opens(1, 3), holds("severe"), rule("s.b", "circumstance:lenient")]
    bits = engine(rules, move("severe"), move("lenient"))
    scale = Scale((SANCTION, ADMONITION), (), ())
    severe, both = (verdict(bits, "a", subject=facts).tracks for facts in ("a", "ab"))
    assert recommended_steps(severe, scale)["sanction"] == 3
    assert recommended_steps(both, scale)["sanction"] == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # durable-rules, on Python 3.12
@pytest.mark.parametrize("kind", ["reduce", "lenient"])
@pytest.mark.parametrize(("low", "high"), [(1, 2), (2, 3), (0, 3), (3, 4), (4, 4)])
def test_the_second_engine_makes_these_moves_alike(kind: MoveKind, low: int, high: int) -> None:
    """It works with whole numbers and bounds, and shares nothing of the rows."""
    pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")
    from zhunsheng.engine.engines.rete.engine import ReteEngine

    rules = [opens(low, high), holds(kind)]
    moves = move(kind, instead=2) if kind == "reduce" else move(kind)
    first, second = engine(rules, moves), ReteEngine(small_release(rules, moves))
    for subject in ("a", "A", ""):
        made = case("a", subject=subject)
        assert list(differences(first.evaluate(made), second.evaluate(made))) == []


# waive: no sanction, a measure of the first form instead; only where the range starts low enough


@pytest.mark.parametrize(
    ("low", "high", "expected", "criticism"),
    [
        (1, 2, (0, 1, 2, 0, 2), 2),
        (2, 3, (0, 2, 3, 0, 3), 2),
        (3, 4, (3, 3, 4, 3, 4), 0),  # starts too high
        (0, 2, (0, 0, 2, 0, 2), 0),  # nothing was due
    ],
)
def test_waive(low: int, high: int, expected: tuple[int, ...], criticism: int) -> None:
    bits = engine([opens(low, high), holds("waive")], move("waive", start_at_most=2, instead=2))
    assert sanction(bits, "a", subject="a") == expected
    assert verdict(bits, "a", subject="a").tracks["admonition"].low == criticism


def test_waived_is_not_unpunished() -> None:
    bits = engine([opens(1, 2), holds("waive")], move("waive", start_at_most=2, instead=2))
    assert verdict(bits, "a", subject="a").forms.low == 1


def test_a_range_that_starts_too_high_is_not_reduced_first_and_then_waived() -> None:
    """免予 is for what is due a warning or a serious warning (处分条例 2018 art. 19), not for a removal, reduced."""
    bits = engine(
        [opens(3, 4), holds("mitigate"), rule("s.a", "circumstance:waive", id="w")],
        move("waive", start_at_most=2, instead=2),
        move("mitigate"),
    )
    assert sanction(bits, "a", subject="a")[0] == 2


# cap: no end above a step


@pytest.mark.parametrize(
    ("subject", "expected"), [("a", (2, 2, 2, 2, 2)), ("A", (3, 3, 4, 3, 4)), ("", (3, 3, 4, 2, 4))]
)
def test_cap(subject: str, expected: tuple[int, ...]) -> None:
    assert sanction(engine([opens(3, 4), holds("cap")], move("cap", at=2)), "a", subject=subject) == expected


def test_moves_are_made_in_the_order_of_the_scale() -> None:
    rules = [opens(3, 3), holds("aggravate"), rule("s.a", "circumstance:cap", id="cap")]
    assert sanction(engine(rules, move("aggravate"), move("cap", at=3)), "a", subject="a") == (3, 3, 3, 3, 3)
    assert sanction(engine(rules, move("cap", at=3), move("aggravate")), "a", subject="a") == (3, 3, 4, 3, 4)
