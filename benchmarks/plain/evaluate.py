"""The layers in their order."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from benchmarks.plain.facts import Conduct, Matter, Person, Subject, read
from benchmarks.plain.findings import findings, responsibility, scope
from benchmarks.plain.outcome import Track, outcome
from benchmarks.plain.provisions import provisions
from benchmarks.plain.subjects import circumstances, disposition, notices, procedure, whole
from benchmarks.plain.tolerance import tolerance
from zhunsheng.engine.case import Case


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """The established reading of a subject.

    Attributes:
        rules: Ids of the rules per subject that apply.
        conducts: Ids of the rules per conduct that apply, by the conduct's id.
        forms: Low, wish, high.
    """

    rules: Set[str]
    conducts: Mapping[str, Set[str]]
    tracks: Mapping[str, Track]
    forms: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The established reading of a case: the rules per case that apply, and each subject by id."""

    rules: Set[str]
    subjects: Mapping[str, SubjectResult]


def evaluate(case: Case) -> CaseResult:
    """The established reading of a case."""
    matter, people = read(case)
    of_conducts = {
        person.id: {key: _conduct(matter, person.facts, conduct) for key, conduct in person.conducts.items()}
        for person in people
    }
    subjects = {person.id: _subject(matter, person, of_conducts[person.id]) for person in people}
    return CaseResult(whole(matter, [(person, of_conducts[person.id]) for person in people]), subjects)


def _conduct(matter: Matter, subject: Subject, conduct: Conduct) -> set[str]:
    found = scope(matter, conduct)
    found |= findings(matter, subject, conduct, found)
    found |= responsibility(subject, conduct, found)
    found |= provisions(matter, subject, conduct, found)
    return found | tolerance(matter, subject, conduct)


def _subject(matter: Matter, person: Person, conducts: Mapping[str, Set[str]]) -> SubjectResult:
    rules = circumstances(person.facts, person.conducts.values()) | disposition(person, conducts)
    rules |= procedure(matter, person, conducts) | notices(matter, person, conducts, rules)
    tracks, forms = outcome(rules, list(conducts.values()))
    return SubjectResult(rules, conducts, tracks, forms)
