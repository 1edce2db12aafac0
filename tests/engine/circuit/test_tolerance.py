"""What tolerance does to a range: the law says *may*, so it opens the lower end, and people close the upper one."""

from __future__ import annotations

import pytest

from tests.engine.small import engine, rule, sanction, verdict

#: a: the act; b: a ground; c: a ground with a milder measure; d: the competent organ has approved.
RULES = [
    rule("c.a", "provision:p", 2, 3),
    rule("c.b", "tolerance:ground"),
    rule("c.c", "tolerance:mild_ground", 1, 1, track="admonition"),
    rule("c.d", "tolerance:tolerance_approved"),
]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("aBCD", (2, 2, 3, 2, 3)),
        ("abCD", (0, 0, 3, 0, 3)),  # nothing need follow, all of it may
        ("abCd", (0, 0, 0, 0, 0)),  # nothing may
        ("aBCd", (2, 2, 3, 2, 3)),  # approved without a ground: nothing
        ("aCD", (2, 2, 3, 0, 3)),  # whether there is a ground is unknown
        ("abC", (0, 0, 3, 0, 3)),  # whether it is approved is unknown
    ],
)
def test_a_ground_of_tolerance(act: str, expected: tuple[int, ...]) -> None:
    assert sanction(engine(RULES), act) == expected


def test_tolerance_is_of_one_conduct_and_not_of_another() -> None:
    assert sanction(engine(RULES), "abCd", "aBCD") == (2, 2, 3, 2, 3)


def admonition(act: str) -> tuple[int, int, int]:
    ends = verdict(engine(RULES), act).tracks["admonition"]
    return ends.low, ends.wish, ends.high


def test_some_grounds_leave_a_milder_measure() -> None:
    assert admonition("aBcD") == (1, 1, 1)
    assert sanction(engine(RULES), "aBcD") == (0, 0, 3, 0, 3)


def test_the_milder_measure_takes_the_place_of_something() -> None:
    """An act that leads to nothing is not criticized because it is tolerated."""
    assert admonition("ABcD") == (0, 0, 0)


def test_a_ground_that_spares_it_altogether_spares_the_milder_measure_too() -> None:
    assert admonition("abcD") == (0, 0, 0)


def test_the_milder_measure_outlives_the_approval() -> None:
    assert admonition("aBcd") == (1, 1, 1)
    assert sanction(engine(RULES), "aBcd") == (0, 0, 0, 0, 0)


#: a: the act, on both ladders; b: a hook under which no sanction need follow; c: one under which none may; d: approved.
HOOKS = [
    rule("c.a", "provision:p", 2, 3),
    rule("c.a", "provision:q", 1, 2, track="admonition"),
    rule("c.b", "tolerance:hook", id="may", may_spare=["sanction"]),
    rule("c.c", "tolerance:hook", id="must", must_spare=["sanction"]),
    rule("c.d", "tolerance:tolerance_approved"),
]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("aBCD", (2, 2, 3, 2, 3)),
        ("abCD", (0, 0, 3, 0, 3)),  # nothing need follow
        ("abCd", (0, 0, 0, 0, 0)),  # nothing may, once approved
        ("aBcD", (0, 0, 0, 0, 0)),  # nothing may, whether or not it is approved
        ("aBCd", (2, 2, 3, 2, 3)),  # approved without a ground: nothing
        ("aBD", (2, 2, 3, 0, 3)),  # whether the law bars it is unknown
    ],
)
def test_a_hook_of_one_instrument(act: str, expected: tuple[int, ...]) -> None:
    assert sanction(engine(HOOKS), act) == expected


@pytest.mark.parametrize("act", ["abCd", "aBcd"])
def test_a_hook_reaches_no_other_track(act: str) -> None:
    ends = verdict(engine(HOOKS), act).tracks["admonition"]
    assert (ends.low, ends.wish, ends.high) == (1, 1, 2)
