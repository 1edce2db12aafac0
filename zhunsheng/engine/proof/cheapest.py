"""Changes of facts in the order of what they cost, by MaxSAT (RC2: Ignatiev, Morgado, Marques-Silva 2019).

Each change on offer is wished not to be made, with its cost as the weight of the wish. The solver meets as much weight of wishes
as can be met, so what it makes is the cheapest; that set of changes, with all that hold it, is then ruled out, and the next is
the cheapest of the rest. So sets come out by cost, none twice, and none that holds an earlier one.

Clauses can be wider than the truth (they do not know which of two laws is the lighter). So each set can be checked; one that
fails is ruled out alone, since a set that holds it may pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.variants.columns import Change, Variant


def cheapest_first(
    rails: Rails,
    wanted: Sequence[Literal],
    cost: Callable[[Change], int],
    passes: Callable[[Variant], bool] = lambda _: True,
) -> Iterator[Variant]:
    """The sets of changes under which the wanted literals hold, the cheapest first, each without any needless change.

    Args:
        wanted: Literals of the rails' clauses that are to be true.
        cost: What a change costs; at least 1.
        passes: Whether a set is what is looked for in truth.
    """
    formula = WCNF()
    formula.extend([*rails.clauses.clauses, *([literal] for literal in wanted)])
    for change, literal in rails.changes.items():
        formula.append([-literal], weight=cost(change))
    with RC2(formula) as solver:
        while (model := solver.compute()) is not None:
            holds = {literal for literal in model if literal > 0}
            made = {change: literal for change, literal in rails.changes.items() if literal in holds}
            ruled_out = [-literal for literal in made.values()]
            if passes(tuple(made)):
                yield tuple(made)
            else:
                ruled_out += [literal for change, literal in rails.changes.items() if change not in made]
            if not ruled_out:
                return
            solver.add_clause(ruled_out)
