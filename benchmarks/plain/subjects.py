"""What is asked of a subject as a whole: circumstances, disposition, procedure and notices; and of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date

from benchmarks.plain.facts import SERIOUS, Conduct, Matter, Person, Subject, in_force
from benchmarks.plain.findings import (
    ACCOUNTABLE_LEADERS,
    CATEGORIES,
    PARTY_LEADERS,
    PROHIBITIONS,
)
from benchmarks.plain.outcome import PROVISIONS
from benchmarks.plain.tolerance import GROUNDS

#: What holds of each conduct, by its id.
OfConducts = Mapping[str, Set[str]]

_LEADERS_ROWS = frozenset(f"accountability_2019.leaders.{row}" for row in range(1, 7))
_ACCOUNTABLE = _LEADERS_ROWS | {f"accountability_2019.organizations.{row}" for row in range(1, 5)}


def circumstances(subject: Subject, conducts: Iterable[Conduct]) -> set[str]:
    """What makes it lighter or heavier, by each instrument that was in force for any of the acts."""
    acts = tuple(conducts)
    found = set[str]()
    if subject.party_member is True and _any_in_force(acts, date(2018, 10, 1), date(2023, 12, 31)):
        found |= _of_party(subject)
    if _any_in_force(acts, date(2020, 7, 1)):
        if subject.public_official is True:
            found |= _of_officials(subject, acts)
        if subject.village_cadre is True:
            found.add("sanctions_law_2020.22")
    if any(in_force(conduct.general_law, date(2019, 9, 1)) for conduct in acts) and (
        subject.remedied is True or subject.took_responsibility is True
    ):
        found.add("accountability_2019.18")
    return found


def _any_in_force(conducts: tuple[Conduct, ...], start: date, end: date = date.max) -> bool:
    return any(in_force(conduct.law, start, end) for conduct in conducts)


def _mended(subject: Subject) -> bool:
    """What both lists of lenience name."""
    return (
        subject.confessed is True
        or subject.cooperated is True
        or subject.reported_others is True
        or subject.remedied is True
        or subject.returned_gains is True
    )


def _of_party(subject: Subject) -> set[str]:
    found = set()
    if _mended(subject):
        found |= {"disciplinary_2018.17", "disciplinary_2018.19"}
    if subject.instigated_others is True or subject.refused_return is True or subject.repeated is True:
        found.add("disciplinary_2018.20")
    if subject.several_violations is True:
        found.add("disciplinary_2018.23")
    return found


def _of_officials(subject: Subject, conducts: tuple[Conduct, ...]) -> set[str]:
    found = set()
    lenient = _mended(subject) or subject.minor_role is True
    all_slight = all(conduct.gravity == "slight" for conduct in conducts)
    if lenient:
        found.add("sanctions_law_2020.11")
    if subject.deceived_or_coerced is True or (lenient and all_slight):
        found.add("sanctions_law_2020.12")
    if (
        subject.repeated is True
        or subject.obstructed is True
        or subject.instigated_others is True
        or subject.refused_return is True
    ):
        found.add("sanctions_law_2020.13")
    return found


def disposition(person: Person, conducts: OfConducts) -> set[str]:
    """The first form, from its own grounds: put right at once, or hold to account. A tolerated act needs neither."""
    found = set[str]()
    if person.facts.kind == "person" and _any_in_force(tuple(person.conducts.values()), date(2016, 10, 27)):
        for rules in conducts.values():
            if GROUNDS.isdisjoint(rules):
                if "shanxi.tendency" in rules:
                    found.add("disposition.tendency")
                if not CATEGORIES.isdisjoint(rules):
                    found.add("disposition.category")
    return found


def procedure(matter: Matter, person: Person, conducts: OfConducts) -> set[str]:
    """What the handlers must do, by the law at the time of the decision."""
    day, subject = matter.decision_date, person.facts
    is_person, serious = subject.kind == "person", matter.consequence in SERIOUS
    leader, accountable = _any(conducts, _LEADERS_ROWS), _any(conducts, _ACCOUNTABLE)
    found = set()
    if (
        in_force(day, date(2022, 3, 1))
        and matter.province == "jilin"
        and matter.epidemic is True
        and matter.lead_level == "county"
    ):
        found.add("procedure.raise_review_level")
    if in_force(day, date(2021, 10, 27)) and is_person and _any(conducts, PROHIBITIONS):
        found.add("procedure.propose_suspension")
    if in_force(day, date(2021, 3, 19)) and is_person and leader and serious:
        found.add("procedure.organizational_proposal")
    if in_force(day, date(2019, 9, 1)):
        if _any(conducts, PROVISIONS):
            found.add("procedure.present_facts")
        if accountable:
            found.add("procedure.accountability_appeal")
        if leader and serious:
            found.add("procedure.publicity")
    return found


def _any(conducts: OfConducts, rules: Set[str]) -> bool:
    return any(not rules.isdisjoint(of_conduct) for of_conduct in conducts.values())


def notices(matter: Matter, person: Person, conducts: OfConducts, of_subject: Set[str]) -> set[str]:
    """What a person should look at."""
    day = matter.decision_date
    found = set()
    if in_force(day, date(2018, 1, 1)):
        found |= _general_notices(matter, person, conducts)
    if (
        in_force(day, date(2018, 3, 20))
        and person.facts.public_official is True
        and _acted_before(person, date(2020, 7, 1))
    ):
        found.add("notice.law_before_gsl")
    if in_force(day, date(2018, 10, 1)):
        if person.facts.party_member is True:
            found |= _party_notices(matter, person)
        if {"disciplinary_2018.17", "disciplinary_2018.20"} <= of_subject or {
            "sanctions_law_2020.11",
            "sanctions_law_2020.13",
        } <= of_subject:
            found.add("notice.conflicting_moves")
    if in_force(day, date(2019, 9, 1)) and any(
        person.conducts[key].warned_before is True
        and ("accountability_2019.overall_leadership" in rules or not ACCOUNTABLE_LEADERS.isdisjoint(rules))
        for key, rules in conducts.items()
    ):
        found.add("notice.accountability_19")
    if matter.province == "gansu" and matter.epidemic is True:
        if in_force(day, date(2021, 10, 20)):
            found.add("notice.unpublished_prohibitions")
        if in_force(day, date(2021, 10, 27)) and _any(conducts, {"scope.duty_act"}):
            found.add("notice.severity_policy")
    return found


def _general_notices(matter: Matter, person: Person, conducts: OfConducts) -> set[str]:
    found = set()
    if _any(conducts, CATEGORIES | {"shanxi.tendency"}) and not _any(conducts, {"scope.shanxi_notice"}):
        found.add("notice.by_analogy")
    hurt = (matter.infected is not None and matter.infected >= 1) or (
        matter.deaths is not None and matter.deaths >= 1
    )
    if hurt and matter.consequence in {"none", "risk"}:
        found.add("notice.grade_too_low")
    if any(conduct.distance == "remote" for conduct in person.conducts.values()):
        found.add("notice.too_broad")
    if any("tolerance.approved" in rules and GROUNDS.isdisjoint(rules) for rules in conducts.values()):
        found.add("notice.approved_without_grounds")
    return found


def _party_notices(matter: Matter, person: Person) -> set[str]:
    found = set()
    types = {conduct.type for conduct in person.conducts.values()}
    if _acted_before(person, date(2018, 10, 1)):
        found.add("notice.law_before_2018")
    if in_force(matter.decision_date, date(2024, 1, 1)):
        found.add("notice.law_after_2023")
    if "refused_decision" in types:
        found.add("notice.emergency_refusal")
    if "spread_rumours" in types:
        found.add("notice.rumour")
    return found


def _acted_before(person: Person, day: date) -> bool:
    dates = (conduct.date for conduct in person.conducts.values())
    return any(acted is not None and acted.latest < day for acted in dates)


def whole(matter: Matter, people: Iterable[tuple[Person, OfConducts]]) -> set[str]:
    """Where an actor answers a leader is looked at, and the other way round."""
    if not (in_force(matter.decision_date, date(2020, 1, 20)) and matter.epidemic is True):
        return set()
    acts = [(person.conducts[key], rules) for person, conducts in people for key, rules in conducts.items()]
    leaders = any(not (PARTY_LEADERS | ACCOUNTABLE_LEADERS).isdisjoint(rules) for _, rules in acts)
    actors = any("scope.duty_act" in rules and conduct.distance == "actor" for conduct, rules in acts)
    # "Nobody acted" is known only where the distance of every conduct is: an unknown one could be the actor's.
    nobody_acted = all(
        "disciplinary_2018.directly_responsible" not in rules and conduct.distance not in (None, "actor")
        for conduct, rules in acts
    )
    return (
        {"whole.both_actor_and_leader"} if (actors and not leaders) or (leaders and nobody_acted) else set()
    )
