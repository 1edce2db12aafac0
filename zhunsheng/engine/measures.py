"""The measures within a subject's range, with how long each has effect.

A measure has effect by the version of the law that opened the range, or, where the rules cite no version that says so, by that in
force at the act. The last day is computed where the day of the decision is known; not where an earlier measure of the same ladder
may still run then (the two may add up, and a notice says by which article), and not for what others decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from zhunsheng.engine import suggestion
from zhunsheng.engine.case import Instance
from zhunsheng.engine.deadlines import last_day_of_effect
from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.trace import cited
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.law_dates import ACT_DATE, DECISION_DATE
from zhunsheng.engine.sources import Citation, Source
from zhunsheng.engine.suggestion import Measure
from zhunsheng.engine.tracks import Effect, Step, Track
from zhunsheng.engine.vocabulary.dates import PartialDate

Language = Literal["zh", "en"]

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "months": "{n}个月",
        "given_as": "无{fact}，给予{step}的，期间相同",
        "in_place": "代替{step}给予的{n}个月",
        "running": "原处分尚未期满，是否合并计算见提示",
        "others": "由有权机关决定，届满日不在此计算",
        "join": "；",
    },
    "en": {
        "months": "{n} months",
        "given_as": "{step} with the same period where there is none: {fact}",
        "in_place": "{n} months in place of {step}",
        "running": "an earlier sanction still runs; see the notice on whether they add up",
        "others": "others decide it; its last day is not computed here",
        "join": "; ",
    },
}


def measures(
    explained: Explained,
    instance: Instance,
    tracks: Mapping[str, TrackVerdict],
    recommended: Mapping[str, int],
    language: Language,
) -> Iterator[Measure]:
    """Every measure within the established range, track by track.

    Args:
        recommended: The recommended step of each track; 0 is none.
    """
    scale = explained.release.scale
    for track in scale.tracks:
        ends = tracks[track.key]
        if ends.high == 0:
            continue
        cites = _opened_by(explained, instance, track.key)
        effects = _Effects(explained, instance, track, ends, cites, language)
        for number in range(max(ends.low, 1), ends.high + 1):
            step = track.steps[number - 1]
            effect, last = effects.of(step)
            yield Measure(
                key=step.key,
                name=step.name.get(language),
                track=track.key,
                form=step.form,
                recommended=number == recommended[track.key],
                proposal_only=track.proposal_only,
                cites=cited(cites or track.cites, explained, language),
                effect=effect,
                ends=last,
            )


def _opened_by(explained: Explained, instance: Instance, track: str) -> tuple[Citation, ...]:
    """The articles that opened the range on a track, or put a measure of it in the place of a sanction, each once."""
    release = explained.release
    instead = [move.conclusion for move in release.scale.moves if move.instead and move.instead[0] == track]
    replacing = {rule.id for conclusion in instead for rule in explained.concluding(conclusion)}
    found: dict[Citation, None] = {}
    for place in (*instance.parts, instance):
        for rule in release.rules.values():
            opens = rule.id in replacing or any(item.track == track for item in rule.ranges)
            if opens and rule.level == place.level and explained.rule(place, rule.id).established:
                found.update(dict.fromkeys(rule.cites))
    return tuple(found)


@dataclass(frozen=True)
class _Effects:
    """How long the measures of one track have effect for one subject."""

    explained: Explained
    instance: Instance
    track: Track
    ends: TrackVerdict
    opened_by: tuple[Citation, ...]
    language: Language

    def of(self, step: Step) -> tuple[suggestion.Effect | None, str | None]:
        """The effect of a measure, and its last day."""
        effects = self._applied(step)
        if not effects:
            return None, None
        found = {(effect.months, effect.text) for effect in effects}
        months = next(iter(found))[0] if len(found) == 1 else None
        cites: list[Citation] = [cite for effect in effects for cite in effect.cites]
        texts = dict.fromkeys(self._text(effect) for effect in effects)
        others, of_others = self._exchanged(step)
        if self._takes_the_place_of_another(step):
            months = None
        ends, why_not = self._ends(months)
        effect = suggestion.Effect(
            text=_SAY[self.language]["join"].join((*texts, *others, *why_not)),
            months=months,
            cites=cited(dict.fromkeys((*cites, *of_others)), self.explained, self.language),
        )
        return effect, ends

    def _applied(self, step: Step) -> tuple[Effect, ...]:
        """By the version that opened the range; else by that in force at the act; else all there are."""
        opened = {cite.source for cite in self.opened_by}
        by_version = tuple(e for e in step.effects if any(cite.source in opened for cite in e.cites))
        if by_version:
            return by_version
        dates = [part.facts.get(ACT_DATE) for part in self.instance.parts]
        acts = [day for day in dates if isinstance(day, PartialDate)]
        sources = self.explained.release.sources
        in_force = tuple(
            effect
            for effect in step.effects
            if any(_in_force(sources[cite.source], day) for cite in effect.cites for day in acts)
        )
        return in_force or step.effects

    def _text(self, effect: Effect) -> str:
        if effect.text:
            return effect.text.get(self.language)
        return _SAY[self.language]["months"].format(n=effect.months)

    def _exchanged(self, step: Step) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
        """What is to be said where one measure is given in place of another, and by which articles."""
        say, vocabulary = _SAY[self.language], self.explained.release.vocabulary
        number = self.track.steps.index(step) + 1
        texts: list[str] = []
        cites: list[Citation] = []
        for other in self.track.steps:
            exchange = other.given_as
            if exchange is None or self.instance.facts.get(exchange.unless) is True:
                continue
            if other == step:
                fact = vocabulary.fact(exchange.unless).name.get(self.language)
                given = self.track.steps[exchange.step - 1].name.get(self.language)
                texts.append(say["given_as"].format(fact=fact, step=given))
            elif exchange.step == number and self._takes_the_place_of_another(step):
                months = next((e.months for e in self._applied(other)), None)
                texts.append(say["in_place"].format(n=months, step=other.name.get(self.language)))
            else:
                continue
            cites.extend(
                _of_versions(exchange.cites, {c.source for e in self._applied(other) for c in e.cites})
            )
        return tuple(texts), tuple(cites)

    def _takes_the_place_of_another(self, step: Step) -> bool:
        """Whether the measure may be given for a heavier one that cannot be: then it has that one's effect."""
        number = self.track.steps.index(step) + 1
        return any(
            other.given_as is not None
            and other.given_as.step == number
            and self.instance.facts.get(other.given_as.unless) is False
            and self._reaches(heavier)
            for heavier, other in enumerate(self.track.steps, 1)
        )

    def _reaches(self, number: int) -> bool:
        """Whether the range reaches a step, now or before a move took it down."""
        if self.ends.high >= number:
            return True
        return any(
            item.track == self.track.key and item.high >= number
            for place in (*self.instance.parts, self.instance)
            for rule in self.explained.release.rules.values()
            if rule.level == place.level and rule.ranges and self.explained.rule(place, rule.id).established
            for item in rule.ranges
        )

    def _ends(self, months: int | None) -> tuple[str | None, tuple[str, ...]]:
        """The last day of the effect, or why there is none."""
        say = _SAY[self.language]
        if months is None:
            return None, ()
        if self.track.proposal_only:
            return None, (say["others"],)
        decided = self.explained.case.facts.get(DECISION_DATE)
        earlier = self.instance.facts.get(self.track.running) if self.track.running else None
        if isinstance(earlier, PartialDate) and not (
            isinstance(decided, PartialDate) and earlier.before(decided) is Truth.TRUE
        ):
            return None, (say["running"],)
        if not isinstance(decided, PartialDate) or decided.earliest != decided.latest:
            return None, ()
        return last_day_of_effect(decided.earliest, months).isoformat(), ()


def _of_versions(cites: tuple[Citation, ...], sources: set[str]) -> tuple[Citation, ...]:
    return tuple(cite for cite in cites if cite.source in sources) or cites


def _in_force(source: Source, day: PartialDate) -> bool:
    return source.in_force_on(day) is Truth.TRUE
