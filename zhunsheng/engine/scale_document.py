"""Reads the scale: the one file that says which measures there are, on which ladders, and what moves a range.

Names in it are the Chinese names of the vocabulary; every one that is not there is a problem with its place and the nearest known
one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.citations import CitationDocument, citations
from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.matching import MatchingDocument, read_matchings
from zhunsheng.engine.problems import Problem, RulesetError, nearest, pointer, refuse
from zhunsheng.engine.scale import EitherSuffices, Move, MoveKind, PracticeScale, Scale, Usual
from zhunsheng.engine.tracks import Step as Step
from zhunsheng.engine.tracks import Track as Track
from zhunsheng.engine.tracks import TrackDocument, read_track
from zhunsheng.engine.vocabulary.facts import Vocabulary


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _PlaceDocument(_Strict):
    track: str
    step: str


class _MoveDocument(_Strict):
    when: str
    move: MoveKind
    track: str
    cites: tuple[CitationDocument, ...]
    start_at_most: str | None = None
    instead: _PlaceDocument | None = None
    at: str | None = None


class _EitherDocument(_Strict):
    first: str
    second: str
    up_to_form: Literal[1, 2, 3, 4]
    cites: tuple[CitationDocument, ...]


class _UsualDocument(_Strict):
    when: str
    form: Literal[1, 2, 3, 4]


class _PracticeDocument(_Strict):
    order: tuple[str, ...]
    forms: tuple[_UsualDocument, ...]


class _ScaleDocument(_Strict):
    tracks: tuple[TrackDocument, ...]
    either_suffices: tuple[_EitherDocument, ...]
    matching: tuple[MatchingDocument, ...] = ()
    practice: _PracticeDocument = _PracticeDocument(order=(), forms=())
    moves: tuple[_MoveDocument, ...]


def load_scale(path: Path, vocabulary: Vocabulary, shown_as: str = "rulesets/scale.yaml") -> Scale:
    """Reads the scale.

    Raises:
        RulesetError: a move names a track, step or circumstance that does not exist, or forms fall along a ladder.
    """
    document = read_file(path, shown_as)
    read = validated(_ScaleDocument, document)
    problems: list[Problem] = []
    tracks = tuple(
        read_track(track, vocabulary, pointer("tracks", index), problems)
        for index, track in enumerate(read.tracks)
    )
    for index, track in enumerate(tracks):
        forms = [step.form for step in track.steps if step.form]
        if forms != sorted(forms):
            problems.append(
                Problem(
                    "forms",
                    f"forms fall along '{track.name.zh}'",
                    mend="Order the steps by weight.",
                    pointer=pointer("tracks", index),
                )
            )
    names = {c.name.zh: c.key for c in vocabulary.conclusions if c.kind == "circumstance"}
    by_key = {track.key: track for track in tracks}
    moves = []
    for index, move in enumerate(read.moves):
        where = pointer("moves", index)

        def step_number(track_key: str, name: str | None, place: str = where) -> int:
            track = by_key.get(track_key)
            if track is None or (name is not None and name not in [step.name.zh for step in track.steps]):
                known = [step.name.zh for step in track.steps] if track else list(by_key)
                problems.append(
                    Problem(
                        "step",
                        f"'{track_key}' has no step '{name}'"
                        if track
                        else f"there is no track '{track_key}'",
                        pointer=place,
                        near=nearest(name or track_key, known),
                        mend="Name a track and a step of this file.",
                    )
                )
                return 0
            return track.number(name) if name else 0

        if move.instead is not None and move.instead.track == move.track:
            problems.append(
                Problem(
                    "instead",
                    f"what remains of '{move.track}' when it is waived stands on '{move.track}' itself",
                    pointer=where + "/instead",
                    mend="Name a measure of another track, or use 'mitigate'.",
                )
            )
        if move.when not in names:
            problems.append(
                Problem(
                    "circumstance",
                    f"'{move.when}' is no circumstance",
                    pointer=where + "/when",
                    near=nearest(move.when, names),
                    mend="Name one of conclusions.yaml.",
                )
            )
            continue
        moves.append(
            Move(
                names[move.when],
                move.move,
                move.track,
                citations(move.cites),
                step_number(move.track, move.start_at_most),
                (move.instead.track, step_number(move.instead.track, move.instead.step))
                if move.instead
                else None,
                step_number(move.track, move.at),
            )
        )
    for position, either in enumerate(read.either_suffices):
        for key in (either.first, either.second):
            if key not in by_key:
                problems.append(
                    Problem(
                        "track",
                        f"there is no track '{key}'",
                        near=nearest(key, by_key),
                        pointer=pointer("either_suffices", position),
                        mend="Name a track of this file.",
                    )
                )
    practice = _practice(read.practice, by_key, vocabulary, problems)
    matching = read_matchings(read.matching, by_key, vocabulary, problems)
    refuse(document.located(tuple(problems)), RulesetError)
    return Scale(
        tracks,
        tuple(moves),
        tuple(
            EitherSuffices(either.first, either.second, either.up_to_form, citations(either.cites))
            for either in read.either_suffices
        ),
        practice,
        matching,
    )


def _practice(
    read: _PracticeDocument, tracks: Mapping[str, Track], vocabulary: Vocabulary, problems: list[Problem]
) -> PracticeScale:
    names = {c.name.zh: c.key for c in vocabulary.conclusions if c.kind == "practice"}
    for index, key in enumerate(read.order):
        if key not in tracks:
            problems.append(
                Problem(
                    "track",
                    f"there is no track '{key}'",
                    near=nearest(key, tracks),
                    pointer=pointer("practice", "order", index),
                    mend="Name a track of this file.",
                )
            )
    for index, item in enumerate(read.forms):
        if item.when not in names:
            problems.append(
                Problem(
                    "practice",
                    f"'{item.when}' is no conclusion about practice",
                    near=nearest(item.when, names),
                    pointer=pointer("practice", "forms", index),
                    mend="Name one of conclusions.yaml.",
                )
            )
    forms = tuple(Usual(names[item.when], item.form) for item in read.forms if item.when in names)
    return PracticeScale(read.order, forms)
