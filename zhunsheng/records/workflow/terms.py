"""The terms of a case: what is to be done until when, what is done, what is late, seen from a day.

Duties are those of the newest evaluation (or computation of terms). Most are done outside of the system, and somebody says
so with the event ``duty.done``. Two kinds show by themselves:

- the review one level up is done with the second approval;
- an appeal is answered when it is decided, if only one duty to answer has arisen for its subject and no appeal of it is
  open. With several (two bodies have to answer) the decision does not tell which of them it was, and nothing is marked.

A day that is past is late unless the law knows an extension: whether one was granted is not known here, so until it ends
the term is ``late_unless_extended``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhunsheng.records.workflow.evaluated import DutyArisen
from zhunsheng.records.workflow.state import RAISED_REVIEW, CaseState

TermStatus = Literal["done", "done_late", "open", "late_unless_extended", "late"]

#: Duties to answer an appeal, by the keys of `rulesets/vocabulary/conclusions.yaml`; a test compares.
ANSWERS = frozenset(
    {
        "accountability_appeal_answer",
        "admin_review_answer",
        "admin_second_review_answer",
        "civil_servant_appeal_answer",
        "civil_servant_review_answer",
        "organizational_appeal_above_answer",
        "organizational_appeal_answer",
        "party_appeal_answer",
    }
)


@dataclass(frozen=True)
class Term:
    """A duty with its term, as of a day. ``done_on`` is null while it is not done."""

    duty: DutyArisen
    status: TermStatus
    done_on: date | None = None


def terms(state: CaseState, today: date) -> tuple[Term, ...]:
    """The terms of a case on a day: those that are not done first, by their day, those without a day last.

    Args:
        today: The day from which they are seen; what is due on it is not late yet.
    """
    found = (_term(state, duty, today) for duty in state.duties)
    return tuple(sorted(found, key=lambda term: (term.done_on is not None, term.duty.due or date.max)))


def _term(state: CaseState, duty: DutyArisen, today: date) -> Term:
    done = _done_on(state, duty)
    if done is not None:
        last = duty.extended_due or duty.due
        return Term(duty, "done_late" if last and done > last else "done", done)
    if duty.due is None or today <= duty.due:
        return Term(duty, "open")
    extended = duty.extended_due is not None and today <= duty.extended_due
    return Term(duty, "late_unless_extended" if extended else "late")


def _done_on(state: CaseState, duty: DutyArisen) -> date | None:
    said = next(
        (done.on for done in state.duties_done if (done.duty, done.subject) == (duty.duty, duty.subject)),
        None,
    )
    return said or _shown(state, duty)


def _shown(state: CaseState, duty: DutyArisen) -> date | None:
    """The day on which a move did what the duty asks for."""
    if duty.duty == RAISED_REVIEW:
        return state.approvals[1].on if len(state.approvals) > 1 else None
    if duty.duty not in ANSWERS:
        return None
    asked = [item for item in state.duties if item.duty in ANSWERS and item.subject == duty.subject]
    appeals = [item for item in state.appeals if item.subject == duty.subject]
    if len(asked) > 1 or any(item.result is None for item in appeals):
        return None
    return max((item.decided_on for item in appeals if item.decided_on), default=None)
