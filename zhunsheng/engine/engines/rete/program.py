"""What the rules of one level have become: keys, and productions over them, in the order in which they are
fired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.engine.engines.rete.formulas import Reading
from zhunsheng.engine.engines.rete.leaves import Test
from zhunsheng.engine.language.conditions import Condition, Quantified


@dataclass(frozen=True)
class Rails:
    """The keys "known true" and "known false" of something."""

    true: str
    false: str


@dataclass(frozen=True)
class RuleKeys:
    """The keys of a rule's three results."""

    established: str
    possible: Rails


@dataclass(frozen=True)
class Production:
    """Where all of `keys` are there, `result` is; without keys, always."""

    result: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Stratum:
    """Productions that are fired together.

    Attributes:
        absences: Result → the key that says it did not come about.
    """

    productions: tuple[Production, ...]
    absences: Mapping[str, str]


@dataclass(frozen=True)
class ConclusionKeys:
    """The rails of a conclusion that a layer reads, and the rules that conclude it or what implies it."""

    established: Rails
    possible: Rails
    rules: tuple[RuleKeys, ...]


@dataclass(frozen=True)
class Step:
    """One layer: the conclusions it reads from earlier layers, and its strata."""

    reads: tuple[ConclusionKeys, ...]
    strata: tuple[Stratum, ...]


@dataclass(frozen=True)
class Program:
    """All of one level.

    Attributes:
        tests: The leaves that facts answer.
        questions: The leaves that ask about parts, and the reading they are asked in.
        steps: The layers in their order; after them, a step that answers what the next level asks.
        answers: The condition of a question from above, and the reading → its rails.
        rules: By id.
    """

    tests: Mapping[Test, Rails]
    questions: Mapping[tuple[Quantified, Reading], Rails]
    steps: tuple[Step, ...]
    answers: Mapping[tuple[Condition, Reading], Rails]
    rules: Mapping[str, RuleKeys]
