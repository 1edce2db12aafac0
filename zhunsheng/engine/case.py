"""A case as the engine sees it: known facts, and nothing where nothing is known.

The document that a user writes is checked by `vocabulary.models`; what comes out of that is this. Facts are keyed by their
reference in the vocabulary; a fact that is not a key is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from zhunsheng.engine.law_dates import Clock, LawDates, stated
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

Facts = Mapping[FactRef, FactValue]


@dataclass(frozen=True)
class Conduct:
    """One conduct of a subject.

    Attributes:
        law: The days whose law it is to be evaluated under; by default those that the facts state.
    """

    id: str
    facts: Facts
    law: LawDates | None = None


@dataclass(frozen=True)
class Subject:
    """One subject, with the facts about it, about its circumstances, and its conducts."""

    id: str
    facts: Facts
    conducts: tuple[Conduct, ...]


@dataclass(frozen=True)
class Case:
    """A whole case.

    Attributes:
        facts: Those of the case and of the incident.
        evidence: JSON pointer of a fact → ids of the evidence that is named for it.
    """

    id: str
    facts: Facts
    subjects: tuple[Subject, ...]
    evidence: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Instance:
    """What a rule is evaluated for: a conduct, a subject or the case, with every fact it sees.

    Attributes:
        pointers: Entity → JSON pointer of the object that holds its facts.
        parts: The instances of the level below.
        law: Of a conduct: the days whose law it is evaluated under, where they are not those that the facts state.
    """

    level: str
    id: str
    facts: Facts
    pointers: Mapping[str, str]
    parts: tuple[Instance, ...] = ()
    law: LawDates | None = None

    @cached_property
    def law_dates(self) -> LawDates:
        """The days whose law is asked for: those it was given, or those that its facts state."""
        return self.law or stated(self.facts)

    def law_date(self, clock: Clock) -> PartialDate | None:
        """The day whose law is asked for by a clock."""
        return self.law_dates.on(clock)

    def pointer(self, ref: FactRef) -> str:
        """The JSON pointer of a fact in the case document."""
        return f"{self.pointers[ref.entity]}/{ref.fact}"


def instances(case: Case) -> Instance:
    """The case as a tree of instances: the case, its subjects, their conducts."""
    top = {"case": "/case", "incident": "/incident"}
    subjects = []
    for s, subject in enumerate(case.subjects):
        subject_facts = {**case.facts, **subject.facts}
        pointers = {**top, "subject": f"/subjects/{s}", "circumstance": f"/subjects/{s}/circumstances"}
        conducts = tuple(
            Instance(
                "conduct",
                conduct.id,
                {**subject_facts, **conduct.facts},
                {**pointers, "conduct": f"/subjects/{s}/conducts/{c}"},
                law=conduct.law,
            )
            for c, conduct in enumerate(subject.conducts)
        )
        subjects.append(Instance("subject", subject.id, subject_facts, pointers, conducts))
    return Instance("case", case.id, case.facts, top, tuple(subjects))


def walk(instance: Instance) -> Iterator[Instance]:
    """An instance and everything below it."""
    yield instance
    for part in instance.parts:
        yield from walk(part)


def under_laws_of(case: Case, top: Instance) -> Case:
    """The case with the days of law that a tree of its instances was given: what another engine is asked to evaluate."""
    subjects = tuple(
        replace(
            subject,
            conducts=tuple(
                replace(conduct, law=part.law)
                for conduct, part in zip(subject.conducts, instance.parts, strict=True)
            ),
        )
        for subject, instance in zip(case.subjects, top.parts, strict=True)
    )
    return replace(case, subjects=subjects)
