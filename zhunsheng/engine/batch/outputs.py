"""The names under which programs write rows of bits, and a program together with where it writes what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.batch import rail_graph
from zhunsheng.engine.batch.rail_graph import RailGraph
from zhunsheng.engine.batch.rail_program import RailProgram, program
from zhunsheng.engine.batch.words import Words

#: The law that the subject's established reading goes by, and all the law that can still apply.
Outlook: TypeAlias = Literal["chosen", "horizon"]
OUTLOOKS: tuple[Outlook, ...] = ("chosen", "horizon")


@dataclass(frozen=True)
class PartRail:
    """What a subject's circuit is told of its conducts: a rail of a question about them, by its node in that circuit."""

    question: int
    outlook: Outlook
    rail: bool


@dataclass(frozen=True)
class ConductRail:
    """What a conduct says to such a question: a rail of the node that it asks about."""

    node: int
    outlook: Outlook
    rail: bool


@dataclass(frozen=True)
class RuleRail:
    """Whether a rule is established; or, of its possible reading, a rail."""

    rule: str
    reading: Literal["established", "possible true", "possible false"]


@dataclass(frozen=True)
class LawRail:
    """Something about the choice between two laws: an input or an output of a conduct's program."""

    says: Literal["compares", "act unknown", "uncertain", "dated", "by decision"]


@dataclass(frozen=True)
class FormRail:
    """Whether an end of the range of forms, or the recommendation, reaches a form."""

    end: Literal["at_least", "at_most", "recommended", "lowest", "not_highest"]
    form: int


@dataclass(frozen=True)
class StepRail:
    """Whether a recommendation starts at a step, or an end of the range on a track reaches it."""

    track: str
    end: Literal["start", "high", "low", "lowest", "not_highest"]
    step: int


@dataclass(frozen=True)
class UsualRail:
    """Whether notices usually come to a form."""

    form: int


@dataclass(frozen=True)
class MatchingRail:
    """Whether a recommendation is raised by a matching, by its number in the scale."""

    number: int


@dataclass(frozen=True, eq=False)
class NamedProgram:
    """A program, and at which row of its output each name is."""

    program: RailProgram
    places: Mapping[object, int]

    @staticmethod
    def of(graph: RailGraph, outputs: Mapping[object, rail_graph.Literal]) -> NamedProgram:
        """The program that writes these literals."""
        return NamedProgram(
            program(graph, tuple(outputs.values())), {name: place for place, name in enumerate(outputs)}
        )


@dataclass(frozen=True, eq=False)
class Written:
    """What a program wrote."""

    places: Mapping[object, int]
    rows: Words

    def __getitem__(self, name: object) -> Words:
        """The row of a name."""
        found: Words = self.rows[self.places[name]]
        return found

    def of_kinds(self, *kinds: type) -> list[int]:
        """At which rows names of some kinds are."""
        return [place for name, place in self.places.items() if isinstance(name, kinds)]
