"""A case as the engine sees it: known facts, and nothing where nothing is known.

The document that a user writes is checked by `vocabulary.models`; what comes out of that is this. Facts are keyed by their
reference in the vocabulary; a fact that is not a key is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef, FactValue

Facts = Mapping[FactRef, FactValue]

ACT_DATE = FactRef("conduct", "date")
DECISION_DATE = FactRef("case", "decision_date")


@dataclass(frozen=True)
class Conduct:
    """One conduct of a subject."""

    id: str
    facts: Facts


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


def law_date_fact(clock: str) -> FactRef:
    """The fact that says whose law is asked for: ``act`` or ``decision``."""
    return DECISION_DATE if clock == "decision" else ACT_DATE


@dataclass(frozen=True)
class Instance:
    """What a rule is evaluated for: a conduct, a subject or the case, with every fact it sees.

    Attributes:
        pointers: Entity → JSON pointer of the object that holds its facts.
        parts: The instances of the level below.
    """

    level: str
    id: str
    facts: Facts
    pointers: Mapping[str, str]
    parts: tuple[Instance, ...] = ()

    def law_date(self, clock: str) -> PartialDate | None:
        """The date whose law is asked for: that of the act, or of the decision.

        The date of the incident does not stand in for that of the act: the law is chosen by when somebody acted, and a default
        that later turns out wrong would be a fact unlearnt.
        """
        value = self.facts.get(law_date_fact(clock))
        return value if isinstance(value, PartialDate) else None

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
