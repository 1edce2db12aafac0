"""Every cell of the table: each kind of move, in each phase, by everybody who may stand to a case in some way.

``moves.txt`` is the table in full, to be read: what changes in it is a change of who may do what. ``make golden`` renews it.
"""

from __future__ import annotations

import pytest

from tests.records.workflow.making import KINDS, move
from tests.records.workflow.phases import OWNER
from tests.records.workflow.written_table import PEOPLE, STATES, TABLE, written
from zhunsheng.engine.problems import Problem
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.move_table import MOVES
from zhunsheng.records.workflow.moves import kind_refusal, possible_moves, refusal
from zhunsheng.records.workflow.state import Phase


def test_the_table_is_as_it_was_read() -> None:
    assert written() == TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("phase", Phase)
def test_each_phase_is_reached(phase: Phase) -> None:
    assert STATES[phase].phase is phase


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("kind", KINDS)
def test_each_cell_is_one_or_the_other(kind: Kind, phase: Phase) -> None:
    """A kind with no row for a phase is refused for that and nothing else; a kind with one never is."""
    has_row = any(phase in row.phases for row in MOVES[kind])
    for by in PEOPLE:
        found = kind_refusal(STATES[phase], kind, by)
        assert (found is not None and found.codes == ("wrong_phase",)) is not has_row, by.id
        assert (kind in possible_moves(STATES[phase], by)) is (found is None)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("kind", KINDS)
def test_each_refusal_speaks_both_languages(kind: Kind, phase: Phase) -> None:
    state = STATES[phase]
    for by in PEOPLE:
        found = refusal(state, move(state, kind, by), by)
        for problem in found.problems if found else ():
            assert_in_both(problem)


def assert_in_both(problem: Problem) -> None:
    zh, en = problem.say("zh"), problem.say("en")
    assert all(zh), problem.code
    assert all(en), problem.code
    assert any("\u4e00" <= letter <= "\u9fff" for letter in zh[0] + zh[1])
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in en[0] + en[1])


def test_a_refusal_can_be_read() -> None:
    found = refusal(STATES[Phase.FACTS], move(STATES[Phase.FACTS], "case.closed", OWNER), OWNER)
    assert found is not None
    assert found.problems[0].say("zh") == (
        "案件正在查明事实，不能按决定结案",
        "可以这样做的时候：案件已审核通过、待结案",
    )
    assert found.problems[0].say("en") == (
        "The case waits for its facts and their evaluation; it is not the time to close it with the decision",
        "It can be done when the case is approved and waits to be closed",
    )


def test_the_table_has_every_kind_once() -> None:
    assert tuple(MOVES) == KINDS
