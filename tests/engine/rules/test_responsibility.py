"""Who answers in which degree: from the place in the failure (findings ``degree.*``) to the name that each instrument has for it.

Two instruments, two answers: the one asks who was directly in charge, the other for the post among those who led.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.builders import case_of, established
from zhunsheng.engine.engines.bits.engine import BitsEngine

DIRECT = "disciplinary_2018.directly_responsible"
PRIMARY = "disciplinary_2018.primary_leadership"
IMPORTANT = "disciplinary_2018.important_leadership"
ACCT_PRIMARY = "accountability_2019.primary_leadership"
ACCT_IMPORTANT = "accountability_2019.important_leadership"
ACCT_OVERALL = "accountability_2019.overall_leadership"
ALL = {DIRECT, PRIMARY, IMPORTANT, ACCT_PRIMARY, ACCT_IMPORTANT, ACCT_OVERALL}

LEADER = {
    "subject.kind": "person",
    "subject.party_member": True,
    "subject.leading_cadre": True,
    "conduct.date": "2021-10-20",
    "conduct.type": "deployed_carelessly",
    "conduct.within_duty": True,
}
MAIN, MEMBER = ({"subject.position": position} for position in ("main_leader", "team_member"))
STAFF = {"subject.position": "staff", "subject.leading_cadre": False}
IN_CHARGE, DIRECTLY, TOOK_PART = (
    {f"conduct.{fact}": True} for fact in ("in_charge", "directly_in_charge", "took_part_in_decision")
)
MANAGED, ABOVE, REMOTE = (
    {"conduct.distance": distance} for distance in ("immediate_manager", "upper_level", "remote")
)
SUPERVISED = {"conduct.type": "supervised_carelessly"}
SERIOUS = {"incident.consequence": "serious", "conduct.caused_consequence": True}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (MAIN, set()),  # a post is no responsibility while nothing connects it with the failure
        ({**MAIN, **REMOTE}, set()),
        # Of those who led, the principal leader answers first under the accountability regulations, not under discipline.
        ({**MAIN, **ABOVE}, {ACCT_PRIMARY, IMPORTANT}),
        ({**MAIN, **IN_CHARGE}, {ACCT_PRIMARY, IMPORTANT}),
        ({**MAIN, **DIRECTLY}, {ACCT_PRIMARY, PRIMARY}),
        ({**MEMBER, **DIRECTLY}, {ACCT_PRIMARY, PRIMARY}),
        ({**MEMBER, **IN_CHARGE}, {ACCT_IMPORTANT, IMPORTANT}),
        ({**MEMBER, **TOOK_PART}, {ACCT_IMPORTANT, IMPORTANT}),
        (MEMBER, set()),  # neither is a seat
        ({**MEMBER, **ABOVE}, {ACCT_IMPORTANT, IMPORTANT}),
        ({**MEMBER, **MANAGED}, {ACCT_IMPORTANT, PRIMARY}),
        # To have supervised badly is to have led badly, never to have managed the place oneself.
        ({**MEMBER, **SUPERVISED}, {ACCT_IMPORTANT, IMPORTANT}),
        ({**MEMBER, **SUPERVISED, **MANAGED}, {ACCT_IMPORTANT, IMPORTANT}),
        # One who is both in charge and directly in charge answers in the higher degree alone.
        ({**MEMBER, **IN_CHARGE, **DIRECTLY}, {ACCT_PRIMARY, PRIMARY}),
        ({**STAFF, "conduct.decisive_role": True}, {DIRECT}),
        ({**STAFF, "conduct.distance": "actor"}, {DIRECT}),
        # Villages know no leading cadres: where the consequence is serious, who managed the place counts as the actor.
        ({**STAFF, **MANAGED}, set()),
        ({**STAFF, **MANAGED, **SERIOUS}, set()),
        ({**STAFF, **MANAGED, **SERIOUS, "subject.village_cadre": True}, {DIRECT}),
        ({**MEMBER, **DIRECTLY, "conduct.decisive_role": True}, {DIRECT, PRIMARY, ACCT_PRIMARY}),
        # 处分条例 reaches Party members only; 问责条例 reaches leading cadres.
        ({**MEMBER, **DIRECTLY, "subject.party_member": False}, {ACCT_PRIMARY}),
        ({**MEMBER, **DIRECTLY, "subject.leading_cadre": False}, set()),
        # Not one's own duties, not one's responsibility.
        ({**MAIN, **DIRECTLY, "conduct.within_duty": False}, set()),
        ({"subject.kind": "organization", "subject.party_member": False}, {ACCT_OVERALL}),
    ],
)
def test_responsibility(bits: BitsEngine, facts: dict[str, Any], expected: set[str]) -> None:
    assert established(bits, case_of({**LEADER, **facts})) & ALL == expected


@pytest.mark.parametrize(
    "unknown", ["subject.party_member", "subject.leading_cadre", "conduct.within_duty", "conduct.date"]
)
def test_what_is_unknown_makes_nobody_responsible(bits: BitsEngine, unknown: str) -> None:
    facts = {**LEADER, **MEMBER, **DIRECTLY}
    del facts[unknown]
    assert PRIMARY not in established(bits, case_of(facts))
