"""The measures, as ladders from light to heavy, and the moves that circumstances make on them.

A rule never says "serious warning". It says "from warning to serious warning", because that is what the law says, and
circumstances then move the ends of the range. So the scale knows ladders (*tracks*), their *steps* in order, and *moves*.
The form of a case (第一种形态 to 第四种形态) is read off the step it ends on; no rule can assert a form.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhunsheng.engine.language.documents import read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import Problem, RulesetError, nearest, pointer, refuse
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Text, Vocabulary
from zhunsheng.engine.vocabulary.loading import TextDocument

#: The four forms; 0 stands for "not held accountable".
FORMS = (1, 2, 3, 4)

MoveKind: TypeAlias = Literal["merge", "aggravate", "severe", "mitigate", "waive", "cap"]


@dataclass(frozen=True)
class Effect:
    """How long a measure has effect, by one version of the law.

    Attributes:
        months: None where there is no period, or none that is the same for everybody; the text then says what there is.
    """

    months: int | None
    text: Text | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class GivenAs:
    """The measure that somebody gets in place of another, with the effect of that other.

    Attributes:
        step: Number of the measure that is given, on the same track.
        unless: The fact that, when false, calls for it: who holds no Party post cannot be removed from one.
    """

    step: int
    unless: FactRef
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Step:
    """One measure on a ladder. ``form`` is None where the four forms do not count it.

    Attributes:
        effects: How long it has effect, one entry a version of the law; none where it has no effect in time.
    """

    key: str
    name: Text
    form: int | None
    effects: tuple[Effect, ...] = ()
    given_as: GivenAs | None = None


@dataclass(frozen=True)
class Track:
    """One ladder of measures, for persons or for organizations. Steps count from 1; 0 is "none".

    Attributes:
        proposal_only: The measures are for others to decide; a discipline organ proposes them.
        running: The date until which an earlier measure on the ladder has effect.
    """

    key: str
    subject: Literal["person", "organization"]
    name: Text
    steps: tuple[Step, ...]
    cites: tuple[Citation, ...]
    proposal_only: bool
    running: FactRef | None = None

    def number(self, name: str) -> int:
        """The number of a step by its Chinese name, from 1."""
        return [step.name.zh for step in self.steps].index(name) + 1

    def form(self, number: int) -> int:
        """The form of a step; 0 for no step and for steps that the forms do not count."""
        return (self.steps[number - 1].form or 0) if number else 0

    def first_step_of(self, form: int) -> int | None:
        """The lightest step that belongs to this form or a heavier one."""
        return next((n for n in range(1, len(self.steps) + 1) if self.form(n) >= form), None)


@dataclass(frozen=True)
class Move:
    """What a circumstance does to the range on one track.

    ===========  ==================================================================================================
    merge        (two or more violations, so judged) both ends one step up: 合并处理
    aggravate    the upper end one step up; inside the range, prefer the heavier: 从重 or 加重
    severe       prefer the heavier end of the range, which stays as it is: 从重
    mitigate     (may) the lower end one step down, but not below the first, nor from the last alone: 从轻 or 减轻
    waive        (may) the lower end to none, with a measure of the first form instead: 免予
    cap          neither end above a step
    ===========  ==================================================================================================

    Attributes:
        conclusion: Key of the circumstance.
        start_at_most: waive: the range must start at this step number or below.
        instead: waive: the track and step number that remain as the least.
        at: cap: the highest step number.
    """

    conclusion: str
    kind: MoveKind
    track: str
    cites: tuple[Citation, ...]
    start_at_most: int = 0
    instead: tuple[str, int] | None = None
    at: int = 0


@dataclass(frozen=True)
class Range:
    """From a step to a step on a track; 0 is "none"."""

    track: str
    low: int
    high: int


@dataclass(frozen=True)
class EitherSuffices:
    """Where measures on both tracks stay within a form, one on the first does for both."""

    first: str
    second: str
    up_to_form: int
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Scale:
    """All tracks and moves."""

    tracks: tuple[Track, ...]
    moves: tuple[Move, ...]
    either: tuple[EitherSuffices, ...]

    def track(self, key: str) -> Track:
        """The track of that key."""
        return next(track for track in self.tracks if track.key == key)

    def step(self, key: str) -> tuple[Track, int]:
        """The track and number of a step by its key."""
        return next(
            (track, n) for track in self.tracks for n, step in enumerate(track.steps, 1) if step.key == key
        )


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CitationDocument(_Strict):
    """An article as cited in a file; without a source, that of the file."""

    article: str
    source: str | None = None


class _EffectDocument(_Strict):
    months: Annotated[int, Field(ge=1, le=120)] | None = None
    text: TextDocument | None = None
    cites: tuple[CitationDocument, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.months is None and self.text is None:
            raise ValueError("an effect has months, a text, or both")
        return self


class _GivenAsDocument(_Strict):
    step: str
    unless: str
    cites: tuple[CitationDocument, ...]


class _StepDocument(_Strict):
    key: str
    name: TextDocument
    form: Literal[1, 2, 3, 4] | None
    effect: tuple[_EffectDocument, ...] = ()
    given_as: _GivenAsDocument | None = None


class _TrackDocument(_Strict):
    key: str
    subject: Literal["person", "organization"]
    name: TextDocument
    cites: tuple[CitationDocument, ...]
    steps: tuple[_StepDocument, ...]
    proposal_only: bool = False
    running: str | None = None


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


class _ScaleDocument(_Strict):
    tracks: tuple[_TrackDocument, ...]
    either_suffices: tuple[_EitherDocument, ...]
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
        _track(track, vocabulary, pointer("tracks", index), problems)
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
    refuse(document.located(tuple(problems)), RulesetError)
    return Scale(
        tracks,
        tuple(moves),
        tuple(
            EitherSuffices(either.first, either.second, either.up_to_form, citations(either.cites))
            for either in read.either_suffices
        ),
    )


def _track(read: _TrackDocument, vocabulary: Vocabulary, where: str, problems: list[Problem]) -> Track:
    """A track; what is wrong with it is added to the problems."""
    facts = {
        f"{vocabulary.entity(ref.entity).name.zh}.{fact.name.zh}": (ref, fact.type)
        for ref, fact in vocabulary.all_facts()
    }
    names = [step.name.zh for step in read.steps]

    def fact(name: str, type: FactType, place: str) -> FactRef | None:
        ref, found = facts.get(name, (None, None))
        if ref is None or ref.entity not in ("case", "subject") or found is not type:
            known = [key for key, (_, kind) in facts.items() if kind is type]
            what = f"'{name}' is no fact of a subject of type {type.value}"
            mend = "Facts are in rulesets/vocabulary/."
            problems.append(Problem("fact", what, near=nearest(name, known), pointer=place, mend=mend))
        return ref

    def given_as(step: _StepDocument, place: str) -> GivenAs | None:
        if step.given_as is None:
            return None
        unless = fact(step.given_as.unless, FactType.BOOL, place)
        if step.given_as.step not in names[: names.index(step.name.zh)]:
            what = f"'{step.given_as.step}' is no lighter measure of '{read.name.zh}'"
            mend = "Name a lighter measure of the same track."
            problems.append(
                Problem("step", what, near=nearest(step.given_as.step, names), pointer=place, mend=mend)
            )
            return None
        number = names.index(step.given_as.step) + 1
        return GivenAs(number, unless, citations(step.given_as.cites)) if unless else None

    steps = tuple(
        Step(
            step.key,
            step.name.text(),
            step.form,
            tuple(
                Effect(item.months, item.text.text() if item.text else None, citations(item.cites))
                for item in step.effect
            ),
            given_as(step, f"{where}/steps/{number}/given_as"),
        )
        for number, step in enumerate(read.steps)
    )
    running = fact(read.running, FactType.DATE, f"{where}/running") if read.running else None
    cites = citations(read.cites)
    return Track(read.key, read.subject, read.name.text(), steps, cites, read.proposal_only, running)


def citations(read: tuple[CitationDocument, ...], source: str = "") -> tuple[Citation, ...]:
    """The citations of a file, with `source` where one names none."""
    return tuple(Citation(cite.source or source, cite.article) for cite in read)
