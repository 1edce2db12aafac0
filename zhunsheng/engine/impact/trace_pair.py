"""Two traces of one case beside each other: nodes by id, in one order, and the rules known to fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

from zhunsheng.engine.suggestion import Suggestion, TraceRule, TraceTrack

_Node = TypeVar("_Node")

#: A node before and after; None where this trace has none of that id.
Pair: TypeAlias = tuple[_Node | None, _Node | None]


@dataclass(frozen=True)
class TracePair:
    """The traces of two answers, seen from one subject.

    Attributes:
        position: That of the subject.
    """

    before: Suggestion
    after: Suggestion
    position: int

    @property
    def place(self) -> str:
        """The pointer of the subject."""
        return f"/subjects/{self.position}"

    def rule(self, id: str) -> Pair[TraceRule]:
        """A rule's node on both sides."""
        before, after = self._rules
        return before.get(id), after.get(id)

    def track(self, id: str) -> Pair[TraceTrack]:
        """A ladder's node on both sides."""
        before, after = self._tracks
        return before.get(id), after.get(id)

    def track_ids(self) -> tuple[str, ...]:
        """The subject's ladders."""
        before, after = self._tracks
        return tuple(dict.fromkeys((*before, *after)))

    def rule_ids(self) -> tuple[str, ...]:
        """The rules on the subject, its conducts and the case."""
        return self.in_order(id for id in self._order if self._bears(id.partition("#")[0]))

    def practice_ids(self) -> Iterator[str]:
        """The rules of practice that chose the point recommended."""
        for answer in (self.before, self.after):
            for item in answer.subjects[self.position].practice:
                if item.status == "established":
                    yield f"{self.place}#{item.rule}"

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids, each once: conducts before their subject, subjects before the case, rules by layer."""
        last = (len(self._order), 0)
        return tuple(sorted(dict.fromkeys(ids), key=lambda id: (-id.count("/"), self._order.get(id, last))))

    def _bears(self, instance: str) -> bool:
        return instance in ("", self.place) or instance.startswith(f"{self.place}/")

    @cached_property
    def _rules(self) -> tuple[Mapping[str, TraceRule], Mapping[str, TraceRule]]:
        before, after = (
            {node.id: node for node in of.trace.nodes if isinstance(node, TraceRule)}
            for of in (self.before, self.after)
        )
        return before, after

    @cached_property
    def _tracks(self) -> tuple[Mapping[str, TraceTrack], Mapping[str, TraceTrack]]:
        before, after = (
            {
                node.id: node
                for node in of.trace.nodes
                if isinstance(node, TraceTrack) and node.instance == self.place
            }
            for of in (self.before, self.after)
        )
        return before, after

    @cached_property
    def _order(self) -> Mapping[str, tuple[int, int]]:
        """Where each rule stands: as in the trace before; what only the trace after has, behind what it follows there."""
        before, after = self._rules
        found = {id: (number, 0) for number, id in enumerate(before)}
        last = (-1, 0)
        for id in after:
            last = found.setdefault(id, (last[0], last[1] + 1))
        return found
