"""A move that is refused: every reason, each with a stable code, in Chinese and English, and with what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.engine.vocabulary.facts import Text


@dataclass(frozen=True)
class Refusal:
    """Why a move is not made; there is at least one problem."""

    problems: tuple[Problem, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the problems, in order."""
        return tuple(problem.code for problem in self.problems)


def refused(problems: Iterable[Problem]) -> Refusal | None:
    """A refusal for the problems, if there are any."""
    found = tuple(problems)
    return Refusal(found) if found else None


def told(code: str, what: Text, mend: Text, pointer: str = "") -> Problem:
    """A problem in both languages.

    Args:
        pointer: RFC 6901 pointer into the move.
    """
    return Problem(code, what.en, mend=mend.en, pointer=pointer, zh=Chinese(what.zh, mend.zh))
