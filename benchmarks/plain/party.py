"""处分条例 2018: the provisions on Party members."""

from __future__ import annotations

from collections.abc import Set

from benchmarks.plain.facts import ADVERSE, SERIOUS, Conduct, Matter, graded
from benchmarks.plain.findings import HOLLOW, PARTY_LEADERS, RESPONSIBLE

OVERSIGHT = HOLLOW | {"oversight_of_party_discipline"}
UNREPORTED = frozenset({"did_not_report_self", "reported_late", "concealed_travel", "omitted_report"})


def by_duty(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """What asks for a duty, or for one who is responsible."""
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
            found |= graded(
                conduct,
                "disciplinary_2018.122.lighter",
                "disciplinary_2018.122.graver",
                "disciplinary_2018.122.serious",
            )
        if conduct.type == "reported_untruthfully":
            found |= graded(conduct, "disciplinary_2018.125.base", serious="disciplinary_2018.125.serious")
        if conduct.type in OVERSIGHT:
            found |= graded(conduct, "disciplinary_2018.67.base", serious="disciplinary_2018.67.serious")
    if responsible and conduct.type == "disregarded_people":
        found |= graded(conduct, "", "disciplinary_2018.116.graver", "disciplinary_2018.116.serious")
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
        found |= graded(conduct, "", "disciplinary_2018.133.graver", "disciplinary_2018.133.serious")
    return found


def by_act(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """What asks for an act, whoever did it."""
    found: set[str] = set()
    adverse = conduct.caused_consequence is True and matter.consequence in ADVERSE
    if conduct.type == "watered_down" and adverse:
        found |= graded(conduct, "disciplinary_2018.50.base", serious="disciplinary_2018.50.serious")
    if conduct.type == "refused_decision" and conduct.intent == "deliberate":
        found |= graded(conduct, "disciplinary_2018.70.base", serious="disciplinary_2018.70.serious")
    if conduct.type in UNREPORTED:
        found |= graded(conduct, "", "disciplinary_2018.73.graver")
    if "scope.personal_act" in so_far and conduct.explicitly_prohibited is True and adverse:
        found |= graded(
            conduct,
            "disciplinary_2018.28.lighter",
            "disciplinary_2018.28.graver",
            "disciplinary_2018.28.serious",
        )
    if conduct.type == "favouritism":
        found |= graded(
            conduct,
            "disciplinary_2018.114.base",
            "disciplinary_2018.114.graver",
            "disciplinary_2018.114.serious",
        )
    if conduct.suspected_crime is True:
        found.add("disciplinary_2018.27")
    return found
