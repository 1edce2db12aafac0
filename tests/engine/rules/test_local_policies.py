"""What places asked for in addition, and how far it goes: never past the law."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.builders import case_of, established, first
from zhunsheng.engine.engines.bits.engine import BitsEngine

OFFICIAL = {
    "subject.kind": "person",
    "subject.party_member": True,
    "subject.public_official": True,
    "incident.epidemic": True,
    "incident.consequence": "adverse_influence",
    "conduct.date": "2021-10-28",
    "case.decision_date": "2022-04-01",
    "conduct.type": "duty_not_performed",
    "conduct.within_duty": True,
    "conduct.distance": "actor",
    "conduct.caused_consequence": True,
}


# Jilin 2022: leads held at county level are reviewed one level up


@pytest.mark.parametrize(
    ("province", "level", "decided", "expected"),
    [
        ("jilin", "county", "2022-04-01", True),
        ("jilin", "city", "2022-04-01", False),
        ("shanxi", "county", "2022-04-01", False),
        ("jilin", "county", "2022-02-28", False),
        ("jilin", None, "2022-04-01", False),
    ],
)
def test_jilin_reviews_county_leads_one_level_up(
    bits: BitsEngine, province: str, level: str | None, decided: str, expected: bool
) -> None:
    made = case_of(
        {**OFFICIAL, "case.province": province, "case.lead_level": level, "case.decision_date": decided}
    )
    assert ("procedure.raise_review_level" in established(bits, made)) is expected


# Gansu 2021: the eight prohibitions

SHRANK_BACK = {**OFFICIAL, "case.province": "gansu", "conduct.manner": ["shirked_in_crisis"]}


def test_in_gansu_a_suspension_is_proposed_and_is_no_measure(bits: BitsEngine) -> None:
    """A discipline organ removes nobody: 先免职再查处 becomes a proposal to the Party committee."""
    made = case_of(SHRANK_BACK)
    assert {"gansu.second_prohibition", "procedure.propose_suspension"} <= established(bits, made)
    assert first(bits, made).tracks["organizational"].high == 0


@pytest.mark.parametrize(
    "other",
    [
        {"case.province": "shanxi"},
        {"conduct.date": "2021-10-19"},
        {"conduct.manner": ["superficial"]},
        {"incident.epidemic": False},
    ],
)
def test_the_prohibitions_reach_no_further(bits: BitsEngine, other: dict[str, Any]) -> None:
    found = established(bits, case_of({**SHRANK_BACK, **other}))
    assert not found & {"gansu.first_prohibition", "gansu.second_prohibition", "procedure.propose_suspension"}


def test_severity_as_policy_moves_no_step(bits: BitsEngine) -> None:
    """从速从严从重 is none of the grounds of 处分条例 art. 20 or 政务处分法 art. 13: the answer warns, the ranges stay."""
    gansu, shaanxi = (
        case_of({**SHRANK_BACK, "case.province": province}) for province in ("gansu", "shaanxi")
    )
    assert "notice.severity_policy" in established(bits, gansu)
    assert "notice.severity_policy" not in established(bits, shaanxi)
    assert first(bits, gansu).tracks == first(bits, shaanxi).tracks
    assert first(bits, gansu).forms == first(bits, shaanxi).forms
    assert first(bits, gansu).tracks["party"].high == 2


@pytest.mark.parametrize(
    ("subjects", "asked"),
    [({"conduct.distance": "actor"}, True), ({"conduct.distance": "immediate_manager"}, False)],
)
def test_where_only_an_actor_is_named_the_leader_is_asked_for(
    bits: BitsEngine, subjects: dict[str, Any], asked: bool
) -> None:
    made = case_of({**OFFICIAL, "subject.leading_cadre": False, **subjects})
    assert ("whole.both_actor_and_leader" in established(bits, made)) is asked
