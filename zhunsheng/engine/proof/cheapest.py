"""Changes of facts in the order of what they cost, by MaxSAT (RC2: Ignatiev, Morgado, Marques-Silva 2019).

Each change on offer is wished not to be made, with its cost as the weight of the wish. The solver meets as much weight of wishes
as can be met, so what it makes is the cheapest; that set of changes, with all that hold it, is then ruled out, and the next is
the cheapest of the rest. So sets come out by cost, none twice, and none that holds an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from zhunsheng.engine.proof.clauses import Literal
from zhunsheng.engine.proof.rails import Rails
from zhunsheng.engine.variants.columns import Change, Variant


def cheapest_first(
    rails: Rails, wanted: Sequence[Literal], cost: Callable[[Change], int]
) -> Iterator[Variant]:
    """The sets of changes under which the wanted literals hold, the cheapest first, each without any needless change.

    Args:
        wanted: Literals of the rails' clauses that are to be true.
        cost: What a change costs; at least 1.
    """
    formula = WCNF()
    formula.extend([*rails.clauses.clauses, *([literal] for literal in wanted)])
    for change, literal in rails.changes.items():
        formula.append([-literal], weight=cost(change))
    with RC2(formula) as solver:
        while (model := solver.compute()) is not None:
            holds = {literal for literal in model if literal > 0}
            made = {change: literal for change, literal in rails.changes.items() if literal in holds}
            yield tuple(made)
            if not made:
                return  # every other set holds this one
            solver.add_clause([-literal for literal in made.values()])
