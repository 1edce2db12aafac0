"""How many rules there are, and how many of them a page lists: whoever reads a part of a tree is told of how much it is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from zhunsheng.api.web.trace.branches import Counts, LayerBranch, Listed, PlaceBranch, Value
from zhunsheng.api.web.trace.telling import Telling, readings_of
from zhunsheng.engine.answer_trace import TraceRule


@dataclass(frozen=True)
class Counting:
    """Counts the rules of a trace."""

    telling: Telling

    def of(self, pointers: Iterable[str], layers: Iterable[str]) -> Counts:
        """How many rules of these layers were tried on these instances, by what they came to."""
        keys = [(pointer, layer) for pointer in pointers for layer in layers]

        def of(truth: Value) -> int:
            return sum(self._counted.get((*key, truth), 0) for key in keys)

        return Counts(true=of("true"), unknown=of("unknown"), false=of("false"))

    @cached_property
    def _counted(self) -> Mapping[tuple[str, str, Value], int]:
        """By instance, layer and truth."""
        found: dict[tuple[str, str, Value], int] = {}
        for key in self._tried():
            found[key] = found.get(key, 0) + 1
        return found

    def _tried(self) -> Iterator[tuple[str, str, Value]]:
        rules, trace = self.telling.release.rules, self.telling.trace
        for node in trace.nodes:
            if isinstance(node, TraceRule):
                yield node.instance, rules[node.rule].layer, readings_of(node).truth
        for pointer, failed in trace.not_applicable.items():
            for rule in failed:
                yield pointer, rules[rule].layer, "false"


def listed(places: Iterable[PlaceBranch], of: int, before: int) -> Listed:
    """How many rules these branches list.

    Args:
        of: So many there are of what the tree is narrowed to.
        before: So many were on the pages before this one.
    """
    layers = tuple(_layers(places))
    rules = [rule for layer in layers for rule in layer.rules]
    return Listed(
        rules=len(rules) + sum(len(layer.failed or ()) for layer in layers),
        whole=sum(rule.conditions is not None for rule in rules),
        of=of,
        before=before,
        left_out=_left_out(places),
    )


def _layers(places: Iterable[PlaceBranch]) -> Iterator[LayerBranch]:
    for place in places:
        yield from place.layers or ()
        yield from _layers(place.parts)


def _left_out(places: Iterable[PlaceBranch]) -> bool:
    """Whether anything is None for its size, or behind a link."""
    return any(
        place.layers is None or any(map(_lacks, place.layers)) or _left_out(place.parts) for place in places
    )


def _lacks(layer: LayerBranch) -> bool:
    failed = layer.failed is None and layer.failed_count > 0
    return bool(layer.left_out) or failed or any(rule.conditions is None for rule in layer.rules)
