"""A condition that moves are held to: its code, its words and its test.

A test sees the state, the actor and, where a particular move is meant, its event. Without an event ("may I close this case at
all?") a test about the particulars of a move has nothing to object to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from zhunsheng.engine.problems import Problem
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event, Recorded
from zhunsheng.records.workflow.refusals import told
from zhunsheng.records.workflow.state import CaseState

Test = Callable[[CaseState, Actor, Event | None], bool]
_Particular = TypeVar("_Particular", bound=Recorded)


@dataclass(frozen=True)
class Condition:
    """Something that must hold for a move.

    Attributes:
        what: What is wrong where it does not hold.
        mend: What to do about it.
        pointer: RFC 6901 pointer to the part of the move that it is about.
    """

    code: str
    what: Text
    mend: Text
    holds: Test
    pointer: str = ""

    def problem(self) -> Problem:
        """The complaint, where it does not hold."""
        return told(self.code, self.what, self.mend, self.pointer)


def of_case(holds: Callable[[CaseState], bool]) -> Test:
    """A test of the state alone."""
    return lambda state, _actor, _event: holds(state)


def of_actor(holds: Callable[[CaseState, str], bool]) -> Test:
    """A test of the state and the actor's id."""
    return lambda state, actor, _event: holds(state, actor.id)


def of_move(kind: type[_Particular], holds: Callable[[CaseState, _Particular], bool]) -> Test:
    """A test of the state and a particular move of a kind; it holds for every other."""
    return lambda state, _actor, event: not isinstance(event, kind) or holds(state, event)
