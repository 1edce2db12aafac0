"""The rows of a case, made of its entries: what lists, searches and counts are answered from.

They are a function of the entries about the case and of nothing else. Whoever adds an entry works them out without it and with
it, and writes down the difference (`keeping`); whoever doubts them works them out anew and compares (`checking`). Contents, which
may be erased, are never asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Table

from zhunsheng.records.register.evaluation_rows import evaluation_rows
from zhunsheng.records.register.outcome_tallies import of_outcomes
from zhunsheng.records.register.tallies import Tally, of_case
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.times import written
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.history import states
from zhunsheng.records.workflow.identifiers import day_of
from zhunsheng.records.workflow.state import CaseState, Phase
from zhunsheng.records.workflow.terms import terms

#: A row, by the names of its columns.
Row: TypeAlias = Mapping[str, Any]

#: The phases in which a case is with those who review it.
UNDER_REVIEW = frozenset({Phase.REVIEW, Phase.SECOND_REVIEW, Phase.APPROVED, Phase.APPEAL})


@dataclass(frozen=True)
class NumberedEvent:
    """An event with the number of its entry in the log."""

    entry: int
    event: Event


@dataclass(frozen=True)
class CaseRows:
    """The rows of a case in each table that has some, and what the case adds to the tallies."""

    rows: Mapping[Table, tuple[Row, ...]]
    tallies: Counter[Tally]


#: Of a case of which nothing is in the log.
NONE = CaseRows({}, Counter())


def rows_of(history: Sequence[NumberedEvent]) -> CaseRows:
    """The rows of a case.

    Args:
        history: Everything that happened to it, in order.
    """
    if not history:
        return NONE
    events = [numbered.event for numbered in history]
    passed = tuple(states(events))
    case = _case_row(history, passed)
    standing = {name: case[name] for name in ("owner", "state", "for_review")}
    rows: dict[Table, tuple[Row, ...]] = {
        tables.cases: (case,),
        tables.case_people: tuple(_people(passed[-1], case["id"])),
        **evaluation_rows([(numbered.entry, numbered.event) for numbered in history], passed, standing),
    }
    return CaseRows(rows, of_case(passed, rows) + of_outcomes(events, passed[-1]))


def for_review(state: CaseState) -> bool:
    """Whether a case waits for a reviewer: it is under review, or its owner stands aside and somebody has to give it away."""
    return state.phase in UNDER_REVIEW or state.owner in state.recused


def _case_row(history: Sequence[NumberedEvent], passed: Sequence[CaseState]) -> Row:
    state, last = passed[-1], history[-1]
    due = [
        term.duty.due
        for term in terms(state, day_of(last.event.at))
        if term.done_on is None and term.duty.due
    ]
    return {
        "id": last.event.case,
        "owner": state.owner,
        "state": state.phase.value,
        "since": written(_since(history, passed).at),
        "for_review": for_review(state),
        "opened_at": written(history[0].event.at),
        "changed_at": written(last.event.at),
        "last_entry": last.entry,
        "next_due": min(due).isoformat() if due else None,
    }


def _since(history: Sequence[NumberedEvent], passed: Sequence[CaseState]) -> Event:
    """The event with which the case came into the state in which it is."""
    place = len(history) - 1
    while place > 0 and passed[place].phase is passed[-1].phase:
        place -= 1
    return history[place].event


def _people(state: CaseState, case_id: str) -> Iterator[Row]:
    for person in sorted(state.took_part | state.recused):
        yield {
            "case_id": case_id,
            "person": person,
            "handled": person in state.handled_by,
            "reviewed": person in state.reviewed_by,
            "decided_appeals": person in state.appeals_decided_by,
            "recused": person in state.recused,
        }
