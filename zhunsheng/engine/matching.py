"""Party and administrative sanctions that go together: whoever is removed from Party posts is as a rule removed from office too.

The law asks that the two match (相匹配) and names the pairs for heavy sanctions only; a light one may be given alone. A matching
says: where the recommendation reaches this step on one ladder, it reaches that step on the other. It is about the
recommendation and nothing else: it never leaves a range, and since both steps are of one form, it never changes the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.citations import CitationDocument, citations
from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.problems import Problem, nearest, pointer
from zhunsheng.engine.sources import Citation, Source
from zhunsheng.engine.tracks import Track
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Vocabulary


@dataclass(frozen=True)
class Place:
    """A step of a track, by its number."""

    track: str
    step: int


@dataclass(frozen=True)
class Matching:
    """At least this step on one track goes with at least that step on another.

    Attributes:
        whose: The fact that must hold for the other track to concern the subject at all.
    """

    given: Place
    then: Place
    whose: FactRef
    cites: tuple[Citation, ...]


class _PlaceDocument(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    track: str
    step: str


class MatchingDocument(BaseModel):
    """A matching as it stands in the scale's file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    at_least: _PlaceDocument
    then: _PlaceDocument
    whose: str
    cites: tuple[CitationDocument, ...]


def read_matchings(
    read: Iterable[MatchingDocument],
    tracks: Mapping[str, Track],
    vocabulary: Vocabulary,
    problems: list[Problem],
) -> tuple[Matching, ...]:
    """The matchings of a scale; what is wrong with them is added to the problems."""
    entity = vocabulary.entity("subject").name.zh
    facts = {
        f"{entity}.{fact.name.zh}": ref
        for ref, fact in vocabulary.all_facts()
        if ref.entity == "subject" and fact.type is FactType.BOOL
    }
    found = []
    for index, item in enumerate(read):
        where = pointer("matching", index)
        given, then = (_place(place, tracks, where, problems) for place in (item.at_least, item.then))
        if item.whose not in facts:
            what = f"'{item.whose}' is no yes-or-no fact of a subject"
            near = nearest(item.whose, facts)
            mend = "Facts are in rulesets/vocabulary/."
            problems.append(Problem("fact", what, near=near, pointer=where + "/whose", mend=mend))
            continue
        if given is None or then is None:
            continue
        if tracks[given.track].form(given.step) != tracks[then.track].form(then.step):
            problems.append(
                Problem(
                    "forms",
                    f"'{item.at_least.step}' and '{item.then.step}' belong to different forms",
                    pointer=where,
                    mend="Match measures of one form, so that matching never changes the form.",
                )
            )
        found.append(Matching(given, then, facts[item.whose], citations(item.cites)))
    return tuple(found)


def _place(
    read: _PlaceDocument, tracks: Mapping[str, Track], where: str, problems: list[Problem]
) -> Place | None:
    track = tracks.get(read.track)
    names = [step.name.zh for step in track.steps] if track else list(tracks)
    if track is not None and read.step in names:
        return Place(read.track, track.number(read.step))
    what = f"'{read.track}' has no step '{read.step}'" if track else f"there is no track '{read.track}'"
    near = nearest(read.step if track else read.track, names)
    problems.append(
        Problem("step", what, near=near, pointer=where, mend="Name a track and a step of this file.")
    )
    return None


def on_day(
    matchings: Iterable[Matching], sources: Mapping[str, Source], day: PartialDate | None
) -> Iterator[Matching]:
    """The matchings that something asks for on a day, each with the articles then in force."""
    for matching in matchings:
        cites = tuple(
            cite
            for cite in matching.cites
            if day is not None and sources[cite.source].in_force_on(day) is Truth.TRUE
        )
        if cites:
            yield replace(matching, cites=cites)


def raised(
    steps: Mapping[str, int], tracks: Mapping[str, TrackVerdict], matchings: Sequence[Matching]
) -> dict[str, int]:
    """Recommended steps, each at least what matches the others, as far as its range goes."""
    found = dict(steps)
    # A step that was raised may call for another one; steps only rise, so this ends.
    for _ in matchings:
        for matching in matchings:
            given, then = matching.given, matching.then
            if found[given.track] >= given.step:
                found[then.track] = max(found[then.track], min(then.step, tracks[then.track].high))
    return found
