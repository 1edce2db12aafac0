"""What happened in a case, step by step: who, when, what; where to read what was written; and what of it was erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.event_words import said_of
from zhunsheng.api.web.cases.move_pages import move_name, role_name
from zhunsheng.api.web.cases.shown import PersonShown, Said, Shown
from zhunsheng.records.workflow.events import Event, Kind
from zhunsheng.records.workflow.ground_words import ERASURE_GROUNDS


class HappenedShown(Shown):
    """An event of a case.

    Attributes:
        said: Its particulars, in words.
        written: Where what was written with it is read; null where nothing was, or where it was erased.
        erased: When what was written was erased.
        record: Where the evaluation is read that it recorded.
    """

    number: int
    at: datetime
    who: PersonShown
    role: str
    kind: Kind
    name: str
    said: tuple[Said, ...]
    written: str | None
    erased: datetime | None
    record: str | None


class ErasedShown(Shown):
    """That contents of the case were erased."""

    at: datetime
    who: PersonShown | None
    ground: str
    events: tuple[int, ...]


def history_shown(hand: CaseAtHand) -> tuple[HappenedShown, ...]:
    """The events of a case, in order."""
    erased = dict(_erased(hand))
    return tuple(_happened(hand, event, erased.get(event.number)) for event in hand.read.history)


def erasures_shown(hand: CaseAtHand) -> tuple[ErasedShown, ...]:
    """What was erased, in order."""
    return tuple(
        ErasedShown(
            at=entry.time,
            who=hand.person(entry.actor) if entry.actor else None,
            ground=ERASURE_GROUNDS[entry.facts["ground"]].name.get(hand.language),
            events=tuple(entry.facts["events"]),
        )
        for entry in hand.read.erasures
    )


def _erased(hand: CaseAtHand) -> Iterator[tuple[int, datetime]]:
    for entry in hand.read.erasures:
        for number in entry.facts["events"]:
            yield number, entry.time


def _happened(hand: CaseAtHand, event: Event, erased: datetime | None) -> HappenedShown:
    there = event.number in hand.read.written and erased is None
    address = f"/cases/{hand.id}/events/{event.number}"
    return HappenedShown(
        number=event.number,
        at=event.at,
        who=hand.person(event.actor),
        role=role_name(event.acting_as, hand.language),
        kind=event.kind,
        name=move_name(event.kind, hand.language),
        said=said_of(event, hand),
        written=address if there else None,
        erased=erased,
        record=f"/cases/{hand.id}/evaluations/{event.number}"
        if event.kind == "evaluation.recorded"
        else None,
    )
