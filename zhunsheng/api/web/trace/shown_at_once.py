"""What of a trace is shown at once, so that a page stays small however large the case is; the rest is fetched when opened.

The largest case of the scenarios has two thousand nodes with fifteen thousand conditions. Of what is shown, what carries the
outcome comes first, then what else is established, then what is open: that is the order in which an auditor reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from zhunsheng.api.web.trace.telling import Telling, readings_of
from zhunsheng.engine.answer_trace import TraceCondition, TraceRule

#: So many rules are named at once.
RULES: Final = 100

#: Bytes of HTML that all of them may take, and what each part does, besides its words: measured, and rounded up.
_ALL = 114_000
_NAMED, _WHOLE, _CITE, _EXCEPTION, _CONDITION, _FACT, _LINK = 360, 420, 80, 330, 190, 80, 300


@dataclass(frozen=True)
class AtOnce:
    """The nodes that are shown, by id.

    Attributes:
        named: Those that are on the page.
        whole: Those of them that are shown with their conditions.
    """

    named: frozenset[str]
    whole: frozenset[str]


def at_once(telling: Telling, nodes: Sequence[TraceRule], *, in_order: bool) -> AtOnce:
    """Chooses among nodes.

    Args:
        in_order: Whether the first of them are named, so that page can follow page, and not those that matter most, wherever
            they are.
    """
    named = (nodes if in_order else _ranked(telling, nodes))[:RULES]
    whole, left = set[str](), _ALL - _NAMED * len(named)
    for node in _ranked(telling, named):
        left -= _size(node)
        if left < 0:
            break
        whole.add(node.id)
    return AtOnce(frozenset(node.id for node in named), frozenset(whole))


def _ranked(telling: Telling, nodes: Iterable[TraceRule]) -> list[TraceRule]:
    order = {"true": 1, "unknown": 2, "false": 3}

    def rank(node: TraceRule) -> int:
        return 0 if node.id in telling.matters else order[readings_of(node).truth]

    return sorted(nodes, key=rank)


def _size(node: TraceRule) -> int:
    """What the conditions of a rule, and all else that is told of it, take."""
    remarks = len((node.note or "").encode()) + len((node.clock or "").encode())
    parts = _CITE * len(node.cites) + _EXCEPTION * len(node.exceptions) + remarks
    return _WHOLE + parts + _condition(node.premise)


def _condition(condition: TraceCondition) -> int:
    own = _CONDITION + len(condition.text.encode()) + _FACT * len(condition.facts)
    return own + _LINK * len(condition.rests_on) + sum(map(_condition, condition.parts))
