"""What the log keeps of a suggestion that the engine really made, up to a decision with it."""

from __future__ import annotations

import pytest

from tests.records.workflow.phases import OWNER, REVIEWER, SENIOR, played
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.suggestion import Suggestion, TraceRule
from zhunsheng.records.workflow.erasure import content_of
from zhunsheng.records.workflow.evaluated import duties_in, suggested_in
from zhunsheng.records.workflow.history import state_of
from zhunsheng.records.workflow.state import RAISED_REVIEW


@pytest.fixture(scope="module")
def suggestion(evaluator: Evaluator) -> Suggestion:
    """Objective causes are excused, and a county-level lead is reviewed one level up."""
    folder = evaluator.release.folder / "scenarios" / "cases"
    scenario = next(item for item in load_scenarios(folder) if item.id == "cases.seed_004_objective_causes")
    return evaluator.evaluate(evaluator.read(scenario.case))


def test_the_outcome_and_the_rules_that_decided_it_are_kept(suggestion: Suggestion) -> None:
    (kept,) = suggested_in(suggestion)
    (subject,) = suggestion.subjects
    assert (kept.subject, kept.form) == (subject.subject_id, subject.form.recommended)
    assert kept.measures == ("order_rectification", "criticism_education")
    established = {
        node.rule for node in suggestion.trace.nodes if isinstance(node, TraceRule) and node.established
    }
    assert set(kept.deciding) <= established
    assert {"tolerance.objective_causes", "disciplinary_2018.133.actor"} <= set(kept.deciding)
    assert "procedure.raise_review_level" not in kept.deciding, "a duty decides no outcome"
    assert len(set(kept.deciding)) == len(kept.deciding)


def test_established_duties_are_kept_and_contingent_ones_are_not(suggestion: Suggestion) -> None:
    kept = {(duty.subject, duty.duty): duty for duty in duties_in(suggestion)}
    assert (None, "both_actor_and_leader") in kept
    assert ("officer", RAISED_REVIEW) in kept
    assert str(kept["officer", "announce_party"].due) == "2022-06-10"
    assert str(kept["officer", "execute_admin"].extended_due) == "2022-11-10"
    open_ones = {duty.key for duty in suggestion.subjects[0].procedure if duty.status == "contingent"}
    assert not {key for _, key in kept} & open_ones


def test_a_case_goes_its_way_with_it(suggestion: Suggestion) -> None:
    document = {"document": suggestion.model_dump(mode="json", by_alias=True)}
    events = played(
        (
            (OWNER, "case.opened"),
            (OWNER, "facts.recorded"),
            (
                OWNER,
                "evaluation.recorded",
                {
                    "release": suggestion.release.digest,
                    "subjects": suggested_in(suggestion),
                    "duties": duties_in(suggestion),
                    "content": document,
                },
            ),
            (OWNER, "opinion.given", {"subject": "officer"}),
            (REVIEWER, "review.approved"),
            (SENIOR, "review.approved"),
            (OWNER, "case.closed"),
        )
    )
    assert content_of(events[2]) == document
    decision = state_of(events).decision
    assert decision is not None
    outcome = decision.on("officer")
    assert outcome is not None
    assert (outcome.form, outcome.measures) == (1, ("order_rectification", "criticism_education"))
