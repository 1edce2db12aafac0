"""The measures within the range, by ladder: which are recommended, and how long each has effect."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.api.web.suggestion.names import Names
from zhunsheng.engine.answer_parts import Answer, Cite, FormNumber
from zhunsheng.engine.suggestion import Measure


class ShownMeasure(Answer):
    """A measure.

    Attributes:
        form: None where the four forms do not count it.
        effect: How long it has effect, in words; "" where the law gives it none in time.
        ends: The last day of that, if decided on the day stated.
    """

    key: str
    name: str
    form: FormNumber | None
    recommended: bool
    effect: str
    ends: str | None


class Ladder(Answer):
    """The measures on one ladder, from light to heavy.

    Attributes:
        proposal_only: Whether others decide, and these are only proposed to them.
        cites: The articles of all of its measures, each once.
    """

    key: str
    name: str
    proposal_only: bool
    measures: tuple[ShownMeasure, ...]
    cites: tuple[Cite, ...]


def ladders(measures: Iterable[Measure], names: Names) -> tuple[Ladder, ...]:
    """The measures of a subject by their ladders."""
    tracks: dict[str, list[Measure]] = {}
    for measure in measures:
        tracks.setdefault(measure.track, []).append(measure)
    return tuple(_ladder(key, found, names) for key, found in tracks.items())


def _ladder(key: str, found: list[Measure], names: Names) -> Ladder:
    cites = (
        cite
        for measure in found
        for cite in (*measure.cites, *(measure.effect.cites if measure.effect else ()))
    )
    return Ladder(
        key=key,
        name=names.track(key),
        proposal_only=any(measure.proposal_only for measure in found),
        measures=tuple(_measure(measure, names) for measure in found),
        cites=each_once(cites),
    )


def _measure(measure: Measure, names: Names) -> ShownMeasure:
    effect = measure.effect
    length = ""
    if effect is not None:
        length = names.say["months"].format(n=effect.months) if effect.months else effect.text
    return ShownMeasure(
        key=measure.key,
        name=measure.name,
        form=measure.form,
        recommended=measure.recommended,
        effect=length,
        ends=measure.ends,
    )


def each_once(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """Articles without repetition, in the order in which they come first."""
    return tuple({(cite.source, cite.article): cite for cite in cites}.values())
