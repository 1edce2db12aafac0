"""A case through time: its state after each event, as of a moment, and what in its record should not be there.

Each event names the role in which it was made, so an auditor can ask of every one, from the record alone, whether it was
allowed at its place. Whether the person had that role at the time is for the log of accounts to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import accumulate

from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.folding import after
from zhunsheng.records.workflow.moves import refusal
from zhunsheng.records.workflow.particulars import ABOUT_CONTENT
from zhunsheng.records.workflow.refusals import Refusal, refused
from zhunsheng.records.workflow.state import UNOPENED, CaseState


@dataclass(frozen=True)
class Irregularity:
    """An event that was not allowed at its place, and why."""

    event: Event
    refusal: Refusal


def state_of(events: Iterable[Event]) -> CaseState:
    """The state after all events of a case, given in their order."""
    return reduce(after, events, UNOPENED)


def states(events: Iterable[Event]) -> Iterator[CaseState]:
    """The state before the first event and after each."""
    return accumulate(events, after, initial=UNOPENED)


def state_at(events: Iterable[Event], moment: datetime) -> CaseState:
    """The state as of a moment: after the last event before which none is later than the moment.

    Order is that of the log. Where a clock was set back, an event that the log has after a later one comes after it here too.
    """
    state = UNOPENED
    for event in events:
        if event.at > moment:
            break
        state = after(state, event)
    return state


def irregularities(events: Iterable[Event]) -> Iterator[Irregularity]:
    """The events that were not allowed at their place. What is missing of contents is no matter: they may have been erased."""
    state = UNOPENED
    for event in events:
        found = refusal(state, event, Actor(event.actor, frozenset({event.acting_as})))
        problems = found.problems if found else ()
        lasting = refused(problem for problem in problems if problem.code not in ABOUT_CONTENT)
        if lasting:
            yield Irregularity(event, lasting)
        state = after(state, event)
