"""What submissions have left in a log."""

from __future__ import annotations

from collections import Counter

from tests.service.submissions import Submitting
from tests.service.whole import assert_whole
from zhunsheng.records.case_files import CaseFiles
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.workflow.events import CaseOpened, EvaluationRecorded


def recorded(ledger: Ledger) -> tuple[Counter[str], Counter[str]]:
    """How often each submission opened a case, and how often each case was evaluated."""
    opened: Counter[str] = Counter()
    evaluated: Counter[str] = Counter()
    with ledger.reading() as log:
        files = CaseFiles(log)
        for case in {found.entry.subjects.get("case") for found in log.between(0, log.size())} - {None}:
            for event in files.history(case, with_contents=True):
                if isinstance(event, CaseOpened):
                    assert event.content is not None
                    opened[event.content.text] += 1
                elif isinstance(event, EvaluationRecorded):
                    evaluated[case] += 1
    return opened, evaluated


def assert_recorded_once(ledger: Ledger, submitting: Submitting) -> None:
    """The log is whole, and holds everything that was submitted, which has all been acknowledged, exactly once."""
    assert_whole(ledger)
    opened, evaluated = recorded(ledger)
    assert opened == Counter(f"submission {number}" for number in submitting.begun)
    assert evaluated == Counter(
        answer["case"] for key, answer in submitting.acknowledged.items() if key.startswith("evaluation")
    )
