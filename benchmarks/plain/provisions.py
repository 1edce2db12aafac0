"""The provisions that a conduct meets, and tolerance."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from benchmarks.plain.facts import ADVERSE, GRAVER, SERIOUS, Conduct, Matter, Subject, in_force
from benchmarks.plain.findings import ACCOUNTABLE_LEADERS, CARELESS, HOLLOW, PARTY_LEADERS, RESPONSIBLE

OVERSIGHT = HOLLOW | {"oversight_of_party_discipline"}
UNREPORTED = frozenset({"reported_late", "concealed_travel", "omitted_report"})
NEGLECT = CARELESS | HOLLOW | {"duty_not_performed", "other_duty_failure"}

#: Grounds of tolerance that give way to what excludes them. The last is tolerance by milder measures.
GROUNDS_THAT_YIELD = frozenset({"tolerance.pair_1", "tolerance.pair_2", "tolerance.pair_3", "tolerance.urgent",
                                "tolerance.objective_causes"})
GROUNDS = GROUNDS_THAT_YIELD | {"tolerance.objection", "tolerance.diligence", "tolerance.superior_decision"}


def provisions(matter: Matter, subject: Subject, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """Every provision that applies, of every instrument in force at the act."""
    law, found = conduct.law_date, set[str]()
    if subject.party_member is True and in_force(law, date(2018, 10, 1), date(2023, 12, 31)):
        found |= _party_by_duty(matter, conduct, so_far) | _party_by_act(matter, conduct, so_far)
    if subject.civil_servant is True and in_force(law, date(2007, 6, 1), date(2020, 6, 30)):
        found |= _civil_servant(matter, conduct, so_far)
    if subject.public_official is True and in_force(law, date(2020, 7, 1)):
        found |= _art_39(matter, subject, conduct) | _other_articles(matter, conduct, so_far)
    if in_force(law, date(2019, 9, 1)):
        found |= _accountability(matter, conduct, so_far)
    if subject.kind == "person" and conduct.suspected_crime is True and in_force(law, date(2018, 3, 20)):
        found.add("transfer.suspected_crime")
    return found


def _graded(conduct: Conduct, base: str, graver: str = "", serious: str = "") -> set[str]:
    """The grade without more, and the heavier ones that the gravity of the circumstances reaches."""
    found = {base} if base else set()
    if graver and conduct.gravity in GRAVER:
        found.add(graver)
    if serious and conduct.gravity == "serious":
        found.add(serious)
    return found


def _party_by_duty(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """处分条例 2018: what asks for a duty, or for one who is responsible."""
    found: set[str] = set()
    duty, responsible = "scope.duty_act" in so_far, not RESPONSIBLE.isdisjoint(so_far)
    caused = conduct.caused_consequence is True
    serious, adverse = caused and matter.consequence in SERIOUS, caused and matter.consequence in ADVERSE
    if duty and responsible and caused:
        if conduct.loss_grade in {"considerable", "major"}:
            found.add("disciplinary_2018.121.considerable")
        if conduct.loss_grade == "major":
            found.add("disciplinary_2018.121.major")
    if responsible and serious:
        if conduct.type == "formalism" or "pledge_without_action" in conduct.manner:
            found |= _graded(conduct, "disciplinary_2018.122.lighter", "disciplinary_2018.122.graver",
                             "disciplinary_2018.122.serious")
        if conduct.type == "reported_untruthfully":
            found |= _graded(conduct, "disciplinary_2018.125.base", serious="disciplinary_2018.125.serious")
        if conduct.type in OVERSIGHT:
            found |= _graded(conduct, "disciplinary_2018.67.base", serious="disciplinary_2018.67.serious")
    if responsible and conduct.type == "disregarded_people":
        found |= _graded(conduct, "", "disciplinary_2018.116.graver", "disciplinary_2018.116.serious")
    if duty and adverse:
        found |= _art_133(matter, conduct, so_far)
    return found


def _art_133(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """The article on other failures in work, for a duty failed with an adverse influence or worse."""
    found = set()
    acted = conduct.distance == "actor"
    if acted or "disciplinary_2018.directly_responsible" in so_far:
        found.add("disciplinary_2018.133.actor")
    if "disciplinary_2018.primary_leadership" in so_far and matter.consequence in SERIOUS:
        found.add("disciplinary_2018.133.primary_leader")
    if not PARTY_LEADERS.isdisjoint(so_far):
        found.add("disciplinary_2018.133.leader")
    if acted or not RESPONSIBLE.isdisjoint(so_far):
        found |= _graded(conduct, "", "disciplinary_2018.133.graver", "disciplinary_2018.133.serious")
    return found


def _party_by_act(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """处分条例 2018: what asks for an act, whoever did it."""
    found: set[str] = set()
    adverse = conduct.caused_consequence is True and matter.consequence in ADVERSE
    if conduct.type == "watered_down" and adverse:
        found |= _graded(conduct, "disciplinary_2018.50.base", serious="disciplinary_2018.50.serious")
    if conduct.type == "refused_decision" and conduct.intent == "deliberate":
        found.add("disciplinary_2018.72.base")
    if conduct.type in UNREPORTED or conduct.type == "did_not_report_self":
        found |= _graded(conduct, "", "disciplinary_2018.73.graver")
    if "scope.personal_act" in so_far and conduct.explicitly_prohibited is True and adverse:
        found |= _graded(conduct, "disciplinary_2018.28.lighter", "disciplinary_2018.28.graver",
                         "disciplinary_2018.28.serious")
    if conduct.type == "favouritism":
        found |= _graded(conduct, "disciplinary_2018.114.base", "disciplinary_2018.114.graver",
                         "disciplinary_2018.114.serious")
    if conduct.suspected_crime is True:
        found.add("disciplinary_2018.27")
    return found


def _civil_servant(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """公务员处分条例 2007 art. 20."""
    if not ("scope.duty_act" in so_far and (conduct.distance == "actor" or conduct.decisive_role is True)
            and conduct.caused_consequence is True and matter.consequence in ADVERSE):
        return set()
    return _graded(conduct, "civil_servant_2007.20.base", "civil_servant_2007.20.graver", "civil_servant_2007.20.serious")


def _art_39(matter: Matter, subject: Subject, conduct: Conduct) -> set[str]:
    """政务处分法 art. 39: every item asks for an adverse consequence or influence."""
    found: set[str] = set()
    if not (conduct.caused_consequence is True and matter.consequence in ADVERSE):
        return found
    if conduct.type == "abused_power":
        found |= _graded(conduct, "sanctions_law_2020.39_1.base", "sanctions_law_2020.39_1.graver",
                         "sanctions_law_2020.39_1.serious")
    if conduct.within_duty is True and conduct.type in NEGLECT:
        found |= _neglect(matter, subject, conduct)
    if conduct.within_duty is True and (conduct.type == "formalism" or "pledge_without_action" in conduct.manner):
        found |= _graded(conduct, "sanctions_law_2020.39_3.base", "sanctions_law_2020.39_3.graver",
                         "sanctions_law_2020.39_3.serious")
    untruthful = conduct.type == "reported_untruthfully" and conduct.concealed is True
    if "falsification" in conduct.manner or untruthful:
        found |= _graded(conduct, "sanctions_law_2020.39_4.base", "sanctions_law_2020.39_4.graver",
                         "sanctions_law_2020.39_4.serious")
    return found


def _neglect(matter: Matter, subject: Subject, conduct: Conduct) -> set[str]:
    """Item 2: the one who acted, and those who led."""
    found: set[str] = set()
    acted = conduct.distance == "actor" or conduct.decisive_role is True
    led = conduct.directly_in_charge is True or conduct.in_charge is True or conduct.took_part_in_decision is True
    if acted:
        found.add("sanctions_law_2020.39_2.actor")
    if subject.leading_cadre is True:
        if conduct.directly_in_charge is True and matter.consequence in SERIOUS:
            found.add("sanctions_law_2020.39_2.primary_leader")
        if led:
            found.add("sanctions_law_2020.39_2.leader")
    if acted or led:
        found |= _graded(conduct, "", "sanctions_law_2020.39_2.graver", "sanctions_law_2020.39_2.serious")
    return found


def _other_articles(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """政务处分法 art. 28, 29, 30, 33 and 41."""
    found: set[str] = set()
    if conduct.type == "refused_decision":
        found |= _graded(conduct, "sanctions_law_2020.30.base", serious="sanctions_law_2020.30.serious")
    if conduct.type == "watered_down" and conduct.intent == "deliberate":
        found |= _graded(conduct, "sanctions_law_2020.28_3.base", "sanctions_law_2020.28_3.graver",
                         "sanctions_law_2020.28_3.serious")
    if conduct.type in UNREPORTED or conduct.type == "reported_untruthfully":
        found |= _graded(conduct, "", "sanctions_law_2020.29.graver", "sanctions_law_2020.29.serious")
    if conduct.type == "misappropriated" and conduct.personal_gain is True:
        found |= _graded(conduct, "sanctions_law_2020.33.base", "sanctions_law_2020.33.graver",
                         "sanctions_law_2020.33.serious")
    if "scope.personal_act" in so_far and conduct.caused_consequence is True and matter.consequence in ADVERSE:
        found |= _graded(conduct, "sanctions_law_2020.41.base", "sanctions_law_2020.41.graver",
                         "sanctions_law_2020.41.serious")
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


def tolerance(matter: Matter, conduct: Conduct) -> set[str]:
    """Grounds of tolerance that hold, what excludes them, and whether it has been approved."""
    law = conduct.law_date
    against = _against_tolerance(matter, conduct) if in_force(law, date(2019, 9, 1)) else set()
    found = _grounds(conduct) if in_force(law, date(2019, 9, 1)) else set()
    if (in_force(law, date(2020, 1, 20)) and conduct.urgent is True and conduct.public_motive is True
            and (conduct.unintended_for_development is True or conduct.intent in {"no_fault", "negligence"})):
        found.add("tolerance.urgent")
    if in_force(law, date(2020, 2, 1)) and conduct.diligent is True and conduct.objective_limits is True:
        found.add("tolerance.objective_causes")
    if "tolerance.excluded" in against or "tolerance.grave_result" in against:
        found -= GROUNDS_THAT_YIELD
    if "tolerance.suspected_crime" in against:
        found -= GROUNDS
    if "tolerance.manifestly_illegal" in against:
        found.discard("tolerance.superior_decision")
    if in_force(law, date(2019, 9, 1)) and conduct.tolerance_approved is True:
        found.add("tolerance.approved")
    return found | against


def _grounds(conduct: Conduct) -> set[str]:
    found = set()
    if conduct.public_motive is True:
        if conduct.pilot_without_experience is True:
            found.add("tolerance.pair_1")
        if conduct.exploration_without_limits is True:
            found.add("tolerance.pair_2")
        if conduct.unintended_for_development is True:
            found.add("tolerance.pair_3")
    if conduct.collective_decision is True and conduct.objected_on_record is True:
        found.add("tolerance.objection")
    if conduct.diligent is True and conduct.unforeseeable is True:
        found.add("tolerance.diligence")
    if conduct.superior_order is True and conduct.asked_superior_to_correct is True:
        found.add("tolerance.superior_decision")
    return found


def _against_tolerance(matter: Matter, conduct: Conduct) -> set[str]:
    found = set()
    defied = conduct.explicitly_prohibited is True or conduct.warned_before is True
    if (conduct.personal_gain is True or conduct.concealed is True or "falsification" in conduct.manner
            or (conduct.intent == "deliberate" and defied)):
        found.add("tolerance.excluded")
    if conduct.caused_consequence is True and matter.consequence == "especially_serious":
        found.add("tolerance.grave_result")
    if conduct.suspected_crime is True:
        found.add("tolerance.suspected_crime")
    if conduct.superior_order is True and conduct.order_manifestly_illegal is True:
        found.add("tolerance.manifestly_illegal")
    return found
