"""What the application needs to keep records: handed in once, at the start, and found by the routes where the evaluator is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from zhunsheng.api.idempotency import KEPT, Answer, Gone, Record
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.kept_evaluators import KeptEvaluators
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.answered_request_rows import AnsweredRequestRows, KeptRequest
from zhunsheng.records.tree_watch import TreeWatch


@dataclass(frozen=True, eq=False)
class Records:
    """Where one application keeps its records, and what cases are answered by.

    Attributes:
        exports: So many exports of the log may be sent at a time; each keeps a transaction open.
    """

    ledger: Ledger
    answers: Answers
    exports: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(2))

    @cached_property
    def evaluators(self) -> KeptEvaluators:
        """Evaluators of the rulesets that records were made under."""
        return KeptEvaluators(self.ledger, self.answers)

    @cached_property
    def tree(self) -> TreeWatch:
        """Looks after the tree of the log."""
        return TreeWatch(self.ledger.database)

    def answered_requests(self) -> AnsweredRequestRows[Record]:
        """Where the keys of requests are kept: in the same database, and sealed as contents are."""
        return AnsweredRequestRows(self.ledger.database, _record, KEPT, self.ledger.seals)


def records_of(request: Request) -> Records:
    """The records of the application that got a request."""
    records = request.app.state.records
    if not isinstance(records, Records):
        raise TypeError("the application was made without records")
    return records


TheRecords = Annotated[Records, Depends(records_of)]


def _record(kept: KeptRequest) -> Record:
    answer = kept.answer
    if answer is not None:
        return Record(kept.fingerprint, Answer(answer.status, answer.headers, answer.body), kept.case_id)
    if kept.erased is None:
        raise TypeError("a key has neither an answer nor the time at which that was erased")
    return Record(kept.fingerprint, Gone(kept.erased), kept.case_id)
