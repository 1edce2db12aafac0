"""The exact set of outcomes that a case can still have.

The bounds of Kleene's logic are sound and can be too wide: it does not see that ``x or not x`` holds whatever x is, nor that two
rules cannot both apply. The solver is asked, one after the other, whether there is a completion of the unknown facts with this
lowest, that highest, and each recommended form; a handful of questions on the same clauses. For each of them that there is, the
solver has an assignment at hand, and that is a *witness*: a way of filling in what is unknown that comes to this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pysat.solvers import Solver

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import End, FormOutput, Reading, RecommendedOutput
from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.completions import Completions
from zhunsheng.engine.proof.rulebook import Rulebook
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.variants.columns import Variant

#: The literals that are true in one assignment of the clauses.
Assignment: TypeAlias = Sequence[Literal]


@dataclass(frozen=True)
class Horizon:
    """What a case can still come to.

    Attributes:
        lowest: The least form that some completion asks for.
        highest: The heaviest form that some completion allows.
        recommended: Every form that is recommended in some completion, from the lightest.
        exact: Whether each of these is reached, and with all the articles on record that it hangs on; else they are an outer
            bound. (So they are, too, where a rule counts the months between two dates that are both open.)
    """

    lowest: int
    highest: int
    recommended: tuple[int, ...]
    exact: bool


@dataclass(frozen=True)
class Witnesses:
    """A completion for each outcome of a horizon: for the lowest, the highest and each recommended form."""

    lowest: Variant
    highest: Variant
    recommended: tuple[Variant, ...]


@dataclass(frozen=True)
class _Reached:
    """A form with the assignment that it is reached by.

    Attributes:
        settled: Whether it is on record there which law governs each conduct.
    """

    form: int
    assignment: Assignment
    settled: bool


@dataclass(frozen=True)
class _Searched:
    completions: Completions
    lowest: _Reached
    highest: _Reached
    recommended: tuple[_Reached, ...]


def horizon(rulebook: Rulebook, subject: Instance) -> Horizon | None:
    """The horizon of a subject; None where its facts contradict each other, so that there is no completion.

    Args:
        subject: Its facts; a law that its conducts were given has no say.
    """
    found = _search(rulebook, subject)
    if found is None:
        return None
    recommended = tuple(reached.form for reached in found.recommended)
    settled = all(reached.settled for reached in (found.lowest, found.highest, *found.recommended))
    return Horizon(found.lowest.form, found.highest.form, recommended, found.completions.exact and settled)


def witnesses(rulebook: Rulebook, subject: Instance) -> Witnesses | None:
    """The witnesses of a subject's horizon. Where that is not exact, they may come to something else."""
    found = _search(rulebook, subject)
    if found is None:
        return None
    completion = found.completions.completion
    return Witnesses(
        completion(found.lowest.assignment),
        completion(found.highest.assignment),
        tuple(completion(reached.assignment) for reached in found.recommended),
    )


def _search(rulebook: Rulebook, subject: Instance) -> _Searched | None:
    found = Completions(rulebook, subject)

    def row(end: End) -> Sequence[Literal]:
        return [found.ends[FormOutput(end, form, Reading.ESTABLISHED)] for form in FORMS]

    low, high = row("low"), row("high")
    recommended = [found.ends[RecommendedOutput(form, Reading.ESTABLISHED)] for form in FORMS]
    # Where the law is on record if it can be had; else anyhow.
    settled = -found.unrecorded
    ways: Sequence[tuple[bool, list[Literal]]] = (
        [(True, [])] if settled == found.clauses.true else [(True, [settled]), (False, [])]
    )
    with Solver(name="cadical153", bootstrap_with=found.clauses.clauses) as solver:

        def possible(*questions: tuple[int, Sequence[Literal]]) -> Iterator[_Reached]:
            """The forms for which there is a completion in which these literals are true."""
            for form, assumed in questions:
                way = next((way for way, more in ways if solver.solve(assumptions=[*assumed, *more])), None)
                if way is not None:
                    yield _Reached(form, solver.get_model(), way)

        lowest = next(possible(*((form - 1, [-low[form - 1]]) for form in FORMS), (FORMS[-1], [])), None)
        highest = next(possible(*((form, [high[form - 1]]) for form in reversed(FORMS)), (0, [])), None)
        if lowest is None or highest is None:
            return None
        exactly = (
            (form, ([recommended[form - 1]] if form else []) + ([-recommended[form]] if form < 4 else []))
            for form in (0, *FORMS)
        )
        return _Searched(found, lowest, highest, tuple(possible(*exactly)))
