"""Cases in which somebody stands in a certain relation to the case, whatever his role is.

What somebody is to a case follows from what happened in it, and roles change. So an auditor may own a case that he opened when he
was a handler, and an administrator may be barred from one that he once reviewed: such cases are made of real moves, made with
the roles of then, and looked at with the role of now.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.api.records.authorization.case_requests import CaseRequest
from tests.api.records.people import Service
from tests.records.workflow.making import actor, move, suggested
from tests.records.workflow.phases import OWNER, REVIEWER, WAYS, Step
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.case_relations import actor_of, operation_for, relation_of
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.moves import refusal
from zhunsheng.records.workflow.state import UNOPENED, CaseState, Phase

#: Later phases first: a case that is read or closed should have something in it.
_PHASES = [phase for phase in reversed(Phase) if phase is not Phase.UNOPENED]

#: A case that is proposed to be discontinued, and one that is approved with nobody accountable.
_DISCONTINUED: Sequence[Step] = (*WAYS[Phase.EVALUATED], (OWNER, "discontinuance.proposed"))
_NOBODY: Sequence[Step] = (
    *WAYS[Phase.EVALUATED][:2],
    (OWNER, "evaluation.recorded", {"subjects": [suggested(form=0)]}),
    (OWNER, "opinion.given"),
    (REVIEWER, "review.approved"),
)


@dataclass(frozen=True)
class Staged:
    """A case that is to be made.

    Attributes:
        steps: Who does what in it.
        state: Where it stands then.
    """

    steps: tuple[Step, ...]
    state: CaseState


@dataclass
class Stage:
    """Where such cases are made. One that nothing was done to since is used again."""

    service: Service
    _made: dict[str, CaseState] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def set(self, case: Staged) -> CaseState:
        """Makes the case, under an id of its own; gives its state."""
        steps = repr(case.steps)
        if steps not in self._made:
            self._made[steps] = self._recorded(case.steps)
        return self._made[steps]

    def changed(self, case: Staged) -> None:
        """Says that something was done to it: whoever needs it next gets another one."""
        del self._made[repr(case.steps)]

    def _recorded(self, steps: Sequence[Step]) -> CaseState:
        case_id = f"case-{next(self._numbers)}"
        state = UNOPENED
        with self.service.ledger.appending() as log:
            for event, by in _played(steps):
                named = event.model_copy(update={"case": case_id})
                CaseFiles(log).record(named, by)
                state = after(state, named)
        return state


def staged(asked: CaseRequest, account: Account, relation: Relation) -> Staged | None:
    """A case to which the account stands in this relation, in a phase in which the request is possible if there is one.

    Returns:
        None if nobody with these roles can stand in this relation to a case.
    """
    fitting = [
        case
        for case in _cases(account, relation)
        if relation_of(case.state, account) is relation
        and (asked.kind is None or operation_for(asked.kind, case.state) is asked.operation)
    ]
    if asked.kind is None or not fitting:
        return next((case for case in fitting if case.state.evaluation is not None), None)
    by, kind = actor_of(account), asked.kind
    possible = (case for case in fitting if refusal(case.state, move(case.state, kind, by), by) is None)
    return next(possible, fitting[0])


@functools.cache
def _cases(account: Account, relation: Relation) -> tuple[Staged, ...]:
    return tuple(_in_every_phase(account, relation))


def _in_every_phase(account: Account, relation: Relation) -> Iterator[Staged]:
    """Cases in which the account had a part or none."""
    then = actor(account.id, "handler", "reviewer", "senior_reviewer")
    for steps in (*(WAYS[phase] for phase in _PHASES), _DISCONTINUED, _NOBODY):
        match relation:
            case Relation.OWN:
                yield _staged(_with_owner(steps, then))
            case Relation.BARRED:
                yield _staged((*steps, (then, "recusal.declared")))
            case Relation.ASSIGNED | Relation.OTHER:
                yield _staged(steps)
                yield _staged((*steps, (OWNER, "recusal.declared")))


def _with_owner(steps: Sequence[Step], owner: Actor) -> tuple[Step, ...]:
    return tuple((owner if step[0] is OWNER else step[0], *step[1:]) for step in steps)  # type: ignore[misc]  # a step with another person in it


def _staged(steps: Sequence[Step]) -> Staged:
    state = UNOPENED
    for event, _ in _played(steps):
        state = after(state, event)
    return Staged(tuple(steps), state)


def _played(steps: Sequence[Step]) -> Iterator[tuple[Event, Actor]]:
    state = UNOPENED
    for by, kind, *said in steps:
        event = move(state, kind, by, **(said[0] if said else {}))
        yield event, by
        state = after(state, event)
