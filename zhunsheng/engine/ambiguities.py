"""The points on which the law leaves discretion or conflicts with itself, and where each of them is handled.

A rule engine is tempted to settle what the law does not. ``rulesets/ambiguities.yaml`` lists the points where it must not: each
says what it is, in which way it is handled (a range, a person's judgement, or a hard rule that shows its basis), and names the
rules, facts, measures or cautions that do so, with scenarios in which they show. docs/ambiguities.md is written from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import Problem, RulesetError, nearest, refuse
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.engine.vocabulary.loading import Key, TextDocument

#: R: the answer is a range. H: people judge; the answer names the elements. F: a hard rule that shows its basis and version.
Way: TypeAlias = Literal["R", "H", "F"]

#: Warnings that come from the shape of an answer and not from a rule (``cautions``).
Caution: TypeAlias = Literal["nothing_established", "no_evidence"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SectionDocument(_Strict):
    key: Key
    name: TextDocument


class _PointDocument(_Strict):
    number: int
    section: str
    ways: Annotated[tuple[Way, ...], Field(min_length=1)]
    topic: TextDocument
    handled: TextDocument
    rules: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    scenarios: Annotated[tuple[str, ...], Field(min_length=1)]


class _AmbiguitiesDocument(_Strict):
    sections: tuple[_SectionDocument, ...]
    points: tuple[_PointDocument, ...]


@dataclass(frozen=True)
class Ambiguity:
    """One point.

    Attributes:
        number: By which people refer to it; counted from 1, without a gap.
        ways: How it is handled.
        topic: What is open.
        handled: What is done about it.
        rules: Ids of the rules that handle it.
        facts: As ``entity.fact``: what people state or judge.
        measures: Keys of measures whose place on the scale is the answer to it.
        cautions: Keys of warnings that every answer carries where they fit.
        scenarios: Ids of scenarios in which all of these show.
    """

    number: int
    ways: tuple[Way, ...]
    topic: Text
    handled: Text
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    measures: tuple[str, ...]
    cautions: tuple[Caution, ...]
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Points that belong together, in the order of their numbers."""

    key: str
    name: Text
    points: tuple[Ambiguity, ...]


def load_ambiguities(release: Release) -> tuple[Section, ...]:
    """The points of a release, section by section.

    Raises:
        RulesetError: the file is not of its shape, a number is missing, or a point names what does not exist.
    """
    path = release.folder / "ambiguities.yaml"
    return read_ambiguities(read_file(path, f"{release.folder.name}/{path.name}"), release)


def read_ambiguities(document: Document, release: Release) -> tuple[Section, ...]:
    """A document as sections of points; see ``load_ambiguities``."""
    read = validated(_AmbiguitiesDocument, document)
    refuse(document.located(tuple(_problems(read, release))), RulesetError)
    return tuple(
        Section(
            section.key,
            section.name.text(),
            tuple(_point(point) for point in read.points if point.section == section.key),
        )
        for section in read.sections
    )


def _point(read: _PointDocument) -> Ambiguity:
    return Ambiguity(
        read.number,
        read.ways,
        read.topic.text(),
        read.handled.text(),
        read.rules,
        read.facts,
        read.measures,
        read.cautions,
        read.scenarios,
    )


def _problems(read: _AmbiguitiesDocument, release: Release) -> Iterator[Problem]:
    sections = [section.key for section in read.sections]
    facts = [f"{entity.key}.{fact.key}" for entity in release.vocabulary.entities for fact in entity.facts]
    measures = [step.key for track in release.scale.tracks for step in track.steps]
    for position, point in enumerate(read.points):
        where = f"/points/{position}"
        if point.number != position + 1:
            yield Problem(
                "number",
                f"point {point.number} stands where point {position + 1} belongs",
                mend="Number the points from 1, in order, each once.",
                pointer=f"{where}/number",
            )
        if not (point.rules or point.facts or point.cautions):
            yield Problem(
                "unhandled",
                f"point {point.number} names nothing that handles it",
                mend="Name a rule, a fact that people state, or a caution.",
                pointer=where,
            )
        yield from _unknown("section", [point.section], sections, f"{where}/section")
        yield from _unknown("rule", point.rules, release.rules, f"{where}/rules")
        yield from _unknown("fact", point.facts, facts, f"{where}/facts")
        yield from _unknown("measure", point.measures, measures, f"{where}/measures")


def _unknown(what: str, named: Sequence[str], known: Iterable[str], where: str) -> Iterator[Problem]:
    words = list(known)
    for name in named:
        if name not in words:
            yield Problem(
                f"unknown_{what}",
                f"there is no {what} '{name}'",
                near=nearest(name, words),
                mend="Correct the name.",
                pointer=where,
            )
