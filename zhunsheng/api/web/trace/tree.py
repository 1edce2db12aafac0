"""The tree of a trace: the case, its subjects and their conducts, the layers of each, and the rules that were tried there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, TypeAlias

from zhunsheng.api.web.trace.addresses import code_of, node_href, pointer_of, tree_href
from zhunsheng.api.web.trace.branches import (
    Choice,
    Counts,
    FailedRule,
    LayerBranch,
    PlaceBranch,
    TraceTree,
    Value,
)
from zhunsheng.api.web.trace.counting import Counting, listed
from zhunsheng.api.web.trace.shown_at_once import AtOnce, at_once
from zhunsheng.api.web.trace.telling import Telling, readings_of
from zhunsheng.engine.answer_trace import TraceRule, TraceTrack

Truth: TypeAlias = Value | Literal[""]

TRUTHS: Final[tuple[Value, ...]] = ("true", "unknown", "false")


@dataclass(frozen=True)
class Narrowed:
    """What the tree is narrowed to; "" is everything.

    Attributes:
        place: A code (`addresses`).
        layer: A key.
        first: From which rule on, where there are many of one layer on one place; counted among the place's own.
    """

    place: str = ""
    layer: str = ""
    truth: Truth = ""
    first: int = 0


def trace_tree(telling: Telling, to: Narrowed) -> TraceTree | None:
    """The tree of a trace; None where there is no such place or layer.

    Args:
        telling: Says its nodes; its links need not know yet what is on the page.
        to: What it is narrowed to.
    """
    building = _Building(telling, to)
    if to.layer and to.layer not in telling.release.layers:
        return None
    if to.place and pointer_of(to.place) not in building.pointers:
        return None
    return building.tree()


@dataclass(frozen=True)
class _Building:
    bare: Telling
    to: Narrowed

    @cached_property
    def pointers(self) -> tuple[str, ...]:
        """Every instance, from the case down."""
        return tuple(self.bare.trace.not_applicable)

    @cached_property
    def _opened(self) -> tuple[str, ...]:
        """The instances whose rules are shown: the one that was asked for, or the case and its first subject, with conducts."""
        asked = pointer_of(self.to.place) if self.to.place else None
        if asked is not None:
            return tuple(
                one for one in self.pointers if one == asked or (asked and one.startswith(f"{asked}/"))
            )
        return tuple(one for one in self.pointers if not one or f"{one}/".startswith("/subjects/0/"))

    @cached_property
    def _rules(self) -> tuple[TraceRule, ...]:
        """The rules that are asked for, of the instances that are shown."""
        opened = set(self._opened)
        return tuple(
            node
            for node in self.bare.trace.nodes
            if isinstance(node, TraceRule) and node.instance in opened and self._asked_for(node)
        )

    def _asked_for(self, node: TraceRule) -> bool:
        of_layer = not self.to.layer or self._layer(node.rule) == self.to.layer
        return of_layer and (not self.to.truth or readings_of(node).truth == self.to.truth)

    def _layer(self, rule: str) -> str:
        return self.bare.release.rules[rule].layer

    @cached_property
    def _at_once(self) -> AtOnce:
        if self._paged is None:
            return at_once(self.bare, self._rules, in_order=False)
        own = [node for node in self._rules if node.instance == self._paged]
        below = [node for node in self._rules if node.instance != self._paged]
        return at_once(self.bare, own[self.to.first :] + below, in_order=True)

    @property
    def _paged(self) -> str | None:
        """The instance whose rules come page by page: the one that was asked for, with one layer; None where neither was."""
        return self._opened[0] if self.to.layer and self.to.place else None

    @cached_property
    def _telling(self) -> Telling:
        """The same with links that stay on the page where they can."""
        return replace(self.bare, here=self._at_once.named)

    def tree(self) -> TraceTree:
        places = tuple(self._places())
        counts = self._counts("", self._opened if self.to.place else self.pointers)
        before = 0 if self._paged is None else self._before(self._rules_of(self._paged, self.to.layer))
        return TraceTree(
            places=places,
            counts=counts,
            listed=listed(places, counts.of(self.to.truth), before),
            by_truth=tuple(self._by_truth()),
            by_place=tuple(self._by_place()),
            by_layer=tuple(self._by_layer()),
        )

    # Places

    def _places(self) -> Iterator[PlaceBranch]:
        if self.to.place:
            yield self._place(self._opened[0])
            return
        for pointer in self.pointers:
            if pointer.count("/") <= 2:
                yield self._place(pointer)

    def _place(self, pointer: str) -> PlaceBranch:
        code = code_of(pointer)
        anchor = f"p-{code}"
        parts = tuple(one for one in self.pointers if pointer and one.startswith(f"{pointer}/"))
        branch = PlaceBranch(
            anchor=anchor,
            code=code,
            name=self.bare.sentences.places.place(pointer),
            counts=self._counts("", (pointer, *parts)),
            href=tree_href(code, self.to.layer, self.to.truth, anchor),
        )
        if pointer not in self._opened:
            return branch
        return branch.model_copy(
            update={
                "layers": tuple(self._layers(pointer)),
                "tracks": tuple(self._telling.track(node) for node in self._tracks(pointer)),
                "parts": tuple(map(self._place, parts)),
            }
        )

    def _tracks(self, pointer: str) -> Iterator[TraceTrack]:
        """The tracks of a place; they have no truth value and no layer, and so are shown where nothing of the kind is asked."""
        if not self.to.layer and self.to.truth in ("", "true"):
            yield from (
                node
                for node in self.bare.trace.nodes
                if isinstance(node, TraceTrack) and node.instance == pointer
            )

    # Layers

    def _layers(self, pointer: str) -> Iterator[LayerBranch]:
        for key in self.bare.release.layers:
            if self.to.layer in ("", key):
                layer = self._layer_of(pointer, key)
                if layer.rules or layer.left_out or layer.failed_count:
                    yield layer

    def _layer_of(self, pointer: str, key: str) -> LayerBranch:
        code = code_of(pointer)
        anchor, failed_anchor = f"l-{code}-{key}", f"f-{code}-{key}"
        rules = self._rules_of(pointer, key)
        shown = tuple(node for node in rules if node.id in self._at_once.named)
        failed = self._failed(pointer, key) if self.to.truth in ("", "false") else ()
        told = (self.to.truth, self.to.layer, self.to.place) == ("false", key, code)
        before = self._before(rules) if pointer == self._paged else 0
        following = before + len(shown) if pointer == self._paged else 0
        return LayerBranch(
            anchor=anchor,
            key=key,
            name=self.bare.release.layers[key].name.get(self.bare.language),
            counts=self._counts(key, (pointer,)),
            rules=tuple(self._telling.rule(node, whole=node.id in self._at_once.whole) for node in shown),
            left_out=len(rules) - len(shown) - before,
            href=tree_href(code, key, self.to.truth, anchor, following),
            failed=tuple(map(self._failed_rule, failed)) if told else None,
            failed_count=len(failed),
            failed_href=tree_href(code, key, "false", failed_anchor),
        )

    def _rules_of(self, pointer: str, layer: str) -> tuple[TraceRule, ...]:
        return tuple(
            node for node in self._rules if node.instance == pointer and self._layer(node.rule) == layer
        )

    def _before(self, rules: tuple[TraceRule, ...]) -> int:
        """How many of them were on the pages before this one."""
        return min(self.to.first, len(rules))

    def _failed(self, pointer: str, layer: str) -> tuple[str, ...]:
        """The ids of the rules that are known to fail and are no nodes, each after its place."""
        failed = self.bare.trace.not_applicable[pointer]
        return tuple(f"{pointer}#{rule}" for rule in failed if self._layer(rule) == layer)

    def _failed_rule(self, id: str) -> FailedRule:
        rule = id.partition("#")[2]
        title = self.bare.release.rules[rule].title.get(self.bare.language)
        return FailedRule(rule=rule, title=title, href=node_href(id, self.bare.root))

    # Counts and choices

    @cached_property
    def _counting(self) -> Counting:
        return Counting(self.bare)

    def _counts(self, layer: str, pointers: tuple[str, ...]) -> Counts:
        """Of one layer, or where that is "" of the layer that was asked for, or of all."""
        asked = layer or self.to.layer
        return self._counting.of(pointers, (asked,) if asked else tuple(self.bare.release.layers))

    def _by_truth(self) -> Iterator[Choice]:
        for truth in ("", *TRUTHS):
            href = tree_href(self.to.place, self.to.layer, truth)
            yield Choice(key=truth, name="", href=href, chosen=truth == self.to.truth)

    def _by_place(self) -> Iterator[Choice]:
        for pointer in self.pointers:
            code, name = code_of(pointer), self.bare.sentences.places.place(pointer)
            href = tree_href(code, self.to.layer, self.to.truth)
            yield Choice(key=code, name=name, href=href, chosen=code == self.to.place)

    def _by_layer(self) -> Iterator[Choice]:
        for key, layer in self.bare.release.layers.items():
            href = tree_href(self.to.place, key, self.to.truth)
            yield Choice(
                key=key, name=layer.name.get(self.bare.language), href=href, chosen=key == self.to.layer
            )
