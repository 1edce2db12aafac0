"""What it would take: the smallest changes with which a form is recommended, or with which it gets lighter or heavier at all.

Bits try every change of two or three facts (`changes`). What is further away, or is asked for by name ("not held accountable"),
is looked for by `change_search`.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import (
    FormOutput,
    Reading,
    RecommendedOutput,
    StartOutput,
    StepOutput,
)
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.explain.change_search import ChangeSearch, Established, Reached
from zhunsheng.engine.explain.outcomes import Direction, Outcome
from zhunsheng.engine.proof.clauses import Clauses, Literal
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.variants.columns import Columns

#: So many sets of changes are told.
TOLD = 5


def to_form(rules: CompiledRelease, subject: Instance, form: int, told: int = TOLD) -> Reached:
    """The smallest changes, also of facts that would have to be found out, for which a form is recommended.

    Args:
        subject: The subject's instance, with its conducts; none of them was given a law.
        form: 0 (not held accountable) to 4.
    """

    def wanted(_: Clauses, established: Established) -> Sequence[Literal]:
        reached = [established(RecommendedOutput(number, Reading.ESTABLISHED)) for number in FORMS]
        beyond = [-literal for literal in reached[form : form + 1]]
        return [*reached[form - 1 : form], *beyond] if form else beyond

    def ends(outcome: Outcome) -> bool:
        return outcome.recommended == form

    return ChangeSearch(rules, subject, finding=True).smallest(wanted, ends, told)


def towards(rules: CompiledRelease, subject: Instance, now: Outcome, direction: Direction) -> Reached:
    """The smallest changes of established facts that make the outcome lighter, or heavier; one of them.

    Args:
        now: Where the subject ends as it is.
    """
    deciding = _deciding(rules)
    found = rules.laws.outlooks(Columns.of(subject, ((),)))
    nodes = (rules.circuits.subject.outputs[output] for output in deciding)
    reached = [bool(found.chosen.rails[node][0] & 1) for node in nodes]

    def wanted(clauses: Clauses, established: Established) -> Sequence[Literal]:
        # What gets lighter gives up some step that it reaches; what gets heavier reaches another one.
        literals = [
            -established(output) if direction == "lighter" else established(output)
            for output, holds in zip(deciding, reached, strict=True)
            if holds is (direction == "lighter")
        ]
        return [clauses.any_of(literals)]

    def ends(outcome: Outcome) -> bool:
        return now.towards(outcome) == direction

    return ChangeSearch(rules, subject, finding=False).smallest(wanted, ends, 1)


def _deciding(rules: CompiledRelease) -> Sequence[object]:
    """The outputs of the established reading that decide where a subject ends."""

    def decides(output: object) -> bool:
        match output:
            case FormOutput(end="low" | "high", reading=Reading.ESTABLISHED):
                return True
            case StepOutput(end="low" | "high", reading=Reading.ESTABLISHED):
                return True
            case RecommendedOutput(reading=Reading.ESTABLISHED) | StartOutput():
                return True
            case _:
                return False

    return [output for output in rules.circuits.subject.outputs if decides(output)]
