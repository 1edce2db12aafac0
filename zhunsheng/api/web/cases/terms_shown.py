"""What is to be done in a case until when: late things are told so in words."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias
from urllib.parse import quote

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.shown import Shown
from zhunsheng.records.workflow.evaluated import DutyArisen
from zhunsheng.records.workflow.ground_words import TERM_STATUSES
from zhunsheng.records.workflow.terms import Term, TermStatus

#: How a state is marked (`templates/parts/badge.html`).
Mark: TypeAlias = Literal["good", "open", "bad", "plain"]

_MARKS: dict[TermStatus, Mark] = {
    "done": "good",
    "done_late": "open",
    "open": "plain",
    "late_unless_extended": "open",
    "late": "bad",
}


def duty_value(duty: DutyArisen) -> str:
    """A duty as forms name it: its key, and its subject where it is not one of the whole case."""
    return f"{duty.duty} {duty.subject or ''}".strip()


class TermShown(Shown):
    """A duty with its term.

    Attributes:
        days: How many days there are until it is due, from today; negative where the day is past, null where none is known.
        done: Where it is recorded as done; null where it is done, or where it cannot be recorded by whoever looks.
    """

    duty: str
    name: str
    subject: str | None
    rule: str
    due: date | None
    extended_due: date | None
    status: TermStatus
    status_name: str
    mark: Mark
    days: int | None
    done_on: date | None
    done: str | None


def terms_shown(hand: CaseAtHand) -> tuple[TermShown, ...]:
    """The terms of a case, those that are due first before others."""
    return tuple(_term(hand, term) for term in hand.read.terms)


def _term(hand: CaseAtHand, term: Term) -> TermShown:
    duty = term.duty
    may = term.done_on is None and "duty.done" in hand.read.moves
    return TermShown(
        duty=duty.duty,
        name=hand.conclusion(duty.duty),
        subject=duty.subject,
        rule=duty.rule,
        due=duty.due,
        extended_due=duty.extended_due,
        status=term.status,
        status_name=TERM_STATUSES[term.status].name.get(hand.language),
        mark=_MARKS[term.status],
        days=(duty.due - hand.today).days if duty.due and term.done_on is None else None,
        done_on=term.done_on,
        done=f"/cases/{hand.id}/moves/duty-done?duty={quote(duty_value(duty))}" if may else None,
    )
