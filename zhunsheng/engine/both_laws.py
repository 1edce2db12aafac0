"""Evaluates a case under the law of the act and under that of the decision, and suggests by the lighter one.

There are four runs of the engine at most, and in most cases one, since no rule changed between the dates:

========  ====================================================================================================
act       every conduct under the law of the act
decision  under the law of the decision; only where some rule tells the two days apart
chosen    each conduct under the lighter one (`compared_laws`); only where the conducts of one case choose differently
horizon   each conduct under all the law that can still come to govern it; only where that is more than was chosen
========  ====================================================================================================

The established reading is that of the chosen law. The possible reading is that of the horizon: its law dates are intervals that
hold the chosen ones (`law_dates.open_dates`), so a rule of either version is possible and neither is known, and by Kleene's law
the bounds hold whatever is chosen in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zhunsheng.engine.case import Instance
from zhunsheng.engine.compared_laws import ComparedLaws
from zhunsheng.engine.engines.bits.engine import BitsEngine, Evaluated
from zhunsheng.engine.engines.verdict import Verdict, combined
from zhunsheng.engine.law_dates import LawDates
from zhunsheng.engine.lighter_law import Choice
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.columns import Columns
from zhunsheng.engine.variants.outlooks import Outlooks, outlooks


@dataclass(frozen=True)
class Run:
    """A case under the laws that its conducts were given, as the first engine evaluated it."""

    instance: Instance
    evaluated: Evaluated


@dataclass(frozen=True)
class Judged:
    """What came out for a case.

    Attributes:
        chosen: Under the law that was applied: the established reading.
        horizon: Under all the law that can still apply: the possible reading.
        choices: The choice for each conduct, in the order of the conducts.
        runs: Every run that had a part in it, each once.
    """

    chosen: Run
    horizon: Run
    choices: tuple[Choice, ...]
    runs: tuple[Run, ...]


class BothLaws:
    """Judges cases of one release with the first engine. Safe to use from several threads.

    Attributes:
        compared: What is compared between two laws.
    """

    def __init__(self, release: Release, engine: BitsEngine) -> None:
        self._engine = engine
        self.compared = ComparedLaws.of(release)

    @property
    def telling_laws_apart(self) -> frozenset[str]:
        """The rules of conducts that have a say in which of two laws is the lighter."""
        return self.compared.consequences.ids

    def outlooks(self, columns: Columns) -> Outlooks:
        """What comes out for each of many variants of one subject."""
        return outlooks(self._engine, self.compared, columns)

    def judge(self, case: Instance) -> Judged:
        """Judges a case, none of whose conducts was given a law."""
        governed = [of for subject in case.parts for of in self.outlooks(Columns.of(subject, ((),))).laws(0)]
        made: dict[tuple[LawDates, ...], Run] = {}

        def run(laws: Iterable[LawDates]) -> Run:
            key = tuple(laws)
            if key not in made:
                tree = under(case, key)
                made[key] = Run(tree, self._engine.run([tree]))
            return made[key]

        run(of.question.act for of in governed)
        run(of.question.decision for of in governed)
        chosen, horizon = run(of.chosen for of in governed), run(of.horizon for of in governed)
        return Judged(chosen, horizon, tuple(of.choice for of in governed), tuple(made.values()))

    def verdict(self, judged: Judged) -> Verdict:
        """The verdict on a case: established by the chosen law, possible by the horizon."""
        established, possible = (
            self._engine.verdict(run.evaluated, 0) for run in (judged.chosen, judged.horizon)
        )
        return combined(established, possible)


def under(case: Instance, laws: Sequence[LawDates]) -> Instance:
    """A case whose conducts stand under these laws, one for each of them in their order."""
    given = iter(laws)

    def conduct(instance: Instance) -> Instance:
        law = next(given)
        return instance if law == instance.law_dates else replace(instance, law=law)

    return replace(
        case,
        parts=tuple(
            replace(subject, parts=tuple(conduct(part) for part in subject.parts)) for subject in case.parts
        ),
    )
