"""The six factors of tolerance, each with the facts that speak for it and those that stand against it.

动机态度、客观条件、程序方法、性质程度、后果影响、挽回损失 are weighed by people; no number of them decides. They are listed with
every answer on tolerance, so that the weighing can be seen. A fact counts on its own side only: that something good has not been
shown is no harm, and a harm that has been shown is not outweighed here.

Source: 关于进一步激励广大干部新时代新担当新作为的意见 (2018), the part on tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from zhunsheng.engine.case import Instance
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.kleene import Truth, disjunction, truth
from zhunsheng.engine.suggestion import Factor
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue, Text


@dataclass(frozen=True)
class Sign:
    """A fact that counts, where it has this value (or, of a set, this member)."""

    ref: FactRef
    value: FactValue = True

    def seen_in(self, conduct: Instance) -> Truth:
        """Whether the conduct shows it."""
        value = conduct.facts.get(self.ref)
        if isinstance(value, Mapping):
            member = value.get(str(self.value))
            return Truth.UNKNOWN if member is None else truth(member)
        return Truth.UNKNOWN if value is None else truth(value == self.value)


@dataclass(frozen=True)
class _Sides:
    name: Text
    speaks_for: tuple[Sign, ...]
    speaks_against: tuple[Sign, ...] = ()


def _of(entity: str, *facts: str) -> tuple[Sign, ...]:
    return tuple(Sign(FactRef(entity, fact)) for fact in facts)


FACTORS: Mapping[str, _Sides] = {
    "motive": _Sides(
        Text("动机态度", "Motive and attitude"),
        _of("conduct", "public_motive", "diligent"),
        _of("conduct", "personal_gain", "concealed"),
    ),
    "conditions": _Sides(
        Text("客观条件", "Objective conditions"),
        _of("conduct", "objective_limits", "unforeseeable"),
    ),
    "procedure": _Sides(
        Text("程序方法", "Procedure and method"),
        _of("conduct", "procedure_proper"),
        (Sign(FactRef("conduct", "manner"), "falsification"),),
    ),
    "nature": _Sides(
        Text("性质程度", "Nature and degree"),
        _of("conduct", "nature_minor", "procedural_flaw_only"),
        (
            *_of(
                "conduct",
                "explicitly_prohibited",
                "warned_before",
                "order_manifestly_illegal",
                "suspected_crime",
            ),
            Sign(FactRef("conduct", "intent"), "deliberate"),
        ),
    ),
    "effect": _Sides(
        Text("后果影响", "Effect"),
        (*_of("conduct", "harm_limited"), Sign(FactRef("incident", "consequence"), "none")),
        (
            Sign(FactRef("incident", "consequence"), "especially_serious"),
            *_of("incident", "safety_accident"),
        ),
    ),
    "remedy": _Sides(
        Text("挽回损失", "Remedy"),
        (*_of("conduct", "loss_made_good"), *_of("circumstance", "remedied")),
    ),
}


def six_factors(conducts: Sequence[Instance], language: Literal["zh", "en"]) -> Mapping[str, Factor]:
    """Each factor over the conducts at issue, with the facts that it was read from."""
    return {key: _factor(conducts, sides, language) for key, sides in FACTORS.items()}


def _factor(conducts: Sequence[Instance], sides: _Sides, language: str) -> Factor:
    """Against where a harm is shown, or where all that could speak for it is known not to be so; for it where any of that is."""
    against = _any(conducts, sides.speaks_against)
    support = Truth.FALSE if against is Truth.TRUE else _any(conducts, sides.speaks_for)
    return Factor(
        name=sides.name.get(language),
        facts=_facts(conducts, sides),
        supports=support is Truth.TRUE if support.known else None,
    )


def _any(conducts: Sequence[Instance], signs: Iterable[Sign]) -> Truth:
    return disjunction(sign.seen_in(conduct) for sign in signs for conduct in conducts)


def _facts(conducts: Sequence[Instance], sides: _Sides) -> dict[str, object]:
    """Those that speak for it, known or not; those against it only where they are known."""
    found: dict[str, object] = {}
    for conduct in conducts:
        for sign in (*sides.speaks_for, *sides.speaks_against):
            value = conduct.facts.get(sign.ref)
            if value is not None or sign in sides.speaks_for:
                found[conduct.pointer(sign.ref)] = None if value is None else shown_value(value)
    return found
