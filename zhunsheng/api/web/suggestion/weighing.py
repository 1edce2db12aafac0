"""Tolerance, weighed both ways: what speaks for it, what speaks against it, and what is not known."""

from __future__ import annotations

from typing import Literal

from zhunsheng.api.web.suggestion.names import Names
from zhunsheng.engine.answer_parts import Answer, Cite
from zhunsheng.engine.suggestion import Factor, Tolerance, ToleranceExclusion, ToleranceGround


class Weighed(Answer):
    """Something that is laid on a scale: a ground, an exclusion or a factor.

    Attributes:
        below: What it consists of or reaches, in words.
    """

    kind: Literal["ground", "exclusion", "factor"]
    text: str
    below: tuple[str, ...]
    cites: tuple[Cite, ...]


class Weighing(Answer):
    """Tolerance of a subject's acts.

    Attributes:
        verdict: How it stands, in a sentence.
        pair: Which of the three distinctions it is, where it is one of them.
        hangs_on: In a sentence, the unknown facts on which it hangs; "" where it hangs on none.
    """

    status: Literal["granted", "refused", "contingent", "not_claimed"]
    verdict: str
    pair: Literal[1, 2, 3] | None
    reason: str
    speaking_for: tuple[Weighed, ...]
    speaking_against: tuple[Weighed, ...]
    unknown: tuple[Weighed, ...]
    hangs_on: str


def weighing(tolerance: Tolerance, names: Names) -> Weighing:
    """Both sides of tolerance."""
    say, factors = names.say, tuple(tolerance.factors.values())
    if tolerance.status == "not_claimed":
        verdict = say["tolerance_not_claimed"]
    else:
        verdict = say["tolerance_status"].format(status=names.phrases[_verdict(tolerance)])
    hangs = tolerance.contingent_on
    return Weighing(
        status=tolerance.status,
        verdict=verdict,
        pair=tolerance.pair,
        reason=tolerance.reason or "",
        speaking_for=(
            *(_ground(ground, names) for ground in tolerance.grounds),
            *(_factor(factor, names) for factor in factors if factor.supports),
        ),
        speaking_against=(
            *(_exclusion(exclusion, names) for exclusion in tolerance.exclusions),
            *(_factor(factor, names) for factor in factors if factor.supports is False),
        ),
        unknown=tuple(_factor(factor, names) for factor in factors if factor.supports is None),
        hangs_on=say["tolerance_hangs_on"].format(facts=names.facts(hangs)) if hangs else "",
    )


def _verdict(tolerance: Tolerance) -> str:
    in_part = bool(tolerance.grounds) and all(ground.reaches for ground in tolerance.grounds)
    return "granted_in_part" if in_part else tolerance.status


def _ground(ground: ToleranceGround, names: Names) -> Weighed:
    below = []
    if ground.reaches:
        tracks = names.joined(map(names.track, ground.reaches))
        below.append(names.phrases[f"reaches_{ground.effect}"].format(tracks=tracks))
    if ground.note:
        below.append(ground.note)
    text = names.say["ground"].format(title=ground.title, conducts=names.joined(ground.conducts))
    return Weighed(kind="ground", text=text, below=tuple(below), cites=ground.cites)


def _exclusion(exclusion: ToleranceExclusion, names: Names) -> Weighed:
    text = names.say["exclusion"].format(title=exclusion.title, conducts=names.joined(exclusion.conducts))
    return Weighed(kind="exclusion", text=text, below=(), cites=exclusion.cites)


def _factor(factor: Factor, names: Names) -> Weighed:
    below = (
        names.say["factor_fact"].format(fact=names.fact(pointer), value=names.value(pointer, value))
        for pointer, value in factor.facts.items()
    )
    text = names.say["factor"].format(name=factor.name)
    return Weighed(kind="factor", text=text, below=tuple(below), cites=())
