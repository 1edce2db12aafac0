"""Subjects by form, finding, rule, opinion and month: the sums are what folding every case would say, and fast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest
from sqlalchemy import insert

from tests.records.register.histories import AUDITOR, Histories, recorded
from zhunsheng.records.access.roles import Role
from zhunsheng.records.checking import findings
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.refusals import NotAllowed
from zhunsheng.records.register.outcome_sums import outcome_sums, outcome_totals
from zhunsheng.records.register.outcome_tallies import Topic
from zhunsheng.records.storage.database import Database
from zhunsheng.records.storage.tables import tallies
from zhunsheng.records.workflow.events import EvaluationRecorded, Event
from zhunsheng.records.workflow.history import state_of
from zhunsheng.records.workflow.identifiers import day_of


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


def month_of(events: Sequence[Event], number: int) -> str:
    (event,) = [event for event in events if event.number == number]
    return day_of(event.at).isoformat()[:7]


def expected(histories: Histories) -> dict[str, Counter[tuple[str, str]]]:
    """Counted from what happened, case by case and subject by subject."""
    found: dict[str, Counter[tuple[str, str]]] = {topic: Counter() for topic in get_args(Topic)}
    for events in histories.values():
        state = state_of(events)
        for outcome in state.decision.outcomes if state.decision else ():
            month = month_of(events, state.decision.number) if state.decision else ""
            found["form.decided"][str(outcome.form), month] += 1
        evaluations = [event for event in events if isinstance(event, EvaluationRecorded)]
        for subject in evaluations[-1].subjects if evaluations else ():
            month = month_of(events, evaluations[-1].number)
            found["form.suggested"][str(subject.form), month] += 1
            found["finding"].update((key, month) for key in set(subject.findings))
            found["rule"].update((key, month) for key in set(subject.deciding))
            said = [
                item.opinion.choice
                for item in state.opinions
                if item.subject == subject.subject and state.discontinuance is None
            ]
            found["opinion"][said[0] if said else "none", month] += 1
    return found


def test_sums_are_what_folding_every_case_says(ledger: Ledger) -> None:
    histories = recorded(ledger, 30)
    wanted = expected(histories)
    for topic in get_args(Topic):
        sums = outcome_sums(ledger, AUDITOR, topic)
        assert {(each.of, each.month): each.number for each in sums} == dict(wanted[topic]), topic
        totals = Counter[str]()
        for (of, _month), number in wanted[topic].items():
            totals[of] += number
        assert outcome_totals(ledger, AUDITOR, topic) == totals
    assert wanted["form.decided"], "some case was decided"
    everybody = sum(wanted["form.suggested"].values())
    assert sum(wanted["opinion"].values()) == everybody
    with ledger.reading() as log:
        assert list(findings(log)) == []


def test_months_narrow_at_both_ends(ledger: Ledger) -> None:
    with ledger.database.writing() as connection:
        connection.execute(
            insert(tallies),
            [
                {
                    "topic": "subjects.form.suggested",
                    "of": "2",
                    "within": f"2021-{month:02d}",
                    "number": month,
                }
                for month in range(1, 13)
            ],
        )
    found = outcome_sums(ledger, AUDITOR, "form.suggested", "2021-03", "2021-05")
    assert [(each.month, each.number) for each in found] == [("2021-03", 3), ("2021-04", 4), ("2021-05", 5)]
    assert outcome_totals(ledger, AUDITOR, "form.suggested", "2021-03", "2021-05") == {"2": 12}


@pytest.mark.parametrize("role", [Role.HANDLER, Role.REVIEWER, Role.ADMINISTRATOR])
def test_who_may_not_read_how_suggestions_are_followed_reads_no_sums(ledger: Ledger, role: Role) -> None:
    with pytest.raises(NotAllowed):
        outcome_sums(ledger, replace(AUDITOR, roles=frozenset({role})), "form.decided")
