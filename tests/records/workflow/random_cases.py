"""Random sequences of moves by random people: half of what is tried is something that the person may do, half is anything."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.records.workflow.making import (
    DOCUMENT,
    KINDS,
    OVERRIDE,
    RAISED,
    SERVED,
    TEXT,
    actor,
    move,
    suggested,
)
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.moves import possible_moves, refusal
from zhunsheng.records.workflow.state import UNOPENED, CaseState

PEOPLE = (
    actor("a", "handler"),
    actor("b", "handler", "reviewer"),
    actor("c", "reviewer"),
    actor("d", "reviewer", "senior_reviewer"),
    actor("e", "senior_reviewer"),
    actor("f", "handler", "reviewer", "senior_reviewer"),
)

#: How often a possible move is chosen. What anybody may do at any time would else be nearly all that happens.
_LIKELY: dict[Kind, int] = {
    "recusal.declared": 1,
    "recusal.ordered": 1,
    "case.reassigned": 4,
    "evaluation.recorded": 400,
    "opinion.given": 1000,
    "discontinuance.proposed": 20,
    "review.approved": 400,
    "case.closed": 1000,
    "case.closed_without_accountability": 1000,
    "appeal.filed": 200,
    "appeal.decided": 400,
}
_ELSE = 60

#: What a move may say instead of the usual, by its kind.
_SAID: dict[Kind, tuple[dict[str, Any], ...]] = {
    "evaluation.recorded": (
        {"duties": [RAISED, SERVED]},
        {"subjects": [suggested("s1"), suggested("s2", 0)]},
        {"subjects": [suggested(form=0)]},
        {"facts": 99},
        {
            "subjects": [
                {**suggested("s1", 3, ["r.one"]), "at_least": 2, "at_most": 4, "findings": ["dereliction"]},
                {**suggested("s2", 1, ["r.two", "r.three"]), "at_least": 1, "at_most": 1},
            ],
            "release": "sha256:" + "1" * 64,
            "law": "mixed",
            "engines": ["bits", "rete"],
        },
    ),
    "opinion.given": ({"opinion": OVERRIDE}, {"subject": "s2"}, {"opinion": OVERRIDE, "content": None}),
    "case.handed_over": tuple({"to": person.id} for person in PEOPLE),
    "case.reassigned": tuple({"to": person.id} for person in PEOPLE),
    "recusal.ordered": tuple(
        {"person": person.id, "ground": "witness", "content": TEXT} for person in PEOPLE
    ),
    "appeal.decided": (
        {"result": {"outcome": "remanded"}},
        {"result": {"outcome": "changed", "form": 1, "measures": ["admonition"]}},
        {"result": {"outcome": "changed", "form": 4, "measures": []}},
    ),
    "appeal.filed": ({"subject": "s2"},),
    "terms.computed": ({"duties": [SERVED], "content": DOCUMENT},),
}

#: One try: whether it is something possible, which of all there is, and what it says.
Try = tuple[bool, int, int]


def thrown(seed: int, length: int) -> list[Try]:
    """So many tries of a die."""
    dice = Random(seed)
    return [(dice.random() < 0.85, dice.randrange(1_000_000), dice.randrange(20)) for _ in range(length)]


#: Drawn as a seed and a length, since what Hypothesis draws one by one leans to small numbers and such cases end before they are
#: decided. A failing one still shrinks to the shortest beginning that fails.
tries = st.builds(thrown, st.integers(0, 2**32), st.integers(5, 60))


def _weight(state: CaseState, kind: Kind) -> int:
    """Standing aside is most telling where something of one's own stands, so it is less rare there."""
    stands = state.decision is None and state.proposed
    return 25 if kind == "recusal.declared" and stands else _LIKELY.get(kind, _ELSE)


def attempted(state: CaseState, tried: Try) -> tuple[Actor, Event]:
    """The move that a try stands for in a state."""
    possible, which, how = tried
    everything = [(by, kind) for by in PEOPLE for kind in KINDS]
    likely = [(by, kind) for by in PEOPLE for kind in possible_moves(state, by)] if possible else []
    choices = likely or everything
    sums = list(accumulate(_weight(state, kind) for _, kind in choices))
    by, kind = choices[bisect_right(sums, which % sums[-1])]
    others = ({}, *_SAID.get(kind, ()))
    return by, move(state, kind, by, **others[how % len(others)])


def steps(tried: list[Try]) -> Iterator[tuple[CaseState, Actor, Event, CaseState | None]]:
    """Each try: the state before it, the move, and the state after it; None where it was refused."""
    state = UNOPENED
    for one in tried:
        by, made = attempted(state, one)
        then = after(state, made) if refusal(state, made, by) is None else None
        yield state, by, made, then
        state = then or state


def allowed(tried: list[Try]) -> tuple[Event, ...]:
    """The events that were let through."""
    return tuple(made for _, _, made, then in steps(tried) if then is not None)
