"""Cases in a database for tests: what a random history says, and an evaluation of real facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.records.workflow.making import actor
from tests.records.workflow.random_cases import PEOPLE
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.language.documents import Document
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.evaluating import Answers, record_evaluation
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.workflow.events import CaseOpened, EvaluationRecorded, Event

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
HANDLER = actor("a", "handler")
FACTS: dict[str, Any] = {
    "case": {"id": "recorded", "province": "shanxi", "decision_date": "2021-11-05"},
    "incident": {"epidemic": True, "date": "2021-10", "consequence": "adverse_influence"},
    "subjects": [
        {
            "id": "S1",
            "kind": "person",
            "category": "functional_department",
            "party_member": True,
            "conducts": [{"id": "C1", "date": "2021-10-20", "type": "deployed_carelessly"}],
        }
    ],
}


def record(ledger: Ledger, events: Sequence[Event], case: str = "case-1") -> tuple[Event, ...]:
    """Records a history under a name; gives it as it was recorded."""
    people = {person.id: person for person in PEOPLE}
    renamed = tuple(event.model_copy(update={"case": case}) for event in events)
    with ledger.appending() as log:
        files = CaseFiles(log)
        for event in renamed:
            files.record(event, people[event.actor])
    return renamed


def evaluated(
    ledger: Ledger, evaluator: Evaluator, case: str = "case-1", language: Language = "zh"
) -> EvaluationRecorded:
    """Opens a case and records an evaluation in it."""
    answered = Answers(evaluator).answer(Document(FACTS, "facts"), language)
    opened = CaseOpened(case=case, number=1, at=START, actor=HANDLER.id, acting_as="handler")
    with ledger.appending() as log:
        CaseFiles(log).record(opened, HANDLER)
        return record_evaluation(log, evaluator, answered, case, HANDLER, START + timedelta(hours=1))
