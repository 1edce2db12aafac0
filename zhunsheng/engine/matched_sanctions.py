"""Party and administrative sanctions of one subject: what was raised so that they match, and where they cannot.

`matching` says which measures go together; this asks which of it holds for a subject on the day of the decision, and tells people
what came of it. A range may end too early (a village cadre's stops at a major demerit), no provision may open the other ladder at
all, or the law in force may ask for the lighter end: then the recommendation stays where it is, and a person should look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from zhunsheng.engine.case import Instance
from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.trace import cited
from zhunsheng.engine.law_dates import DECISION_DATE, stated
from zhunsheng.engine.matching import Matching, Place, on_day
from zhunsheng.engine.outcome import recommended_steps
from zhunsheng.engine.release import Release
from zhunsheng.engine.scale import Move, MoveKind
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.suggestion import Warning
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Text

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "matched": "建议{given}，{track}相应提到{found}，使两者相匹配，没有超出幅度",
        "unmatched": "建议{given}，一般应有{wanted}以上的{track}与之相匹配，现建议为{found}：{why}。请审理人员核对",
        "none": "没有{track}",
        "nothing_opened": "没有成立可以给予{track}的条款",
        "range": "{track}的幅度只到{highest}",
        "cap": "{name}",
        "lighter": "{name}，不因匹配提高",
        "no_post": "未{fact}，{given}以{instead}代替，期间不变；{track}不因名义上是{instead}而降为轻处分",
    },
    "en": {
        "matched": "{given} is recommended, so the {track} is raised to match: {found}, within its range",
        "unmatched": "{given} is recommended and as a rule goes with at least {wanted} ({track}); recommended is {found}: "
        "{why}. A reviewer should check",
        "none": "none",
        "nothing_opened": "no provision that opens it is established",
        "range": "the range ends at {highest}",
        "cap": "{name}",
        "lighter": "{name}, so it is not raised",
        "no_post": "Without this ({fact}), {given} is given as {instead} with the same period; the {track} does not become "
        "a light one because of the name",
    },
}


@dataclass(frozen=True)
class Recommended:
    """The recommended steps of one subject.

    Attributes:
        before: The steps before any was raised to match another; as `steps`, 0 is none.
        asked: What is asked to match, on the day of the decision.
    """

    steps: Mapping[str, int]
    before: Mapping[str, int]
    asked: tuple[Matching, ...]


def matched(
    explained: Explained, instance: Instance, tracks: Mapping[str, TrackVerdict], usual: int
) -> Recommended:
    """The recommended step of each track, with heavy sanctions matched.

    Args:
        usual: The form that practice usually comes to; 0 where there is no practice.
    """
    release = explained.release
    asked = asked_of(release, instance)
    before = recommended_steps(tracks, release.scale, usual)
    open_to_it = open_to_matching(release, asked, lambda rule: explained.rule(instance, rule).established)
    return Recommended(recommended_steps(tracks, release.scale, usual, open_to_it), before, asked)


def asked_of(release: Release, instance: Instance) -> tuple[Matching, ...]:
    """The matchings that something asks for on the day on which a subject is decided on."""
    return tuple(on_day(release.scale.matching, release.sources, _day(instance)))


def open_to_matching(
    release: Release, asked: Iterable[Matching], established: Callable[[str], bool]
) -> tuple[Matching, ...]:
    """Those to which a recommendation is raised: a duty to go lighter within the range leaves nothing to raise to.

    Args:
        established: Whether a rule on the subject, by its id, is established.
    """
    lenient = {
        move.track
        for move in release.scale.moves
        if move.kind == "lenient"
        and any(
            rule.conclusion == move.conclusion and established(rule.id) for rule in release.rules.values()
        )
    }
    return tuple(item for item in asked if item.then.track not in lenient)


def on_matching(
    explained: Explained,
    instance: Instance,
    tracks: Mapping[str, TrackVerdict],
    recommended: Recommended,
    language: Literal["zh", "en"],
) -> Iterator[Warning]:
    """What people should know about sanctions that are to match."""
    say = _Words(explained, instance, language)
    steps = recommended.steps
    for track in dict.fromkeys(item.then.track for item in recommended.asked):
        called_for = [
            item
            for item in recommended.asked
            if item.then.track == track
            and steps[item.given.track] >= item.given.step
            and instance.facts.get(item.whose) is True
        ]
        if not called_for:
            continue
        heaviest = max(called_for, key=lambda item: item.then.step)
        cites = list(heaviest.cites)
        given = Place(heaviest.given.track, steps[heaviest.given.track])
        if steps[track] < heaviest.then.step:
            why, of_why = say.why_not(track, heaviest.then.step, tracks[track].high)
            words = say.fill(
                "unmatched",
                given=say.name(given),
                wanted=say.name(heaviest.then),
                track=say.track(track),
                found=say.name(Place(track, steps[track])),
                why=why,
            )
            yield say.warning("sanctions_unmatched", words, (*cites, *of_why))
        elif steps[track] > recommended.before[track]:
            words = say.fill(
                "matched",
                given=say.name(given),
                track=say.track(track),
                found=say.name(Place(track, steps[track])),
            )
            yield say.warning("sanctions_matched", words, cites)
        yield from say.without_post(given, track, cites)


@dataclass(frozen=True)
class _Words:
    explained: Explained
    instance: Instance
    language: Literal["zh", "en"]

    def fill(self, key: str, **words: str) -> str:
        return _SAY[self.language][key].format(**words)

    def warning(self, key: str, text: str, cites: Iterable[Citation]) -> Warning:
        return Warning(key=key, text=text, cites=cited(dict.fromkeys(cites), self.explained, self.language))

    def track(self, key: str) -> str:
        return self.explained.release.scale.track(key).name.get(self.language)

    def name(self, place: Place) -> str:
        track = self.explained.release.scale.track(place.track)
        if not place.step:
            return self.fill("none", track=self.track(place.track))
        return track.steps[place.step - 1].name.get(self.language)

    def why_not(self, track: str, wanted: int, high: int) -> tuple[str, tuple[Citation, ...]]:
        """Why a track does not reach a step, and by which articles."""
        if high == 0:
            return self.fill("nothing_opened", track=self.track(track)), ()
        highest = self.name(Place(track, high))
        for move, name, cites in _moves(self.explained, self.instance, "cap", track):
            if move.at < wanted:
                return self.fill("cap", name=name.get(self.language)), cites
        for _, name, cites in _moves(self.explained, self.instance, "lenient", track):
            if high >= wanted:
                return self.fill("lighter", name=name.get(self.language)), cites
        return self.fill("range", track=self.track(track), highest=highest), ()

    def without_post(self, given: Place, track: str, cites: Iterable[Citation]) -> Iterator[Warning]:
        """A measure that is given under the name of a lighter one still calls for what matches it."""
        steps = self.explained.release.scale.track(given.track).steps
        exchange = steps[given.step - 1].given_as
        if exchange is None or self.instance.facts.get(exchange.unless) is not False:
            return
        words = self.fill(
            "no_post",
            fact=self.explained.release.vocabulary.fact(exchange.unless).name.get(self.language),
            given=self.name(given),
            instead=steps[exchange.step - 1].name.get(self.language),
            track=self.track(track),
        )
        yield self.warning("matching_without_post", words, cites)


def _day(instance: Instance) -> PartialDate | None:
    """The day of the decision; while that is not known, the last of the subject's acts."""
    decided = instance.facts.get(DECISION_DATE)
    if isinstance(decided, PartialDate):
        return decided
    acts = [day for part in instance.parts if (day := stated(part.facts).act)]
    return max(acts, key=lambda day: day.latest, default=None)


def _moves(
    explained: Explained, instance: Instance, kind: MoveKind, track: str
) -> Iterator[tuple[Move, Text, tuple[Citation, ...]]]:
    """The moves of a kind that are made on a track, each with the title and the articles of the rule that calls for it."""
    for move in explained.release.scale.moves:
        if move.kind != kind or move.track != track:
            continue
        for rule in explained.release.rules.values():
            if rule.conclusion == move.conclusion and explained.rule(instance, rule.id).established:
                yield move, rule.title, rule.cites
