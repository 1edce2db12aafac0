"""Kleene's tables, row by row."""

from __future__ import annotations

import pytest

from zhunsheng.engine.kleene import Truth, at_least, conjunction, disjunction, truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [(T, T, T, T), (T, U, U, T), (T, F, F, T), (U, U, U, U), (U, F, F, U), (F, F, F, F)],
)
def test_and_or(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    assert conjunction((one, other)) is conjunction((other, one)) is both
    assert disjunction((one, other)) is disjunction((other, one)) is either


def test_not() -> None:
    assert (~T, ~U, ~F) == (F, U, T)


def test_what_is_empty() -> None:
    assert conjunction(()) is T
    assert disjunction(()) is F
    assert at_least(1, ()) is F
    assert at_least(0, ()) is T


@pytest.mark.parametrize(
    ("number", "values", "expected"),
    [
        (2, (T, T, F), T),
        (2, (T, U, F), U),  # the unknown one decides
        (2, (T, F, F), F),
        (2, (U, F, F), F),  # it can no longer decide
        (1, (U, U, T), T),
        (3, (T, T, U), U),
    ],
)
def test_at_least(number: int, values: tuple[Truth, ...], expected: Truth) -> None:
    assert at_least(number, values) is expected


def test_a_missing_bool_is_unknown_and_not_false() -> None:
    assert (truth(True), truth(False), truth(None)) == (T, F, U)


def test_a_truth_is_never_read_as_a_bool() -> None:
    """`if truth:` would take unknown for true."""
    for value in Truth:
        with pytest.raises(TypeError, match="not a bool"):
            bool(value)
