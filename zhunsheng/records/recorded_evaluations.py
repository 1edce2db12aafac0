"""Evaluations as the log has them: where each is, and the facts and the answer of one, unless they were erased.

This is the one place where an evaluation is read out of its entries, for whoever reads it (`evaluation_inspection`) and for
whoever has it replayed (`stored_replays`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.case_entries import CONTENT, READ, event_of
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.entries import Entry, parse
from zhunsheng.records.storage import tables
from zhunsheng.records.storage.content_rows import ContentRows
from zhunsheng.records.storage.content_rows import Erased as ErasedContent
from zhunsheng.records.storage.entry_rows import EntryRows
from zhunsheng.records.workflow.contents import CaseDocument, SuggestionDocument
from zhunsheng.records.workflow.events import EvaluationRecorded, Event, FactsRecorded

#: The kind of the entries that are evaluations.
_KIND = "evaluation.recorded"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Located:
    """Where an evaluation is.

    Attributes:
        number: Its place among the events of the case.
        facts: That of the event with the facts it is about.
        basis: The digest of what it was made of.
    """

    case: str
    number: int
    facts: int
    basis: str

    @property
    def id(self) -> str:
        """What it is called."""
        return evaluation_id(self.case, self.number)


@dataclass(frozen=True)
class RecordedEvaluation:
    """An evaluation with what was written down: facts and answer as they were then."""

    event: EvaluationRecorded
    facts: CaseDocument
    answer: SuggestionDocument


@dataclass(frozen=True)
class Erased:
    """An evaluation of which the facts or the answer are no more."""

    id: str
    at: datetime


def located(log: EntryRows) -> tuple[Located, ...]:
    """Every evaluation, in the order of the log.

    Raises:
        LogRefused: an entry is none any more.
    """
    found = select(tables.entries.c.body).where(tables.entries.c.kind == _KIND)
    rows = log.connection.execute(found.order_by(tables.entries.c.number))
    return tuple(_located(parse(bytes(row.body))) for row in rows)


def located_in(log: EntryRows, case_id: str, number: int) -> Located | None:
    """The evaluation that is this event of the case; None where it is none.

    Raises:
        LogRefused: an entry is none any more.
    """
    entry = _entry(log, case_id, number)
    return _located(entry) if entry is not None and entry.kind == _KIND else None


def find(log: EntryRows, wanted: str) -> Located:
    """The evaluation of that name.

    Raises:
        InputError: there is none.
    """
    case, _, number = wanted.rpartition("~")
    found = located_in(log, case, int(number)) if _NUMBER.fullmatch(number) else None
    if found is None or found.id != wanted:
        zh = Chinese(f"没有编号为 {wanted} 的评估", "编号写作 案卷编号~步骤号，例如 case-1~3")
        mend = "An evaluation is called by its case and its place among the events of it, such as case-1~3."
        raise InputError(
            [Problem("unknown_evaluation", f"there is no evaluation {wanted}", mend=mend, zh=zh)]
        )
    return found


def recorded(log: EntryRows, of: Located) -> RecordedEvaluation | Erased:
    """An evaluation as it was recorded, or that it is no more.

    Raises:
        LogRefused: a content is not what its entry names.
        Sealed: a content was sealed with a key that is not here.
    """
    entries = {entry.facts.get("number"): entry for entry in _entries(log, of.case)}
    evaluation, facts = (_whole(log, of, entries.get(number)) for number in (of.number, of.facts))
    for one in (evaluation, facts):
        if isinstance(one, Erased):
            return one
    if not isinstance(evaluation, EvaluationRecorded) or not isinstance(facts, FactsRecorded):
        raise TypeError(f"{of.id} is no evaluation with facts")
    if facts.content is None or evaluation.content is None:
        raise TypeError(f"{of.id} was recorded without its documents")
    return RecordedEvaluation(evaluation, facts.content, evaluation.content)


def _whole(log: EntryRows, of: Located, entry: Entry | None) -> Event | Erased:
    """An event of the case with its content."""
    if entry is None:
        raise TypeError(f"{of.id} names an event that there is not")
    content = ContentRows(log.connection, log.seals).get(entry.contents[CONTENT])
    if isinstance(content, ErasedContent):
        return Erased(of.id, content.at)
    if not isinstance(content, Content):
        raise TypeError("a content that its entry names is missing")
    return event_of(entry, content.data)


def _entry(log: EntryRows, case_id: str, number: int) -> Entry | None:
    """The entry of an event of a case; entries without a number are about the case and no events of it."""
    return next((entry for entry in _entries(log, case_id) if entry.facts.get("number") == number), None)


def _entries(log: EntryRows, case_id: str) -> Iterator[Entry]:
    """Every entry about a case but that somebody has seen it."""
    return (numbered.entry for numbered in log.of_case(case_id, but=READ))


def _located(entry: Entry) -> Located:
    facts = entry.facts
    return Located(entry.subjects["case"], facts["number"], facts["facts"], facts["basis"])
