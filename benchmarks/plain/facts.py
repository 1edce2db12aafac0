"""The facts of a case as plain typed values; None is unknown. Only those that some rule reads are here."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol

from zhunsheng.engine.case import Case

ADVERSE = frozenset({"adverse_influence", "serious", "especially_serious"})  # an adverse influence or worse
SERIOUS = frozenset({"serious", "especially_serious"})
GRAVER = frozenset({"graver", "serious"})  # graver circumstances, or serious ones
LEADERS_BELOW_THE_TOP = frozenset({"team_member", "department_head"})


class Days(Protocol):
    """A date; where only the month or the year is known, the first and the last day that it can be."""

    @property
    def earliest(self) -> date: ...

    @property
    def latest(self) -> date: ...


def in_force(day: Days | None, start: date, end: date = date.max) -> bool:
    """Whether a day is known to lie in a period, both ends included."""
    return day is not None and start <= day.earliest and day.latest <= end


@dataclass(frozen=True, slots=True)
class Between:
    """A day between two others."""

    earliest: date
    latest: date


def later(one: Days | None, other: Days | None) -> Days | None:
    """The later of two days; where one is not known, the other."""
    if one is None or other is None:
        return one or other
    return Between(max(one.earliest, other.earliest), max(one.latest, other.latest))


def law_of_act(acted: Days | None, continued: Days | None, decided: Days | None) -> Days | None:
    """An act that went on is judged by the day until which it did, though not beyond the decision."""
    if continued and decided:
        continued = Between(min(continued.earliest, decided.earliest), min(continued.latest, decided.latest))
    return later(acted, continued)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is said once: the case and the incident."""

    province: str | None = None
    decision_date: Days | None = None
    lead_level: str | None = None
    epidemic: bool | None = None
    harms_overall_situation: bool | None = None
    epidemic_risk: bool | None = None
    consequence: str | None = None
    infected: int | None = None
    deaths: int | None = None

    def spread_or_risk(self) -> bool:
        """Whether an epidemic risk arose, or somebody was infected."""
        return self.epidemic_risk is True or (self.infected is not None and self.infected >= 1)


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or an organization, and the circumstances that weigh for and against."""

    kind: str | None = None
    category: str | None = None
    position: str | None = None
    party_member: bool | None = None
    leading_cadre: bool | None = None
    public_official: bool | None = None
    civil_servant: bool | None = None
    unit_staff: bool | None = None
    village_cadre: bool | None = None
    several_violations: bool | None = None
    confessed: bool | None = None
    cooperated: bool | None = None
    reported_others: bool | None = None
    remedied: bool | None = None
    returned_gains: bool | None = None
    took_responsibility: bool | None = None
    minor_role: bool | None = None
    deceived_or_coerced: bool | None = None
    instigated_others: bool | None = None
    refused_return: bool | None = None
    repeated: bool | None = None
    obstructed: bool | None = None


@dataclass(frozen=True, slots=True)
class Conduct:
    """One act or omission.

    Attributes:
        date: When somebody acted. The date of the incident does not stand in for it.
        law, general_law: Whose law is asked for, and whose general part.
        manner, led_to: The members that are known to be in the set.
    """

    date: Days | None = None
    law: Days | None = None
    general_law: Days | None = None
    type: str | None = None
    manner: Set[str] = frozenset()
    led_to: Set[str] = frozenset()
    caused_consequence: bool | None = None
    loss_grade: str | None = None
    gravity: str | None = None
    intent: str | None = None
    concealed: bool | None = None
    personal_gain: bool | None = None
    explicitly_prohibited: bool | None = None
    warned_before: bool | None = None
    suspected_crime: bool | None = None
    within_duty: bool | None = None
    in_charge: bool | None = None
    directly_in_charge: bool | None = None
    took_part_in_decision: bool | None = None
    objected_on_record: bool | None = None
    collective_decision: bool | None = None
    decisive_role: bool | None = None
    superior_order: bool | None = None
    asked_superior_to_correct: bool | None = None
    order_manifestly_illegal: bool | None = None
    distance: str | None = None
    pilot_without_experience: bool | None = None
    exploration_without_limits: bool | None = None
    unintended_for_development: bool | None = None
    urgent: bool | None = None
    public_motive: bool | None = None
    objective_limits: bool | None = None
    unforeseeable: bool | None = None
    diligent: bool | None = None
    tolerance_approved: bool | None = None


def graded(conduct: Conduct, base: str, graver: str = "", serious: str = "") -> set[str]:
    """The grade without more, and the heavier ones that the gravity of the circumstances reaches."""
    found = {base} if base else set()
    if graver and conduct.gravity in GRAVER:
        found.add(graver)
    if serious and conduct.gravity == "serious":
        found.add(serious)
    return found


@dataclass(frozen=True, slots=True)
class Person:
    """A subject with its conducts, by id. (The word is short; it may be an organization.)"""

    id: str
    facts: Subject
    conducts: Mapping[str, Conduct]


def read(case: Case) -> tuple[Matter, tuple[Person, ...]]:
    """The facts of a case."""
    matter = Matter(**_known(case.facts, _OF_MATTER))
    return matter, tuple(
        Person(
            subject.id,
            Subject(**_known(subject.facts, _OF_SUBJECT)),
            {
                conduct.id: _conduct(_known(conduct.facts, _OF_CONDUCT), matter.decision_date)
                for conduct in subject.conducts
            },
        )
        for subject in case.subjects
    )


_OF_MATTER, _OF_SUBJECT, _OF_CONDUCT = (
    frozenset(field.name for field in fields(of)) | {"continued_until"} for of in (Matter, Subject, Conduct)
)


def _known(facts: Mapping[Any, Any], read_by_rules: Set[str]) -> dict[str, Any]:
    return {ref.fact: value for ref, value in facts.items() if ref.fact in read_by_rules}


def _conduct(known: dict[str, Any], decided: Days | None) -> Conduct:
    known["law"] = law_of_act(known.get("date"), known.pop("continued_until", None), decided)
    known["general_law"] = later(known.get("date"), decided) if decided else known["law"]
    for of_set in ("manner", "led_to"):
        if of_set in known:
            known[of_set] = {member for member, is_in in known[of_set].items() if is_in}
    return Conduct(**known)
