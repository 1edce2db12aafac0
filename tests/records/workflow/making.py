"""Moves for tests: what a test does not say is filled in so that the move fits the state, if any move of its kind does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, get_args

from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import EVENT, Event, Kind
from zhunsheng.records.workflow.identifiers import Role
from zhunsheng.records.workflow.move_table import MOVES
from zhunsheng.records.workflow.state import CaseState

BEGIN = datetime(2024, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))
RELEASE = "sha256:" + "0" * 64
BASIS = "sha256:" + "b" * 64
KINDS: tuple[Kind, ...] = get_args(Kind)
TEXT = {"text": "理由如下"}
DOCUMENT = {"document": {"subjects": []}}
RAISED = {"duty": "raise_review_level", "subject": "s1", "rule": "procedure.raise_review_level"}
SERVED = {"duty": "serve_admin", "subject": "s1", "rule": "r.serve", "due": "2024-04-01"}
OVERRIDE = {
    "choice": "overridden",
    "form": 1,
    "measures": ["admonition"],
    "reasons": [{"ground": "proportionality"}],
}


def suggested(
    subject: str = "s1", form: int = 2, rules: Iterable[str] = ("r.one", "r.two")
) -> dict[str, Any]:
    return {
        "subject": subject,
        "form": form,
        "measures": ["party_warning"] if form else [],
        "deciding": list(rules),
    }


def actor(person: str, *roles: Role) -> Actor:
    return Actor(person, frozenset(roles))


def move(state: CaseState, kind: Kind, by: Actor, **said: Any) -> Event:
    """A move of a kind; its time is the hour after the last event's."""
    row = next((row for row in MOVES[kind] if state.phase in row.phases), MOVES[kind][0])
    role = min((row.roles & by.roles) or by.roles or {"handler"})
    entry = {
        "kind": kind,
        "case": state.case or "case-1",
        "number": state.number + 1,
        "at": BEGIN + timedelta(hours=state.number),
        "actor": by.id,
        "acting_as": role,
    }
    return EVENT.validate_python({**entry, **_usual(state, kind), **said})


def _usual(state: CaseState, kind: Kind) -> Mapping[str, Any]:
    match kind:
        case "case.handed_over" | "case.reassigned":
            return {"to": "handler_b"}
        case "recusal.declared":
            return {"ground": "interest"}
        case "recusal.ordered":
            return {"person": state.owner or "handler_a", "ground": "close_relative", "content": TEXT}
        case "facts.recorded":
            return {"content": DOCUMENT}
        case "evaluation.recorded":
            return {
                "facts": state.facts or 1,
                "release": RELEASE,
                "basis": BASIS,
                "subjects": [suggested()],
                "content": DOCUMENT,
            }
        case "opinion.given":
            evaluation = state.evaluation
            waiting = (
                [s.subject for s in evaluation.subjects if not state.opinion_on(s.subject)]
                if evaluation
                else []
            )
            return {
                "evaluation": evaluation.number if evaluation else 1,
                "subject": (waiting or ["s1"])[0],
                "opinion": {"choice": "adopted"},
                "content": TEXT,
            }
        case "opinion.withdrawn":
            return {"subject": state.opinions[0].subject if state.opinions else "s1"}
        case "discontinuance.proposed":
            return {"ground": "unfounded", "content": TEXT}
        case "review.returned":
            return {"grounds": ["facts_incomplete"], "content": TEXT}
        case "appeal.filed":
            return {"subject": "s1", "received": BEGIN.date()}
        case "appeal.decided":
            return {
                "appeal": state.open_appeals[0].number if state.open_appeals else 1,
                "result": {"outcome": "upheld"},
                "content": TEXT,
            }
        case "correction.clerical":
            return {"part": "date", "content": TEXT}
        case "correction.reopened":
            return {"fact": "/subjects/0/conducts/0/intent", "content": TEXT}
        case "duty.done":
            return {"duty": "serve_admin", "subject": "s1", "on": BEGIN.date()}
        case "terms.computed":
            return {"release": RELEASE, "duties": [], "content": DOCUMENT}
        case _:
            return {}
