"""The provisions that a conduct meets, of every instrument in force at the act."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from benchmarks.plain import party, state
from benchmarks.plain.facts import Conduct, Matter, Subject, in_force
from benchmarks.plain.findings import ACCOUNTABLE_LEADERS


def provisions(matter: Matter, subject: Subject, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """Every provision that applies, of every instrument in force at the act."""
    law, found = conduct.law_date, set[str]()
    if subject.party_member is True and in_force(law, date(2018, 10, 1), date(2023, 12, 31)):
        found |= party.by_duty(matter, conduct, so_far) | party.by_act(matter, conduct, so_far)
    if subject.civil_servant is True and in_force(law, date(2007, 6, 1), date(2020, 6, 30)):
        found |= state.civil_servant(matter, conduct, so_far)
    if subject.public_official is True and in_force(law, date(2020, 7, 1)):
        found |= state.art_39(matter, subject, conduct) | state.other_articles(matter, conduct, so_far)
    if in_force(law, date(2019, 9, 1)):
        found |= _accountability(matter, conduct, so_far)
    if subject.kind == "person" and conduct.suspected_crime is True and in_force(law, date(2018, 3, 20)):
        found.add("transfer.suspected_crime")
    return found


_LEADERS_ROW = {"none": 1, "risk": 2, "adverse_influence": 3, "serious": 4, "especially_serious": 5}
_ORGANIZATIONS_ROW = {"none": 1, "risk": 2, "adverse_influence": 2, "serious": 3, "especially_serious": 3}


def _accountability(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """问责条例 2019 art. 7 and 8, by the consequence."""
    found: set[str] = set()
    if conduct.caused_consequence is True and matter.consequence is not None:
        if not ACCOUNTABLE_LEADERS.isdisjoint(so_far):
            found.add(f"accountability_2019.leaders.{_LEADERS_ROW[matter.consequence]}")
        if "accountability_2019.overall_leadership" in so_far:
            found.add(f"accountability_2019.organizations.{_ORGANIZATIONS_ROW[matter.consequence]}")
    return found
