"""A case in each phase, made by moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.records.workflow.making import RAISED, SERVED, actor, move, suggested
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.moves import refusal
from zhunsheng.records.workflow.state import UNOPENED, CaseState, Phase

OWNER = actor("owner", "handler")
REVIEWER = actor("first", "reviewer")
SENIOR = actor("second", "senior_reviewer")

Step = tuple[Actor, Kind] | tuple[Actor, Kind, Mapping[str, Any]]

EVALUATED: Sequence[Step] = (
    (OWNER, "case.opened"),
    (OWNER, "facts.recorded"),
    (OWNER, "evaluation.recorded", {"subjects": [suggested()], "duties": [RAISED, SERVED]}),
)
CLOSED: Sequence[Step] = (
    *EVALUATED,
    (OWNER, "opinion.given"),
    (REVIEWER, "review.approved"),
    (SENIOR, "review.approved"),
    (OWNER, "case.closed"),
)

WAYS: Mapping[Phase, Sequence[Step]] = {
    Phase.UNOPENED: (),
    Phase.FACTS: EVALUATED[:1],
    Phase.EVALUATED: EVALUATED,
    Phase.REVIEW: CLOSED[:4],
    Phase.SECOND_REVIEW: CLOSED[:5],
    Phase.APPROVED: CLOSED[:6],
    Phase.CLOSED: CLOSED,
    Phase.APPEAL: (*CLOSED, (OWNER, "appeal.filed")),
}


def played(steps: Sequence[Step], start: CaseState = UNOPENED) -> tuple[Event, ...]:
    """The events of steps, each of which must be allowed."""
    made, state = list[Event](), start
    for by, kind, *said in steps:
        event = move(state, kind, by, **(said[0] if said else {}))
        found = refusal(state, event, by)
        assert found is None, (kind, found)
        made.append(event)
        state = after(state, event)
    return tuple(made)
