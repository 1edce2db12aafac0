"""The table of moves written out: each kind, in each phase, by everybody who may stand to a case in some way."""

from __future__ import annotations

from pathlib import Path

from tests.records.workflow.making import KINDS, actor, move
from tests.records.workflow.phases import OWNER, REVIEWER, SENIOR, WAYS, played
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.history import state_of
from zhunsheng.records.workflow.identifiers import Role
from zhunsheng.records.workflow.moves import refusal
from zhunsheng.records.workflow.state import CaseState, Phase

TABLE = Path(__file__).parent / "moves.txt"

ALL: tuple[Role, ...] = ("handler", "reviewer", "senior_reviewer")
#: Whoever may stand to a case in some way. "first" and "second" approve it where the phase is so far.
PEOPLE: tuple[Actor, ...] = (
    OWNER,
    REVIEWER,
    SENIOR,
    actor("another_handler", "handler"),
    actor("another_reviewer", "reviewer"),
    actor("another_senior", "senior_reviewer"),
    actor("recused", *ALL),
    actor("administrator", "administrator"),
    actor("outsider"),
)
STATES: dict[Phase, CaseState] = {
    phase: state_of(
        (
            *made,
            *(
                played([(actor("recused", *ALL), "recusal.declared")], state_of(made))
                if phase is not Phase.UNOPENED
                else ()
            ),
        )
    )
    for phase, made in ((phase, played(steps)) for phase, steps in WAYS.items())
}


def cell(phase: Phase, kind: Kind, by: Actor) -> str:
    state = STATES[phase]
    found = refusal(state, move(state, kind, by), by)
    return ", ".join(found.codes) if found else "yes"


def written() -> str:
    lines = ["Who may do what when. Written by `make golden`; nobody else may do anything.", ""]
    for phase in Phase:
        lines += [f"{phase.value}", "-" * len(phase.value)]
        for kind in KINDS:
            cells = {by.id: cell(phase, kind, by) for by in PEOPLE}
            if all("wrong_phase" in text for text in cells.values()):
                lines.append(f"{kind}: wrong_phase")
                continue
            lines.append(f"{kind}")
            lines += [f"    {who:<17} {text}" for who, text in cells.items()]
        lines.append("")
    return "\n".join(lines)
