"""三个区分开来 and 问责条例 2019 art. 17: what is tolerated, what excludes it, and that only people close a case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.builders import case_of, established, first
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.evaluation import Evaluator

#: A Party member's failure in work, with a consequence: from a warning to a serious warning.
FAILURE = {
    "subject.kind": "person",
    "subject.party_member": True,
    "incident.consequence": "adverse_influence",
    "conduct.date": "2021-10-20",
    "conduct.type": "other_duty_failure",
    "conduct.within_duty": True,
    "conduct.distance": "actor",
    "conduct.caused_consequence": True,
}
PAIRS = {
    "tolerance.pair_1": {"conduct.pilot_without_experience": True, "conduct.public_motive": True},
    "tolerance.pair_2": {"conduct.exploration_without_limits": True, "conduct.public_motive": True},
    "tolerance.pair_3": {"conduct.unintended_for_development": True, "conduct.public_motive": True},
}
ARTICLE_17 = {
    "tolerance.objection": {"conduct.collective_decision": True, "conduct.objected_on_record": True},
    "tolerance.diligence": {"conduct.diligent": True, "conduct.unforeseeable": True},
    "tolerance.superior_decision": {
        "conduct.superior_order": True,
        "conduct.asked_superior_to_correct": True,
    },
}
OTHERS = {
    "tolerance.urgent": {
        "conduct.urgent": True,
        "conduct.public_motive": True,
        "conduct.intent": "negligence",
    },
    "tolerance.objective_causes": {"conduct.diligent": True, "conduct.objective_limits": True},
}
GROUNDS: dict[str, dict[str, Any]] = {**PAIRS, **ARTICLE_17, **OTHERS}

#: The bad side of the three pairs, and what no ground outweighs.
EXCLUSIONS: dict[str, dict[str, Any]] = {
    "private gain": {"conduct.personal_gain": True},
    "concealment": {"conduct.concealed": True},
    "falsification": {"conduct.manner": ["falsification"]},
    "knowing violation of a prohibition": {
        "conduct.intent": "deliberate",
        "conduct.explicitly_prohibited": True,
    },
    "knowing defiance of a warning": {"conduct.intent": "deliberate", "conduct.warned_before": True},
    "an especially serious result": {"incident.consequence": "especially_serious"},
    "a suspected crime": {"conduct.suspected_crime": True},
}


def test_the_failure_itself(bits: BitsEngine) -> None:
    assert first(bits, case_of(FAILURE)).tracks["party"].low == 1


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_ground_opens_the_lower_end_and_closes_nothing(bits: BitsEngine, ground: str) -> None:
    """The law says *may*."""
    made = case_of({**FAILURE, **GROUNDS[ground]})
    assert ground in established(bits, made)
    party = first(bits, made).tracks["party"]
    assert (party.low, party.wish, party.high) == (0, 0, 2)


@pytest.mark.parametrize("ground", GROUNDS)
def test_approved_by_the_competent_organ_nothing_may_follow(bits: BitsEngine, ground: str) -> None:
    made = case_of({**FAILURE, **GROUNDS[ground], "conduct.tolerance_approved": True})
    assert first(bits, made).tracks["party"].high == 0


@pytest.mark.parametrize(
    ("ground", "fact"), [(ground, fact) for ground, facts in GROUNDS.items() for fact in facts]
)
def test_a_ground_needs_each_of_its_parts(bits: BitsEngine, ground: str, fact: str) -> None:
    facts = {**FAILURE, **GROUNDS[ground]}
    del facts[fact]
    assert ground not in established(bits, case_of(facts))


def test_approval_without_a_ground_is_not_used_and_said(bits: BitsEngine) -> None:
    made = case_of({**FAILURE, "conduct.tolerance_approved": True, "case.decision_date": "2021-11-05"})
    assert first(bits, made).tracks["party"].low == 1
    assert "notice.approved_without_grounds" in established(bits, made)


@pytest.mark.parametrize("exclusion", EXCLUSIONS)
@pytest.mark.parametrize("pair", PAIRS)
def test_the_bad_side_of_a_pair_refuses_it(bits: BitsEngine, pair: str, exclusion: str) -> None:
    made = case_of({**FAILURE, **PAIRS[pair], **EXCLUSIONS[exclusion]})
    assert pair not in established(bits, made)
    assert first(bits, made).tracks["party"].low >= 1


@pytest.mark.parametrize(
    "half",
    [
        {"conduct.intent": "deliberate"},
        {"conduct.explicitly_prohibited": True},
        {"conduct.warned_before": True},
        {"conduct.intent": "gross_negligence", "conduct.explicitly_prohibited": True},
    ],
)
def test_half_of_a_bad_side_refuses_nothing(bits: BitsEngine, half: dict[str, Any]) -> None:
    assert "tolerance.pair_1" in established(bits, case_of({**FAILURE, **PAIRS["tolerance.pair_1"], **half}))


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_suspected_crime_is_never_tolerated(bits: BitsEngine, ground: str) -> None:
    assert ground not in established(
        bits, case_of({**FAILURE, **GROUNDS[ground], "conduct.suspected_crime": True})
    )


def test_a_manifestly_illegal_order_does_not_excuse(bits: BitsEngine) -> None:
    facts = {**FAILURE, **ARTICLE_17["tolerance.superior_decision"], "conduct.order_manifestly_illegal": True}
    assert "tolerance.superior_decision" not in established(bits, case_of(facts))


def test_objective_causes_leave_criticism_and_putting_right(bits: BitsEngine) -> None:
    """吉林 2022: 批评教育、责令整改 in place of a sanction."""
    tracks = first(bits, case_of({**FAILURE, **OTHERS["tolerance.objective_causes"]})).tracks
    assert (tracks["accountability"].wish, tracks["corrective"].wish, tracks["party"].wish) == (2, 1, 0)


def test_an_organization_is_not_criticized_as_a_person(bits: BitsEngine) -> None:
    organization = {
        **FAILURE,
        **OTHERS["tolerance.objective_causes"],
        "subject.kind": "organization",
        "subject.party_member": False,
        "incident.consequence": "serious",
    }
    tracks = first(bits, case_of(organization)).tracks
    assert {key for key, ends in tracks.items() if ends.high} <= {"organization"}


def test_what_the_answer_says_of_tolerance(evaluator: Evaluator) -> None:
    def status(**facts: Any) -> str:
        made = case_of({**FAILURE, **{name.replace("__", "."): value for name, value in facts.items()}})
        return evaluator.evaluate(made).subjects[0].tolerance.status

    pilot = {"conduct__pilot_without_experience": True, "conduct__public_motive": True}
    assert status() == "not_claimed"
    assert status(conduct__tolerance_claimed=True) == "contingent"
    assert status(conduct__tolerance_claimed=True, **pilot) == "granted"
    assert status(conduct__tolerance_claimed=True, **pilot, conduct__personal_gain=True) == "refused"
