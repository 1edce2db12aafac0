"""The ways of a case as a lawyer would tell them: ``scenarios.yaml`` says who does what and what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.records.workflow.making import actor, move
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.history import irregularities, state_of
from zhunsheng.records.workflow.move_table import MOVES
from zhunsheng.records.workflow.moves import kind_refusal, refusal
from zhunsheng.records.workflow.state import UNOPENED

SCENARIOS = yaml.safe_load((Path(__file__).parent / "scenarios.yaml").read_text(encoding="utf-8"))

PEOPLE = {
    person.id: person
    for person in (
        *(actor(name, "handler") for name in ("handler_a", "handler_b")),
        *(actor(name, "reviewer") for name in ("reviewer_a", "reviewer_b")),
        *(actor(name, "senior_reviewer") for name in ("senior_a", "senior_b")),
        actor("both", "handler", "reviewer"),
        actor("everything", "handler", "reviewer", "senior_reviewer"),
        actor("auditor"),
    )
}

#: Refusals that hang on the entry as such and stand in no row of the table.
OF_ENTRIES = {
    "wrong_phase",
    "wrong_role",
    "wrong_role_named",
    "other_case",
    "case_moved_on",
    "in_anothers_name",
    "role_not_held",
}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: item["title"])
def test_scenario(scenario: dict[str, Any]) -> None:
    state, record = UNOPENED, list[Event]()
    for number, step in enumerate(scenario["steps"], 1):
        by = PEOPLE[step["who"]]
        made = move(state, step["does"], by, **step.get("with", {}))
        found = refusal(state, made, by)
        told = f"step {number}: {step['who']} {step['does']}"
        assert list(found.codes if found else ()) == step.get("refused", []), told
        if found is None:
            assert kind_refusal(state, step["does"], by) is None, told
            record.append(made)
            state = after(state, made)
            assert state.phase.value == step.get("then", state.phase.value), told
        else:
            assert "then" not in step, told
    assert state == state_of(record)
    assert list(irregularities(record)) == []


def test_every_refusal_there_is_is_told_of() -> None:
    told = {code for item in SCENARIOS for step in item["steps"] for code in step.get("refused", [])}
    there = {item.code for rows in MOVES.values() for row in rows for item in row.conditions}
    assert told == there | OF_ENTRIES


def test_every_move_there_is_is_told_of() -> None:
    made = {s["does"] for item in SCENARIOS for s in item["steps"] if "refused" not in s}
    assert made == set(MOVES)
