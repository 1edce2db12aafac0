"""The provisions that a conduct meets, of every instrument in force at the act."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from benchmarks.plain import party, state
from benchmarks.plain.facts import Conduct, Matter, Subject, in_force
from benchmarks.plain.findings import ACCOUNTABLE_LEADERS


def provisions(matter: Matter, subject: Subject, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """Every provision that applies, of every instrument in force at the act."""
    law, found = conduct.law, set[str]()
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


#: The row of each consequence that the conduct brought about; the first row is for one that brought about nothing.
_LEADERS_ROW = {"none": 2, "risk": 3, "adverse_influence": 4, "serious": 5, "especially_serious": 6}
_ORGANIZATIONS_ROW = {"none": 2, "risk": 3, "adverse_influence": 3, "serious": 4, "especially_serious": 4}


def _accountability(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """问责条例 2019 art. 7 and 8, by whether the conduct brought about a consequence, and which."""
    found: set[str] = set()
    if conduct.caused_consequence is False:
        leaders_row = organizations_row = 1
    elif conduct.caused_consequence is True and matter.consequence is not None:
        leaders_row = _LEADERS_ROW[matter.consequence]
        organizations_row = _ORGANIZATIONS_ROW[matter.consequence]
    else:
        return found
    if not ACCOUNTABLE_LEADERS.isdisjoint(so_far):
        found.add(f"accountability_2019.leaders.{leaders_row}")
    if "accountability_2019.overall_leadership" in so_far:
        found.add(f"accountability_2019.organizations.{organizations_row}")
    return found
