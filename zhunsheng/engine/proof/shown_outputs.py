"""Which outputs of a subject's circuit an answer shows: both ends of the ranges, their bounds, and what is recommended.

They come in the order of the circuit, so that two lists of them can be held beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.outputs import (
    FormOutput,
    Reading,
    RecommendedOutput,
    StartOutput,
    StepOutput,
)
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails


def deciding(circuits: Circuits) -> Iterator[int]:
    """The nodes of the established reading that decide where a subject ends."""
    for output, node in circuits.subject.outputs.items():
        match output:
            case (
                FormOutput(end="low" | "high", reading=Reading.ESTABLISHED)
                | StepOutput(end="low" | "high", reading=Reading.ESTABLISHED)
                | RecommendedOutput(reading=Reading.ESTABLISHED)
                | StartOutput()
            ):
                yield node
            case _:
                pass


def bounding(circuits: Circuits) -> Iterator[tuple[int, bool]]:
    """The nodes of the possible reading that bound it, each with whether it is an upper bound."""
    for output, node in circuits.subject.outputs.items():
        match output:
            case (
                FormOutput(end="low" | "high", reading=Reading.POSSIBLE)
                | StepOutput(end="low" | "high", reading=Reading.POSSIBLE)
            ):
                yield node, output.end == "high"
            case _:
                pass


def shown(circuits: Circuits, rails: Rails) -> Iterator[Literal]:
    """The literals on which it shows what an answer says of a subject."""
    for node in deciding(circuits):
        yield rails.of_subject(node)[0]
    for node, is_upper in bounding(circuits):
        true, false = rails.of_subject(node)
        yield false if is_upper else true
