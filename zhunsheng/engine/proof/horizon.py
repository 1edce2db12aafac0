"""The exact set of outcomes that a case can still have.

The bounds of Kleene's logic are sound and can be too wide: it does not see that ``x or not x`` holds whatever x is, nor that two
rules cannot both apply. The solver is asked, one after the other, whether there is a completion of the unknown facts with this
lowest, that highest, and each recommended form; a handful of questions on the same clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pysat.solvers import Solver

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.compiler import Circuits
from zhunsheng.engine.circuit.outputs import FormOutput, Reading, RecommendedOutput
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.completions import Completions
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.variants.slots import Slots


@dataclass(frozen=True)
class Horizon:
    """What a case can still come to.

    Attributes:
        lowest: The least form that some completion asks for.
        highest: The heaviest form that some completion allows.
        recommended: Every form that is recommended in some completion, from the lightest.
        exact: Whether each of these is reached; else the law itself is open, and they are an outer bound.
    """

    lowest: int
    highest: int
    recommended: tuple[int, ...]
    exact: bool


def horizon(slots: Slots, circuits: Circuits, subject: Instance) -> Horizon | None:
    """The horizon of a subject; None where its facts contradict each other, so that there is no completion.

    Args:
        subject: Under all the law that can still govern its conducts.
    """
    found = Completions(slots, circuits, subject)

    def row(end: str) -> Sequence[Literal]:
        return [found.outputs[FormOutput(end, form, Reading.ESTABLISHED)] for form in FORMS]  # type: ignore[arg-type]  # one of the ends

    recommended = [found.outputs[RecommendedOutput(form, Reading.ESTABLISHED)] for form in FORMS]
    with Solver(name="cadical153", bootstrap_with=found.clauses.clauses) as solver:

        def is_possible(*assumed: Literal) -> bool:
            return bool(solver.solve(assumptions=list(assumed)))

        if not is_possible():
            return None
        low, high = row("low"), row("high")
        lowest = next(
            (form - 1 for form, reached in zip(FORMS, low, strict=True) if is_possible(-reached)), 4
        )
        highest = next((form for form in reversed(FORMS) if is_possible(high[form - 1])), 0)
        exactly = [
            (form, ([recommended[form - 1]] if form else []) + ([-recommended[form]] if form < 4 else []))
            for form in (0, *FORMS)
        ]
        forms = tuple(form for form, assumed in exactly if is_possible(*assumed))
    return Horizon(lowest, highest, forms, found.exact)
