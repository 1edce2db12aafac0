"""Facts that weigh against somebody want evidence; facts that weigh nothing do not."""

from __future__ import annotations

from typing import Any

from zhunsheng import engine


def unsupported(incident: dict[str, Any], conduct: dict[str, Any], supports: list[str]) -> set[str]:
    """The pointers of the warning about evidence."""
    suggestion = engine.evaluate(
        {
            "case": {"id": "a"},
            "incident": incident,
            "subjects": [{"id": "S1", "conducts": [{"id": "C1", **conduct}]}],
            "evidence": [{"id": "E1", "title": "report", "supports": supports}],
        }
    )
    return {
        fact
        for warning in suggestion.subjects[0].warnings
        if warning.key == "no_evidence"
        for fact in warning.facts
    }


def test_what_weighs_against_is_listed_unless_evidence_is_named() -> None:
    incident = {"consequence": "serious", "infected": 3, "epidemic_risk": True}
    found = unsupported(incident, {"manner": ["perfunctory"]}, ["/incident/infected"])
    assert found == {"/incident/consequence", "/incident/epidemic_risk", "/subjects/0/conducts/0/manner"}


def test_what_weighs_nothing_is_not_listed() -> None:
    incident = {"consequence": "none", "infected": 0, "epidemic_risk": False, "epidemic": True}
    conduct = {"manner": {"perfunctory": False}, "intent": "no_fault", "urgent": True, "distance": "remote"}
    assert unsupported(incident, conduct, []) == set()


def test_an_approved_tolerance_is_no_want_of_facts() -> None:
    act = {
        "id": "C1",
        "date": "2021-10-20",
        "type": "other_duty_failure",
        "within_duty": True,
        "collective_decision": True,
        "objected_on_record": True,
        "tolerance_approved": True,
    }
    suggestion = engine.evaluate(
        {"case": {"id": "a"}, "incident": {}, "subjects": [{"id": "S1", "conducts": [act]}]}
    )
    (answer,) = suggestion.subjects
    assert (answer.tolerance.status, answer.form.at_most) == ("granted", 0)
    assert "nothing_established" not in {warning.key for warning in answer.warnings}
