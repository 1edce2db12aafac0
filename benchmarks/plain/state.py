"""The provisions on civil servants (公务员处分条例 2007) and public officials (政务处分法 2020)."""

from __future__ import annotations

from collections.abc import Set

from benchmarks.plain.facts import ADVERSE, SERIOUS, Conduct, Matter, Subject, graded
from benchmarks.plain.findings import CARELESS, HOLLOW

NEGLECT = CARELESS | HOLLOW | {"duty_not_performed", "other_duty_failure"}
UNREPORTED = frozenset({"reported_untruthfully", "reported_late", "concealed_travel", "omitted_report"})


def civil_servant(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """公务员处分条例 2007 art. 20."""
    if not (
        "scope.duty_act" in so_far
        and (conduct.distance == "actor" or conduct.decisive_role is True)
        and conduct.caused_consequence is True
        and matter.consequence in ADVERSE
    ):
        return set()
    return graded(
        conduct, "civil_servant_2007.20.base", "civil_servant_2007.20.graver", "civil_servant_2007.20.serious"
    )


def art_39(matter: Matter, subject: Subject, conduct: Conduct) -> set[str]:
    """政务处分法 art. 39: every item asks for an adverse consequence or influence."""
    found: set[str] = set()
    if not (conduct.caused_consequence is True and matter.consequence in ADVERSE):
        return found
    if conduct.type == "abused_power":
        found |= graded(
            conduct,
            "sanctions_law_2020.39_1.base",
            "sanctions_law_2020.39_1.graver",
            "sanctions_law_2020.39_1.serious",
        )
    if conduct.within_duty is True and conduct.type in NEGLECT:
        found |= _neglect(matter, subject, conduct)
    if conduct.within_duty is True and (
        conduct.type == "formalism" or "pledge_without_action" in conduct.manner
    ):
        found |= graded(
            conduct,
            "sanctions_law_2020.39_3.base",
            "sanctions_law_2020.39_3.graver",
            "sanctions_law_2020.39_3.serious",
        )
    untruthful = conduct.type == "reported_untruthfully" and conduct.concealed is True
    if "falsification" in conduct.manner or untruthful:
        found |= graded(
            conduct,
            "sanctions_law_2020.39_4.base",
            "sanctions_law_2020.39_4.graver",
            "sanctions_law_2020.39_4.serious",
        )
    return found


def _neglect(matter: Matter, subject: Subject, conduct: Conduct) -> set[str]:
    """Item 2: the one who acted, and those who led."""
    found: set[str] = set()
    acted = conduct.distance == "actor" or conduct.decisive_role is True
    led = subject.leading_cadre is True and (
        conduct.directly_in_charge is True
        or conduct.in_charge is True
        or conduct.took_part_in_decision is True
    )
    if acted:
        found.add("sanctions_law_2020.39_2.actor")
    if led:
        found.add("sanctions_law_2020.39_2.leader")
        if conduct.directly_in_charge is True and matter.consequence in SERIOUS:
            found.add("sanctions_law_2020.39_2.primary_leader")
    if acted or led:
        found |= graded(conduct, "", "sanctions_law_2020.39_2.graver", "sanctions_law_2020.39_2.serious")
    return found


def other_articles(matter: Matter, conduct: Conduct, so_far: Set[str]) -> set[str]:
    """政务处分法 art. 28, 29, 30, 33 and 41."""
    found: set[str] = set()
    if conduct.type == "refused_decision":
        found |= graded(conduct, "sanctions_law_2020.30.base", serious="sanctions_law_2020.30.serious")
    if conduct.type == "watered_down" and conduct.intent == "deliberate":
        found |= graded(
            conduct,
            "sanctions_law_2020.28_3.base",
            "sanctions_law_2020.28_3.graver",
            "sanctions_law_2020.28_3.serious",
        )
    if conduct.type in UNREPORTED:
        found |= graded(conduct, "", "sanctions_law_2020.29.graver", "sanctions_law_2020.29.serious")
    if conduct.type == "misappropriated" and conduct.personal_gain is True:
        found |= graded(
            conduct,
            "sanctions_law_2020.33.base",
            "sanctions_law_2020.33.graver",
            "sanctions_law_2020.33.serious",
        )
    if (
        "scope.personal_act" in so_far
        and conduct.caused_consequence is True
        and matter.consequence in ADVERSE
    ):
        found |= graded(
            conduct,
            "sanctions_law_2020.41.base",
            "sanctions_law_2020.41.graver",
            "sanctions_law_2020.41.serious",
        )
    return found
