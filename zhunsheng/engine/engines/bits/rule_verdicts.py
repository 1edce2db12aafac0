"""What applies to one variant, read off the rails rule by rule, when somebody asks: of hundreds of verdicts few are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.engines.bits.generation import Rails
from zhunsheng.engine.engines.verdict import RuleVerdict
from zhunsheng.engine.kleene import Truth


@dataclass(frozen=True, eq=False)
class RuleVerdicts(Mapping[str, RuleVerdict]):
    """What applies to one variant of an instance, by rule id.

    Attributes:
        nodes: By rule, its node in the established and in the possible reading.
    """

    nodes: Mapping[str, tuple[int, int]]
    rails: Mapping[int, Rails]
    bit: int

    def __getitem__(self, rule: str) -> RuleVerdict:
        """The verdict on one rule."""
        established, possible = self.nodes[rule]
        applies = bool(self.rails[established][0] >> self.bit & 1)
        return RuleVerdict(applies, _value(self.rails[possible], self.bit))

    def __iter__(self) -> Iterator[str]:
        """The ids of the rules."""
        return iter(self.nodes)

    def __len__(self) -> int:
        """How many rules there are."""
        return len(self.nodes)


def _value(rails: Rails, bit: int) -> Truth:
    true, false = rails
    if true >> bit & 1:
        return Truth.TRUE
    return Truth.FALSE if false >> bit & 1 else Truth.UNKNOWN
