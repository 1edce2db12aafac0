"""Three truth values: true, false, and not known.

Most systems that decide about people know two values and store "not recorded" as one of them, usually as false. In an
accountability case that is how an unknown becomes guilt ("there is no record of a report, so she did not report") or
innocence. Kleene's strong logic has the third value and one law: a result is known only where every way of filling in the
unknowns would give the same one. `false and unknown` is false, since whatever the unknown turns out to be cannot save it;
`true and unknown` is unknown; `not unknown` is unknown.

Source: S. C. Kleene, Introduction to Metamathematics (1952), §64.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """A Kleene truth value."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @property
    def known(self) -> bool:
        """Whether the value is settled."""
        return self is not Truth.UNKNOWN

    def __invert__(self) -> Truth:
        """Kleene's negation."""
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE

    def __bool__(self) -> bool:
        """Refused: `if truth:` would silently read unknown as something."""
        raise TypeError(
            "a Kleene value is not a bool: compare it with Truth.TRUE, Truth.FALSE or Truth.UNKNOWN"
        )


def truth(value: bool | None) -> Truth:
    """The Kleene value of a bool that may be missing."""
    if value is None:
        return Truth.UNKNOWN
    return Truth.TRUE if value else Truth.FALSE


def conjunction(values: Iterable[Truth]) -> Truth:
    """True when all are true, false when any is false. An empty one is true."""
    result = Truth.TRUE
    for value in values:
        if value is Truth.FALSE:
            return Truth.FALSE
        if value is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def disjunction(values: Iterable[Truth]) -> Truth:
    """True when any is true, false when all are false. An empty one is false."""
    result = Truth.FALSE
    for value in values:
        if value is Truth.TRUE:
            return Truth.TRUE
        if value is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def at_least(number: int, values: Iterable[Truth]) -> Truth:
    """Whether at least `number` of the values are true."""
    true = unknown = 0
    for value in values:
        true += value is Truth.TRUE
        unknown += value is Truth.UNKNOWN
    if true >= number:
        return Truth.TRUE
    return Truth.FALSE if true + unknown < number else Truth.UNKNOWN
