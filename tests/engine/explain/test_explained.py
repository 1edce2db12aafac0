"""On what an open rule hangs: the unknown facts that could still decide it, and only those."""

from __future__ import annotations

from typing import Any

from tests.engine.builders import case, case_of, conduct, subject
from zhunsheng.engine.case import Case, Instance
from zhunsheng.engine.circuit.outputs import Reading
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.release import Release

COMPLACENCY: dict[str, Any] = {
    "conduct.within_duty": True,
    "conduct.distance": "immediate_manager",
    "incident.epidemic": True,
    "subject.category": "functional_department",
    "conduct.type": "deployed_carelessly",
    "conduct.caused_consequence": True,
    "incident.harms_overall_situation": True,
    "incident.consequence": "serious",
}


def explained(release: Release, bits: BitsEngine, made: Case) -> Explained:
    return Explained(release, made, bits.evaluate(made))


def only_conduct(found: Explained) -> Instance:
    return found.top.parts[0].parts[0]


def hangs_on(release: Release, bits: BitsEngine, facts: dict[str, Any], rule: str) -> tuple[str, ...]:
    found = explained(release, bits, case_of(facts))
    return found.contingent_on(only_conduct(found), release.rules[rule])


def without(facts: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in keys}


def test_a_rule_hangs_on_the_facts_that_are_missing(release: Release, bits: BitsEngine) -> None:
    facts = without(COMPLACENCY, "incident.consequence", "conduct.caused_consequence")
    assert hangs_on(release, bits, facts, "shanxi.complacency") == (
        "/subjects/0/conducts/0/caused_consequence",
        "/incident/consequence",
    )


def test_a_settled_rule_hangs_on_nothing(release: Release, bits: BitsEngine) -> None:
    assert hangs_on(release, bits, COMPLACENCY, "shanxi.complacency") == ()
    refuted = {**without(COMPLACENCY, "incident.consequence"), "incident.epidemic": False}
    assert hangs_on(release, bits, refuted, "shanxi.complacency") == ()


def test_a_rule_hangs_on_what_its_exceptions_hang_on(release: Release, bits: BitsEngine) -> None:
    """Below the threshold it is a budding problem; whether it is below depends on the consequence."""
    facts = {
        **without(COMPLACENCY, "incident.consequence"),
        "conduct.within_duty": True,
        "conduct.distance": "actor",
    }
    assert hangs_on(release, bits, facts, "shanxi.tendency") == ("/incident/consequence",)


def test_a_rule_hangs_on_the_facts_behind_a_conclusion_that_it_reads(
    release: Release, bits: BitsEngine
) -> None:
    facts = {
        "subject.kind": "person",
        "subject.party_member": True,
        "conduct.type": "other_duty_failure",
        "conduct.date": "2021-10-20",
        "conduct.distance": "actor",
        "conduct.caused_consequence": True,
        "incident.consequence": "adverse_influence",
    }
    assert hangs_on(release, bits, facts, "disciplinary_2018.133.actor") == (
        "/subjects/0/conducts/0/within_duty",
    )


def test_without_a_date_the_law_itself_is_open(release: Release, bits: BitsEngine) -> None:
    facts = {"incident.epidemic": True, "subject.kind": "person", "conduct.type": "concealed_travel"}
    assert hangs_on(release, bits, facts, "scope.personal_act") == ("/subjects/0/conducts/0/date",)


def test_a_rule_on_a_subject_hangs_on_facts_of_its_conducts(release: Release, bits: BitsEngine) -> None:
    made = case(subject(conduct("C1", distance="actor"), conduct("C2")), decision_date="2021-11-05")
    found = explained(release, bits, made)
    rule = release.rules["notice.too_broad"]
    assert found.contingent_on(found.top.parts[0], rule) == ("/subjects/0/conducts/1/distance",)


def test_the_two_readings_of_a_conclusion(release: Release, bits: BitsEngine) -> None:
    found = explained(release, bits, case_of(without(COMPLACENCY, "incident.consequence")))
    act = only_conduct(found)
    assert found.conclusion(act, "complacency", Reading.ESTABLISHED) is Truth.FALSE
    assert found.conclusion(act, "complacency", Reading.POSSIBLE) is Truth.UNKNOWN
