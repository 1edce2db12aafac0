"""The ladders of measures: their steps from light to heavy, and how long each step has effect.

How long a measure has effect is not the same under every version of the law, so a step has an entry for each; the text of an
entry says what there is where no number of months does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhunsheng.engine.citations import CitationDocument, citations
from zhunsheng.engine.problems import Problem, nearest
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.vocabulary.facts import FactRef, FactType, Text, Vocabulary
from zhunsheng.engine.vocabulary.loading import TextDocument


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
        """The form that a step comes to; 0 for none. A step that the forms do not count comes to that of the steps below it."""
        return max((step.form or 0 for step in self.steps[:number]), default=0)

    def first_step_of(self, form: int) -> int | None:
        """The lightest step that belongs to this form or a heavier one."""
        return next((n for n in range(1, len(self.steps) + 1) if self.form(n) >= form), None)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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


class TrackDocument(_Strict):
    """A track as written."""

    key: str
    subject: Literal["person", "organization"]
    name: TextDocument
    cites: tuple[CitationDocument, ...]
    steps: tuple[_StepDocument, ...]
    proposal_only: bool = False
    running: str | None = None


def read_track(read: TrackDocument, vocabulary: Vocabulary, where: str, problems: list[Problem]) -> Track:
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
