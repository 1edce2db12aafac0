"""What was written in an event of a case, word for word; 410 where it was erased. That it was read is in the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import JsonValue

from zhunsheng.api.records import TheRecords
from zhunsheng.api.routes.case_evaluations import LARGEST
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.web.cases.case_at_hand import CaseAtHand, case_at_hand
from zhunsheng.api.web.cases.case_facts import facts_in, read_facts
from zhunsheng.api.web.cases.history_shown import HappenedShown, history_shown
from zhunsheng.api.web.cases.shown import Option, Shown
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.case_contents import read_event
from zhunsheng.records.workflow.contents import CaseDocument, FreeText
from zhunsheng.records.workflow.events import Event
from zhunsheng.records.workflow.identifiers import CaseId

router = APIRouter(include_in_schema=False)


class EventShown(Shown):
    """An event with what was written in it.

    Attributes:
        text: What somebody wrote; null where the event has no text.
        facts: Of a case document, each fact in words; empty where there is none, or where the ruleset cannot read it any more.
        document: The case document as it was recorded.
        suggests: Whether it is a suggestion, which has a page of its own.
    """

    case: str
    happened: HappenedShown
    text: str | None
    facts: tuple[Option, ...]
    document: dict[str, JsonValue] | None
    suggests: bool


@page(router, "/cases/{case_id}/events/{number}", needs=Operation.READ_RECORD)
def event_page(
    case_id: CaseId,
    number: Annotated[int, Path(ge=1, le=LARGEST)],
    records: TheRecords,
    signed: Annotated[Signed, Depends(requires(Operation.READ_RECORD))],
    language: TheLanguage,
) -> Page:
    """One step of a case, with what was written in it."""
    event = read_event(records.ledger, signed.account, case_id, number)
    hand = case_at_hand(records, signed.account, case_id, language, with_suggestion=False)
    return Page("cases/event.html", _shown(hand, event))


def _shown(hand: CaseAtHand, event: Event) -> EventShown:
    content = event.content
    case = read_facts(hand, content) if isinstance(content, CaseDocument) else None
    return EventShown(
        case=hand.id,
        happened=next(one for one in history_shown(hand) if one.number == event.number),
        text=content.text if isinstance(content, FreeText) else None,
        facts=facts_in(hand, case) if case else (),
        document=content.document if isinstance(content, CaseDocument) else None,
        suggests=event.kind == "evaluation.recorded",
    )
