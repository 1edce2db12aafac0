"""Scope, findings and responsibility: what kind of act it was, which category it meets, and who answers in which degree."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from benchmarks.plain.facts import ADVERSE, LEADERS_BELOW_THE_TOP, SERIOUS, Conduct, Matter, Subject, in_force

CARELESS = frozenset(
    {
        "studied_carelessly",
        "deployed_carelessly",
        "coordinated_poorly",
        "emergency_response_poor",
        "cadres_managed_laxly",
    }
)
HOLLOW = frozenset({"supervised_carelessly", "four_parties_not_pressed", "four_early_not_urged"})
IN_DUTY = (
    CARELESS
    | HOLLOW
    | {
        "duty_not_performed",
        "other_duty_failure",
        "formalism",
        "reported_untruthfully",
        "disregarded_people",
        "oversight_of_party_discipline",
        "watered_down",
        "abused_power",
    }
)
PERSONAL = frozenset(
    {
        "left_province_needlessly",
        "travelled_to_risk_area",
        "did_not_report_self",
        "did_not_isolate",
        "did_not_test",
        "reported_late",
        "concealed_travel",
        "omitted_report",
        "broke_control_rules",
    }
)
BADLY_DONE = frozenset({"perfunctory", "buck_passing", "superficial", "falsification", "absent_from_post"})
BAD_STATE = frozenset({"poor_forecast", "poor_coordination", "poor_handover", "disorder", "slow_progress"})
GOVERNING = frozenset({"party_or_government", "functional_department"})

#: Rules that others ask for together.
CATEGORIES = frozenset(
    {"shanxi.complacency", "shanxi.dereliction", "shanxi.self_discipline", "shanxi.supervision_failure"}
)
PROHIBITIONS = frozenset({"gansu.first_prohibition", "gansu.second_prohibition"})
PARTY_LEADERS = frozenset({"disciplinary_2018.primary_leadership", "disciplinary_2018.important_leadership"})
RESPONSIBLE = PARTY_LEADERS | {"disciplinary_2018.directly_responsible"}
ACCOUNTABLE_LEADERS = frozenset(
    {"accountability_2019.primary_leadership", "accountability_2019.important_leadership"}
)


def scope(matter: Matter, conduct: Conduct) -> set[str]:
    """Duty or personal act, and whether the Shanxi notice governs."""
    found = set()
    law = conduct.law
    if in_force(law, date(2007, 6, 1)) and conduct.within_duty is True and conduct.type in IN_DUTY:
        found.add("scope.duty_act")
    if matter.epidemic is True:
        if in_force(law, date(2018, 1, 1)) and conduct.type in PERSONAL:
            found.add("scope.personal_act")
        if in_force(law, date(2021, 8, 6)) and matter.province == "shanxi":
            found.add("scope.shanxi_notice")
    return found


def findings(matter: Matter, subject: Subject, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """The four categories, what stays below them, and Gansu's prohibitions."""
    found = set()
    personal = "scope.personal_act" in so_far
    caused, epidemic = conduct.caused_consequence is True, matter.epidemic is True
    grave = caused and matter.harms_overall_situation is True and matter.consequence in SERIOUS
    risky = caused and matter.spread_or_risk() and matter.consequence in ADVERSE
    careless = subject.category in GOVERNING and conduct.type in CARELESS
    undutiful = subject.party_member is True and conduct.type == "duty_not_performed"
    undisciplined = personal and (subject.party_member is True or subject.unit_staff is True)
    hollow = subject.category == "discipline_organ" and conduct.type in HOLLOW
    if epidemic and careless and grave:
        found.add("shanxi.complacency")
    if (
        epidemic
        and undutiful
        and _is_cadre(subject)
        and conduct.within_duty is True
        and conduct.manner & BADLY_DONE
        and conduct.led_to & BAD_STATE
        and grave
    ):
        found.add("shanxi.dereliction")
    if undisciplined and risky:
        found.add("shanxi.self_discipline")
    if epidemic and hollow and risky:
        found.add("shanxi.supervision_failure")
    if not personal and (conduct.within_duty is False or conduct.distance == "remote"):
        found = {"shanxi.unconnected"}  # in place of every category; self-discipline asks for a personal act
    if epidemic and (careless or undutiful or undisciplined or hollow) and not found:
        found.add("shanxi.tendency")
    return found | _prohibitions(matter, conduct)


def _is_cadre(subject: Subject) -> bool:
    return (
        subject.leading_cadre is True
        or subject.public_official is True
        or subject.village_cadre is True
        or subject.unit_staff is True
    )


def _prohibitions(matter: Matter, conduct: Conduct) -> set[str]:
    found = set()
    if in_force(conduct.law, date(2021, 10, 20)) and matter.province == "gansu" and matter.epidemic is True:
        if conduct.type in {"watered_down", "refused_decision"}:
            found.add("gansu.first_prohibition")
        if conduct.manner & {"shirked_in_crisis", "buck_passing", "perfunctory"}:
            found.add("gansu.second_prohibition")
    return found


def responsibility(subject: Subject, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """Under the regulations on sanctions, the regulations on accountability, and the notice."""
    found = _of_sanctions(subject, conduct) | _of_accountability(subject, conduct, so_far)
    if "shanxi.supervision_failure" in so_far:
        found.add("shanxi.supervisory_responsibility")
    return found


def _of_sanctions(subject: Subject, conduct: Conduct) -> set[str]:
    """Art. 37 of 2018: who was in charge, whatever the post."""
    found: set[str] = set()
    if not (
        in_force(conduct.law, date(2018, 10, 1), date(2023, 12, 31))
        and subject.kind == "person"
        and subject.party_member is True
        and conduct.within_duty is True
    ):
        return found
    if conduct.decisive_role is True:
        found.add("disciplinary_2018.directly_responsible")
    if subject.leading_cadre is True:
        if conduct.directly_in_charge is True:
            found.add("disciplinary_2018.primary_leadership")
        elif conduct.in_charge is True or conduct.took_part_in_decision is True:
            found.add("disciplinary_2018.important_leadership")
    return found


def _of_accountability(subject: Subject, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """Art. 6 of 2019: organizations, and leading cadres by position."""
    found: set[str] = set()
    if not (in_force(conduct.law, date(2019, 9, 1)) and "scope.duty_act" in so_far):
        return found
    if subject.kind == "organization":
        found.add("accountability_2019.overall_leadership")
    if subject.kind == "person" and subject.leading_cadre is True:
        below = subject.position in LEADERS_BELOW_THE_TOP
        if subject.position == "main_leader" or (below and conduct.directly_in_charge is True):
            found.add("accountability_2019.primary_leadership")
        elif below and (conduct.took_part_in_decision is True or conduct.in_charge is True):
            found.add("accountability_2019.important_leadership")
    return found
