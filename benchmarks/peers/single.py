"""What it takes to be measured on single cases, and what all must agree on.

A verdict on a complete case is whether each rule applies. On a partly known case it is two readings: whether the rule is
established, and whether it can apply at all: True, False, or None where that is still open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from benchmarks.peers.cases import Record

#: By rule, in their order.
Verdicts: TypeAlias = Sequence[bool]
Readings: TypeAlias = Sequence[tuple[bool, bool | None]]


@dataclass(frozen=True)
class SinglePeer:
    """A way to evaluate one case.

    Attributes:
        prepared: A record in the form that the peer takes; made outside the clock.
        run: Evaluates; what it returns holds the verdict on every rule.
        verdicts: Reads all of them; outside the clock.
    """

    key: str
    label: str
    prepared: Callable[[Record], Any]
    run: Callable[[Any], Any]
    verdicts: Callable[[Any], Verdicts | Readings]

    def answer(self, record: Record) -> Verdicts | Readings:
        """The verdicts on a record, from beginning to end."""
        return self.verdicts(self.run(self.prepared(record)))
