"""Who sends requests to the whole API, and what is there for them to ask about: cases in every phase, and accounts to change."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from tests.api.records.people import Person, Service, service_over
from tests.records.recorded import FACTS
from tests.records.workflow.making import move
from tests.records.workflow.phases import OWNER, WAYS, Step
from zhunsheng.api.move_bodies import PLACED
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.storage.database import Database
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.moves import possible_moves
from zhunsheng.records.workflow.state import UNOPENED, Phase

#: In this order each request is sent: whoever may do most is the last, so that something is left for the others to be refused.
ROLES = (Role.AUDITOR, Role.REVIEWER, Role.ADMINISTRATOR, Role.HANDLER)

_NUMBERS = itertools.count()

#: What a body can ask for: facts and evaluations have addresses of their own, and terms are the engine's.
MOVED = frozenset(get_args(Kind)) - {"case.opened", "facts.recorded", "evaluation.recorded", "terms.computed"}

#: Accounts of which nobody here is one: whatever is done to them, everybody is signed in still.
CHANGED = ("u-changed", "u-left")


@dataclass(frozen=True)
class Cast:
    """A service with everything that requests speak of.

    Attributes:
        people: Who is signed in, by role.
        cases: One in every phase, all of the handler, and one that was really evaluated.
    """

    service: Service
    people: Mapping[Role, Person]
    cases: tuple[str, ...]

    @property
    def closed(self) -> str:
        """The case that is closed."""
        return f"case-{Phase.CLOSED.value}"

    def others(self) -> Mapping[Role, Person]:
        """Others with the same roles, for what ends the session of whoever does it."""
        return {role: self.service.person(f"{role.value}-{next(_NUMBERS)}", role) for role in ROLES}

    def moves(self, case_id: str) -> list[dict[str, Any]]:
        """Bodies of moves that somebody here may make in a case now."""
        with self.service.ledger.reading() as log:
            state = CaseFiles(log).state(case_id)
        actors = [
            Actor(self.people[role].id, frozenset({role.value})) for role in (Role.HANDLER, Role.REVIEWER)
        ]
        return [
            _body(move(state, kind, actor))
            for actor in actors
            for kind in possible_moves(state, actor)
            if kind in MOVED
        ]


def cast_over(database: Database, evaluator: Evaluator, folder: Path) -> Cast:
    """A service on an empty database, with people and cases."""
    service = service_over(database, evaluator, folder)
    people = {role: service.person(role.value, role) for role in ROLES}
    for account in CHANGED:
        service.person(account.removeprefix("u-"), Role.HANDLER)
    handler = people[Role.HANDLER]
    phases = [phase for phase in Phase if phase is not Phase.UNOPENED]
    cases = [_staged(service, f"case-{phase.value}", WAYS[phase], handler.id) for phase in phases]
    evaluated = handler.post("/v1/cases", {"content": {"text": "线索"}}).json()["id"]
    assert handler.post(f"/v1/cases/{evaluated}/evaluations", FACTS).status_code == 201
    return Cast(service, people, (evaluated, *cases))


def _body(event: Event) -> dict[str, Any]:
    said = event.model_dump(mode="json", exclude=set(PLACED), exclude_none=True)
    return {**said, "to": CHANGED[0]} if "to" in said else said


def _staged(service: Service, case_id: str, steps: Sequence[Step], owner: str) -> str:
    """A case of real moves, whose owner is somebody here."""
    state = UNOPENED
    with service.ledger.appending() as log:
        for by, kind, *said in steps:
            actor = Actor(owner, by.roles) if by == OWNER else by
            event = move(state, kind, actor, **(said[0] if said else {}))
            named = event.model_copy(update={"case": case_id})
            CaseFiles(log).record(named, actor)
            state = after(state, named)
    return case_id
