"""Says in words wherein a subject is like a notice, and wherein it is not.

What both state alike agrees; what both state and state differently differs. A fact that only one of them states is neither, and
is not told: of what a notice leaves out, nothing follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhunsheng.engine.case import Instance
from zhunsheng.engine.explain.text import pointer_name
from zhunsheng.engine.likeness import Aspect, Likeness, Weights
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import FactRef, FactType

#: So many reasons are given of either kind, the weightiest first.
SHOWN = 4

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {"fact": "{name}：{value}", "notice": "（通报为{value}）", "member": "{name}·{member}"},
    "en": {"fact": "{name}: {value}", "notice": " (notice: {value})", "member": "{name}: {member}"},
}


@dataclass(frozen=True)
class _Reason:
    weight: float
    place: int
    aspect: Aspect
    text: str


@dataclass(frozen=True)
class Reasons:
    """Reasons for the likeness of one subject to notices, in one language."""

    release: Release
    weights: Weights
    subject: Instance
    language: str

    def agrees(self, found: Likeness) -> tuple[str, ...]:
        """The weightiest facts that both state alike."""
        return _weightiest(
            _Reason(
                self.weights.weight((aspect, value)),
                _position(place),
                aspect,
                self._stated(place, aspect, value),
            )
            for place, one, other in found.pairs
            for aspect, value in one & other
        )

    def differs(self, found: Likeness) -> tuple[str, ...]:
        """The weightiest facts that both state, but not alike."""
        return _weightiest(
            _Reason(
                self.weights.weight((aspect, value)) + self.weights.weight((aspect, there[aspect])),
                _position(place),
                aspect,
                self._stated(place, aspect, value) + self._in_notice(aspect, there[aspect]),
            )
            for place, one, other in found.pairs
            for there in (dict(other - one),)
            for aspect, value in one - other
            if aspect in there
        )

    def _stated(self, place: int | None, aspect: Aspect, value: bool | str) -> str:
        ref = FactRef(aspect.entity, aspect.fact)
        instance = self.subject if place is None else self.subject.parts[place]
        name = pointer_name(instance.pointer(ref), self.release, self.language)
        fact = self.release.vocabulary.fact(ref)
        if fact.type is FactType.SET:
            member = next(item.name for item in fact.values if item.key == aspect.member).get(self.language)
            name = _SAY[self.language]["member"].format(name=name, member=member)
        return _SAY[self.language]["fact"].format(name=name, value=fact.value_name(value, self.language))

    def _in_notice(self, aspect: Aspect, value: bool | str) -> str:
        fact = self.release.vocabulary.fact(FactRef(aspect.entity, aspect.fact))
        return _SAY[self.language]["notice"].format(value=fact.value_name(value, self.language))


def _position(place: int | None) -> int:
    """The subject before its conducts."""
    return -1 if place is None else place


def _weightiest(reasons: Iterable[_Reason]) -> tuple[str, ...]:
    ordered = sorted(reasons, key=lambda reason: (-reason.weight, reason.place, reason.aspect))
    return tuple(reason.text for reason in ordered[:SHOWN])
