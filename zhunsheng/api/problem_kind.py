"""One kind of problem; all of them are in `problem_kinds`."""

from __future__ import annotations

from dataclasses import dataclass

from zhunsheng.engine.vocabulary.facts import Text


@dataclass(frozen=True)
class Kind:
    """One kind of problem.

    Attributes:
        status: The HTTP status it is reported with when it is the only one.
        title: What it is called; the same each time, as RFC 9457 asks.
    """

    code: str
    status: int
    title: Text
