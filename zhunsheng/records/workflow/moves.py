"""Whether a move is allowed, and if not, every reason why.

A move is the event that it would add. The table (`move_table`) says which rows there are; here they are asked. Where a kind of
move has several rows, one that has nothing to object to is enough; where all object, the reasons are those of the row for a role
that the actor has, and of such rows the one with the fewest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import get_args

from zhunsheng.engine.problems import Problem
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.actor import Actor
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.identifiers import Role
from zhunsheng.records.workflow.move_table import MOVES, Row
from zhunsheng.records.workflow.move_words import KINDS, PHASES, ROLES
from zhunsheng.records.workflow.refusals import Refusal, refused, told
from zhunsheng.records.workflow.state import CaseState, Phase


def refusal(state: CaseState, move: Event, actor: Actor) -> Refusal | None:
    """Why a move is not allowed, None where it is.

    Args:
        move: The event that would be added.
        actor: Who makes it, with the roles that he has now.
    """
    return refused((*_about_the_entry(state, move, actor), *_problems(state, move.kind, actor, move)))


def kind_refusal(state: CaseState, kind: Kind, actor: Actor) -> Refusal | None:
    """Why somebody cannot make any move of a kind now, None where he can: whatever hangs on its particulars is left open."""
    return refused(_problems(state, kind, actor, None))


def possible_moves(state: CaseState, actor: Actor) -> tuple[Kind, ...]:
    """The kinds of moves that somebody may make now, in the order of the table."""
    return tuple(kind for kind in get_args(Kind) if kind_refusal(state, kind, actor) is None)


def roles_for(state: CaseState, kind: Kind, actor: Actor) -> tuple[Role, ...]:
    """The roles of somebody in which he may make a move of a kind now, in the order of `Role`: he has to name one."""
    return tuple(
        role
        for role in get_args(Role)
        if role in actor.roles and kind_refusal(state, kind, Actor(actor.id, frozenset({role}))) is None
    )


def _problems(state: CaseState, kind: Kind, actor: Actor, move: Event | None) -> tuple[Problem, ...]:
    phase = state.phase
    rows = [row for row in MOVES[kind] if phase in row.phases]
    if not rows:
        return (_wrong_phase(phase, kind),)
    found = [(not row.roles & actor.roles, tuple(_of_row(row, state, kind, actor, move))) for row in rows]
    return min(found, key=lambda pair: (pair[0], len(pair[1])))[1]


def _of_row(row: Row, state: CaseState, kind: Kind, actor: Actor, move: Event | None) -> Iterator[Problem]:
    if not row.roles & actor.roles:
        yield _wrong_role(row, kind)
    elif move is not None and move.acting_as not in row.roles:
        yield told(
            "wrong_role_named",
            Text("这一步不是以该角色作出的", "This move is not made in that role"),
            Text(
                "请以{}角色办理".format("、".join(_role_names(row, "zh"))),
                "Make it as {}".format(" or ".join(_role_names(row, "en"))),
            ),
            "/acting_as",
        )
    for condition in row.conditions:
        if not condition.holds(state, actor, move):
            yield condition.problem()


def _about_the_entry(state: CaseState, move: Event, actor: Actor) -> Iterator[Problem]:
    """What must be true of every event, whatever it says."""
    if state.case is not None and move.case != state.case:
        yield told(
            "other_case",
            Text("这一步属于另一案件", "This move belongs to another case"),
            Text("请核对案件编号", "Check the id of the case"),
            "/case",
        )
    if move.number != state.number + 1:
        yield told(
            "case_moved_on",
            Text(
                f"案件已有变化：这一步应是第{state.number + 1}步，而不是第{move.number}步",
                f"The case has moved on: this would be its event {state.number + 1}, not {move.number}",
            ),
            Text("请重新阅读案件后再办理", "Read the case again, then make the move"),
            "/number",
        )
    if move.actor != actor.id:
        yield told(
            "in_anothers_name",
            Text("不能以他人名义办理", "Nobody acts in another's name"),
            Text("请由本人办理", "That person has to do it"),
            "/actor",
        )
    if move.acting_as not in actor.roles:
        yield told(
            "role_not_held",
            Text("您没有所称的角色", "You do not have the role that the move is made in"),
            Text("请以自己的角色办理", "Act in a role that you have"),
            "/acting_as",
        )


@cache
def _wrong_phase(phase: Phase, kind: Kind) -> Problem:
    """Put into words once for each cell of the table: who asks what is possible asks for nearly all of them."""
    allowed = [item for item in Phase if any(item in row.phases for row in MOVES[kind])]
    return told(
        "wrong_phase",
        Text(
            f"案件{PHASES[phase].zh}，不能{KINDS[kind].zh}",
            f"The case {PHASES[phase].en}; it is not the time to {KINDS[kind].en}",
        ),
        Text(
            "可以这样做的时候：案件" + "、".join(PHASES[item].zh for item in allowed),
            "It can be done when the case " + ", or ".join(PHASES[item].en for item in allowed),
        ),
    )


def _wrong_role(row: Row, kind: Kind) -> Problem:
    return told(
        "wrong_role",
        Text(f"您没有可以{KINDS[kind].zh}的角色", f"None of your roles may {KINDS[kind].en}"),
        Text(
            "请由{}办理".format("、".join(_role_names(row, "zh"))),
            "This takes {}".format(" or ".join(_role_names(row, "en"))),
        ),
    )


def _role_names(row: Row, language: str) -> Iterator[str]:
    return (name.get(language) for role, name in ROLES.items() if role in row.roles)
