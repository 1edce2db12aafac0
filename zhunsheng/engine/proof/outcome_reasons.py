"""Outcomes as targets of `reasons`: a recommended form, a measure within the range, being spared although a provision applies.

What no rule shows by itself shows here: a form that came about by a merger, a reduction, an exemption, a tolerance, practice.
All of it is read in the established reading, which has no third value, so that "not more than this form" is a literal too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.outputs import Reading, RecommendedOutput, StepOutput
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.proof.reasons import RuleTarget
from zhunsheng.engine.scale import FORMS


@dataclass(frozen=True)
class FormTarget:
    """The recommended form is this one; 0 is "not held accountable"."""

    form: int

    def literals(self, rails: Rails, circuits: Circuits) -> Iterator[Literal]:
        """The form is reached, and the next one is not."""
        if self.form:
            yield _established(rails, circuits, RecommendedOutput(self.form, Reading.ESTABLISHED))
        if self.form < FORMS[-1]:
            yield -_established(rails, circuits, RecommendedOutput(self.form + 1, Reading.ESTABLISHED))


@dataclass(frozen=True)
class MeasureTarget:
    """A measure lies within the established range of its track: step 1 or above.

    Attributes:
        steps: How many the track has.
    """

    track: str
    step: int
    steps: int

    def literals(self, rails: Rails, circuits: Circuits) -> Iterator[Literal]:
        """The upper end reaches the step, and the lower end does not go beyond it."""
        yield _established(rails, circuits, StepOutput(self.track, "high", self.step, Reading.ESTABLISHED))
        if self.step < self.steps:
            yield -_established(
                rails, circuits, StepOutput(self.track, "low", self.step + 1, Reading.ESTABLISHED)
            )


@dataclass(frozen=True)
class SparedTarget:
    """One of these rules is established, and yet nothing is recommended.

    Nothing is recommended where nothing is known, either: without the rule there would be nothing to explain.
    """

    rules: tuple[RuleTarget, ...]

    def literals(self, rails: Rails, circuits: Circuits) -> Iterator[Literal]:
        """One of the rules is, and the first form is not reached."""
        yield rails.clauses.any_of(
            literal for rule in self.rules for literal in rule.literals(rails, circuits)
        )
        yield from FormTarget(0).literals(rails, circuits)


def _established(rails: Rails, circuits: Circuits, output: RecommendedOutput | StepOutput) -> Literal:
    return rails.of_subject(circuits.subject.outputs[output])[0]
