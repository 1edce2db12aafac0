"""Tolerance: the grounds that hold, and what excludes them."""

from __future__ import annotations

from datetime import date

from benchmarks.plain.facts import Conduct, Matter, Subject, in_force

#: Grounds of tolerance that give way to what excludes them. The last is tolerance by milder measures.
GROUNDS_THAT_YIELD = frozenset(
    {
        "tolerance.pair_1",
        "tolerance.pair_2",
        "tolerance.pair_3",
        "tolerance.urgent",
        "tolerance.objective_causes",
    }
)
#: Grounds that give way only to private gain or a suspected crime (the last also to a manifestly illegal order).
GROUNDS_THAT_HOLD_OUT = frozenset(
    {"tolerance.objection", "tolerance.diligence", "tolerance.superior_decision"}
)
GROUNDS = GROUNDS_THAT_YIELD | GROUNDS_THAT_HOLD_OUT


def tolerance(matter: Matter, subject: Subject, conduct: Conduct) -> set[str]:
    """Grounds of tolerance that hold, what excludes them, and whether it has been approved."""
    law = conduct.law
    against = _against_tolerance(matter, conduct) if in_force(law, date(2019, 9, 1)) else set()
    found = _grounds(conduct) if in_force(law, date(2019, 9, 1)) else set()
    if (
        in_force(law, date(2020, 1, 20))
        and conduct.urgent is True
        and conduct.public_motive is True
        and (conduct.unintended_for_development is True or conduct.intent in {"no_fault", "negligence"})
    ):
        found.add("tolerance.urgent")
    if (
        in_force(law, date(2020, 2, 1))
        and subject.kind == "person"
        and conduct.diligent is True
        and conduct.objective_limits is True
    ):
        found.add("tolerance.objective_causes")
    if "tolerance.excluded" in against or "tolerance.grave_result" in against:
        found -= GROUNDS_THAT_YIELD
    if "tolerance.private_gain" in against:
        found -= GROUNDS_THAT_HOLD_OUT
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
    if (
        conduct.personal_gain is True
        or conduct.concealed is True
        or "falsification" in conduct.manner
        or (conduct.intent == "deliberate" and defied)
    ):
        found.add("tolerance.excluded")
    if conduct.personal_gain is True:
        found.add("tolerance.private_gain")
    if conduct.caused_consequence is True and matter.consequence == "especially_serious":
        found.add("tolerance.grave_result")
    if conduct.suspected_crime is True:
        found.add("tolerance.suspected_crime")
    if conduct.superior_order is True and conduct.order_manifestly_illegal is True:
        found.add("tolerance.manifestly_illegal")
    return found
