"""How long a measure has effect: by the version of the law that opened the range, and for whom it is given."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.builders import case_of
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.suggestion import Measure

FAILURE = {
    "subject.kind": "person",
    "subject.party_member": True,
    "subject.public_official": True,
    "incident.epidemic": True,
    "incident.consequence": "serious",
    "conduct.date": "2021-10-28",
    "case.decision_date": "2022-04-01",
    "conduct.type": "duty_not_performed",
    "conduct.within_duty": True,
    "conduct.distance": "actor",
    "conduct.caused_consequence": True,
}
CRIME = {**FAILURE, "conduct.type": "misappropriated", "conduct.suspected_crime": True}


def measure(evaluator: Evaluator, case: Case, key: str) -> Measure:
    (answer,) = evaluator.evaluate(case).subjects
    return next(found for found in answer.measures if found.key == key)


def test_the_version_that_opened_the_range_says_how_long(evaluator: Evaluator) -> None:
    warning = measure(evaluator, case_of(FAILURE), "party_warning")
    assert warning.effect is not None
    assert (warning.effect.months, warning.ends) == (12, "2023-03-31")
    assert [(cite.source, cite.article) for cite in warning.effect.cites] == [
        ("disciplinary_regulations_2018", "10")
    ]


@pytest.mark.parametrize("decided", [None, "2022", "2022-04"])
def test_without_the_day_of_the_decision_no_last_day(evaluator: Evaluator, decided: str | None) -> None:
    warning = measure(evaluator, case_of({**FAILURE, "case.decision_date": decided}), "party_warning")
    assert warning.effect is not None
    assert (warning.effect.months, warning.ends) == (12, None)


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        ("2022-03-31", "2023-03-31"),
        ("2022-04-01", None),
        ("2022", None),
        ("2021", "2023-03-31"),
        (None, "2023-03-31"),
    ],
)
def test_an_earlier_sanction_that_may_still_run_leaves_the_last_day_open(
    evaluator: Evaluator, until: str | None, ends: str | None
) -> None:
    case = case_of({**FAILURE, "subject.effect_until": until})
    assert measure(evaluator, case, "party_warning").ends == ends
    assert measure(evaluator, case, "admin_warning").ends == "2022-09-30"  # the other ladder runs by itself


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        (True, "24个月"),
        (False, "24个月；无担任党内职务，给予党内严重警告的，期间相同"),
        (None, "24个月；无担任党内职务，给予党内严重警告的，期间相同"),
    ],
)
def test_without_a_party_post_a_serious_warning_has_the_effect_of_a_removal(
    evaluator: Evaluator, holds: bool | None, said: str
) -> None:
    removal = measure(
        evaluator, case_of({**CRIME, "subject.holds_party_post": holds}), "removal_from_party_post"
    )
    assert removal.effect is not None
    assert (removal.effect.text, removal.effect.months, removal.ends) == (said, 24, "2024-03-31")


@pytest.mark.parametrize(("holds", "months"), [(True, 18), (False, None)])
def test_a_serious_warning_that_may_stand_for_a_removal_has_no_one_period(
    evaluator: Evaluator, holds: bool, months: int | None
) -> None:
    facts: dict[str, Any] = {
        **FAILURE,
        "subject.holds_party_post": holds,
        "circumstance.instigated_others": True,
    }
    warning = measure(evaluator, case_of(facts), "party_serious_warning")
    assert warning.effect is not None
    assert warning.effect.months == months
    assert ("代替撤销党内职务给予的24个月" in warning.effect.text) is (holds is False)


def test_a_circular_has_no_effect_in_time_and_others_decide_organizational_handling(
    evaluator: Evaluator,
) -> None:
    leader = {
        **FAILURE,
        "subject.leading_cadre": True,
        "subject.category": "party_or_government",
        "subject.position": "main_leader",
        "conduct.distance": None,
        "conduct.in_charge": True,
        "conduct.directly_in_charge": True,
    }
    case = case_of(leader)
    assert measure(evaluator, case, "circular_criticism").effect is None
    reassignment = measure(evaluator, case, "reassignment")
    assert reassignment.effect is not None
    assert (reassignment.effect.months, reassignment.ends) == (12, None)
    assert "届满日不在此计算" in reassignment.effect.text
