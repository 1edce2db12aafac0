"""What the named nodes of a circuit stand for: rules, ends of ranges, forms, the recommendation, contradictions.

A circuit keeps the number of a node under one of these values, and whoever reads it asks with the same value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

End: TypeAlias = Literal["low", "wish", "high"]
ENDS: tuple[End, ...] = ("low", "wish", "high")

#: The conclusions that the scale gives a meaning of its own.
TOLERATED = "tolerated"
APPROVED = "tolerance_approved"


class Reading(Enum):
    """The two readings of a case."""

    ESTABLISHED = "established"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class RuleOutput:
    """Whether a rule applies."""

    rule: str
    reading: Reading


@dataclass(frozen=True)
class StepOutput:
    """Whether an end of the range on a track is at least a step."""

    track: str
    end: End
    step: int
    reading: Reading


@dataclass(frozen=True)
class FormOutput:
    """Whether an end of the outcome is at least a form."""

    end: End
    form: int
    reading: Reading


@dataclass(frozen=True)
class RecommendedOutput:
    """Whether the recommended form is at least a form."""

    form: int
    reading: Reading


@dataclass(frozen=True)
class StartOutput:
    """Whether a recommendation on a track starts at least at a step, in the established reading."""

    track: str
    step: int


@dataclass(frozen=True)
class LeaningOutput:
    """Whether a circumstance that must make it heavier, or may make it lighter, holds on a track."""

    track: str
    leaning: Literal["heavier", "lighter"]
    reading: Reading


@dataclass(frozen=True)
class StageOutput:
    """Whether an end of the established range was at least a step after a stage (0: before any move).

    Attributes:
        move: Index of the move in the scale; None before any.
    """

    track: str
    stage: int
    move: int | None
    end: End
    step: int


@dataclass(frozen=True)
class ContradictionOutput:
    """Whether facts hold that cannot hold at once."""

    id: str
