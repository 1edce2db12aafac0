"""三个区分开来 and 问责条例 2019 art. 17: what is tolerated, what excludes it, and that only people close a case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.builders import case, case_of, conduct, established, first, subject
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.suggestion import Tolerance

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


def answer(evaluator: Evaluator, facts: dict[str, Any]) -> Tolerance:
    made = case_of({**FAILURE, "conduct.tolerance_claimed": True, **facts})
    return evaluator.evaluate(made).subjects[0].tolerance


def test_a_refusal_names_what_excludes_it_its_article_and_the_factors_against_it(
    evaluator: Evaluator,
) -> None:
    found = answer(evaluator, {**PAIRS["tolerance.pair_3"], "conduct.concealed": True})
    assert found.status == "refused"
    assert [item.rule for item in found.exclusions] == ["tolerance.excluded"] == list(found.excluded_by)
    assert [cite.source for cite in found.exclusions[0].cites] == ["encourage_officials_2018"]
    assert found.reason is not None
    assert "动机态度" in found.reason


def test_a_claim_without_any_ground_is_refused_with_a_reason(evaluator: Evaluator) -> None:
    none_holds = {fact: False for facts in GROUNDS.values() for fact in facts if fact != "conduct.intent"}
    found = answer(evaluator, {**none_holds, "conduct.intent": "gross_negligence"})
    assert (found.status, found.exclusions) == ("refused", ())
    assert found.reason is not None
    assert found.reason.startswith("主张容错，但没有一项理由成立")


def test_diligence_is_looked_at_first(evaluator: Evaluator) -> None:
    facts = {**PAIRS["tolerance.pair_1"], **ARTICLE_17["tolerance.diligence"], **OTHERS["tolerance.urgent"]}
    assert answer(evaluator, {**facts, "incident.epidemic": True}).rule == "tolerance.diligence"


def test_in_an_emergency_article_17_comes_before_policy(evaluator: Evaluator) -> None:
    facts = {
        "conduct.procedure_proper": True,
        "conduct.harm_limited": True,
        **ARTICLE_17["tolerance.superior_decision"],
    }
    with_motive = {**facts, "conduct.public_motive": True}
    plain = [item.rule for item in answer(evaluator, {**with_motive, "incident.epidemic": False}).grounds]
    urgent = [item.rule for item in answer(evaluator, {**with_motive, "incident.epidemic": True}).grounds]
    assert plain == ["tolerance.six_factors", "tolerance.superior_decision"]
    assert urgent == ["tolerance.superior_decision", "tolerance.six_factors"]


def test_a_hook_says_which_measures_it_reaches(evaluator: Evaluator) -> None:
    found = answer(
        evaluator, {"conduct.date": "2024-03-01", "conduct.intent": "no_fault", "conduct.unforeseeable": True}
    )
    (ground,) = found.grounds
    assert (ground.rule, ground.reaches, ground.effect) == ("disciplinary_2023.19_3", ("party",), "must")


def test_one_excluded_act_does_not_close_the_other(evaluator: Evaluator) -> None:
    act = {name.partition(".")[2]: value for name, value in FAILURE.items() if name.startswith("conduct.")}
    claimed = {**act, "tolerance_claimed": True}
    made = case(subject(conduct("C1", **claimed, personal_gain=True), conduct("C2", **claimed)))
    assert evaluator.evaluate(made).subjects[0].tolerance.status == "contingent"


@pytest.mark.parametrize(
    ("factor", "facts", "supports"),
    [
        ("motive", {"conduct.public_motive": True}, True),
        ("motive", {"conduct.public_motive": True, "conduct.personal_gain": True}, False),
        ("motive", {"conduct.public_motive": False}, None),
        ("motive", {"conduct.public_motive": False, "conduct.diligent": False}, False),
        ("motive", {"conduct.personal_gain": False}, None),
        ("conditions", {"conduct.objective_limits": True}, True),
        ("procedure", {"conduct.procedure_proper": True, "conduct.manner": ["falsification"]}, False),
        ("nature", {"conduct.nature_minor": True}, True),
        ("nature", {"conduct.nature_minor": True, "conduct.intent": "deliberate"}, False),
        ("effect", {"incident.consequence": "none"}, True),
        ("effect", {"incident.consequence": "especially_serious", "conduct.harm_limited": True}, False),
        ("remedy", {"circumstance.remedied": True}, True),
    ],
)
def test_each_fact_counts_on_its_own_side_of_a_factor(
    evaluator: Evaluator, factor: str, facts: dict[str, Any], supports: bool | None
) -> None:
    factors = answer(evaluator, facts).factors
    assert set(factors) == {"motive", "conditions", "procedure", "nature", "effect", "remedy"}
    assert factors[factor].supports is supports
