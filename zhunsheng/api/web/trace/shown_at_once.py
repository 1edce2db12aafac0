"""What of a trace is shown at once, so that a page stays small however large the case is; the rest is fetched when opened.

The largest case of the scenarios has two thousand nodes with fifteen thousand conditions. Of what is shown, what carries the
outcome comes first, then what else is established, then what is open: that is the order in which an auditor reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from zhunsheng.api.web.trace.telling import Telling, readings_of
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule

#: So many rules are named at once, and so many conditions are shown below them: some 80 kB of HTML.
RULES: Final = 100
CONDITIONS: Final = 200


@dataclass(frozen=True)
class AtOnce:
    """The nodes that are shown, by id.

    Attributes:
        named: Those that are on the page.
        whole: Those of them that are shown with their conditions.
    """

    named: frozenset[str]
    whole: frozenset[str]


def at_once(telling: Telling, nodes: Iterable[TraceRule], *, every: bool) -> AtOnce:
    """Chooses among nodes.

    Args:
        every: Whether all are named: they are few, since the tree is narrowed as far as it can be.
    """
    order = {"true": 1, "unknown": 2, "false": 3}

    def rank(node: TraceRule) -> int:
        return 0 if node.id in telling.matters else order[readings_of(node).truth]

    ranked = sorted(nodes, key=rank)
    named = ranked if every else ranked[:RULES]
    whole, left = set[str](), CONDITIONS
    for node in named:
        left -= _size(node.premise)
        if left < 0:
            break
        whole.add(node.id)
    return AtOnce(frozenset(node.id for node in named), frozenset(whole))


def _size(condition: TraceCondition) -> int:
    return 1 + sum(map(_size, condition.parts))
