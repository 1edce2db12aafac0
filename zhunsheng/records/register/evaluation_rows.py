"""The rows of the evaluations of a case.

The opinion on what was suggested for a subject is the one that it was decided with; where it was not decided, the one that stands
now. What was taken back, returned or overtaken was never anybody's last word.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Table

from zhunsheng.records.storage import tables
from zhunsheng.records.storage.times import written
from zhunsheng.records.workflow.evaluated import Suggested
from zhunsheng.records.workflow.events import EvaluationRecorded, Event
from zhunsheng.records.workflow.opinions import Choice, Overridden
from zhunsheng.records.workflow.state import CaseState

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class _Said:
    """The opinion on what was suggested for a subject, and whether it was decided with it."""

    opinion: Choice | None
    decided: bool


_NOTHING = _Said(None, decided=False)


def evaluation_rows(
    history: Sequence[tuple[int, Event]], passed: Sequence[CaseState], standing: Row
) -> Mapping[Table, tuple[Row, ...]]:
    """The rows of the evaluations of a case, by table.

    Args:
        history: The events of the case, each after the number of its entry in the log.
        passed: The states of the case: before the first event and after each.
        standing: Those columns that say how the case stands.
    """
    evaluated = [(entry, event) for entry, event in history if isinstance(event, EvaluationRecorded)]
    said = _said(passed)
    newest = evaluated[-1][0] if evaluated else None
    return {
        tables.evaluations: tuple(
            {**_evaluation(entry, event), **standing, "newest": entry == newest} for entry, event in evaluated
        ),
        tables.evaluated_subjects: tuple(
            _subject(entry, event, of, said.get((event.number, of.subject), _NOTHING))
            for entry, event in evaluated
            for of in event.subjects
        ),
        tables.deciding_rules: _codes(
            "rule", ((entry, event, of.deciding) for entry, event in evaluated for of in event.subjects)
        ),
        tables.finding_categories: _codes(
            "category", ((entry, event, of.findings) for entry, event in evaluated for of in event.subjects)
        ),
        tables.override_reasons: _codes(
            "reason",
            (
                (entry, event, _reasons(said.get((event.number, of.subject), _NOTHING)))
                for entry, event in evaluated
                for of in event.subjects
            ),
        ),
    }


def _said(passed: Sequence[CaseState]) -> Mapping[tuple[int, str], _Said]:
    """What was said to each suggestion, by the number of its evaluation and the subject."""
    found: dict[tuple[int, str], _Said] = {}
    for before, state in itertools.pairwise(passed):
        if before.decision is None and state.decision is not None:
            found.update(_opinions(state, decided=True))
    if passed[-1].decision is None:
        found.update(_opinions(passed[-1], decided=False))
    return found


def _opinions(state: CaseState, *, decided: bool) -> Iterator[tuple[tuple[int, str], _Said]]:
    """The opinions that stand. Where it is proposed to discontinue the case none does, and nothing is decided on anybody."""
    if state.evaluation is not None and state.discontinuance is None:
        for of in state.opinions:
            yield (state.evaluation.number, of.subject), _Said(of.opinion, decided)


def _evaluation(entry: int, event: EvaluationRecorded) -> Row:
    return {
        "number": entry,
        "case_id": event.case,
        "event": event.number,
        "at": written(event.at),
        "actor": event.actor,
        "basis": event.basis,
        "release": event.release,
        "law": event.law,
        "engines": ",".join(event.engines) or None,
    }


def _subject(entry: int, event: EvaluationRecorded, of: Suggested, said: _Said) -> Row:
    return {
        "number": entry,
        "subject": of.subject,
        "at": written(event.at),
        "recommended": of.form,
        "at_least": of.at_least,
        "at_most": of.at_most,
        "opinion": None if said.opinion is None else said.opinion.choice,
        "decided": said.decided,
    }


def _codes(what: str, said: Iterable[tuple[int, EvaluationRecorded, Iterable[str]]]) -> tuple[Row, ...]:
    """A row for each code of an evaluation, however many of its subjects have it."""
    found = {(entry, code): written(event.at) for entry, event, codes in said for code in codes}
    return tuple({"number": entry, what: code, "at": at} for (entry, code), at in found.items())


def _reasons(said: _Said) -> tuple[str, ...]:
    opinion = said.opinion
    return tuple(reason.ground for reason in opinion.reasons) if isinstance(opinion, Overridden) else ()
