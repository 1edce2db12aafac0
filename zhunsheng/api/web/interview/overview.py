"""The facts of a case at a glance: its parts, what was entered, where it stands; and parts that are added and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from zhunsheng.api.answering import answering
from zhunsheng.api.web.form_data import REFUSALS, Filled, Form
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.interview.draft_pages import Interview, TheInterview
from zhunsheng.api.web.interview.shown import Entered, PartsShown
from zhunsheng.api.web.interview.shown_beside import RemovalShown
from zhunsheng.api.web.pages import Page, page
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.drafting import Change, Draft
from zhunsheng.records.drafts.changing import Changed, refuse_broken
from zhunsheng.records.drafts.documents import known_facts, with_conduct, with_subject, without
from zhunsheng.records.drafts.leftovers import without_leftovers
from zhunsheng.records.drafts.places import CaseDocument, Place, no_such_place, places_of

router = APIRouter(include_in_schema=False)

#: What the address of the page says once a file was taken over.
IMPORTED: Final = "imported"


@page(router, "/cases/{case_id}/facts", needs=Operation.EVALUATE_CASE)
def overview(interview: TheInterview, done: str = "") -> Page:
    """Every part of the case; after a file was taken over, also how much came of it."""
    return parts_page(interview, interview.draft(), imported=done == IMPORTED)


def parts_page(
    interview: Interview,
    draft: Draft,
    filled: Filled | None = None,
    status: int = 200,
    *,
    imported: bool = False,
) -> Page:
    """The page of all parts.

    Args:
        filled: A form of it that was refused.
        imported: Whether a file was just taken over.
    """
    showing = interview.showing(draft.document)
    shown = PartsShown(
        case_id=interview.case_id,
        imported=_entered(draft.document) if imported else None,
        changed_at=None if draft.changed_at is None else draft.changed_at.isoformat(),
        recorded=draft.recorded,
        opinions=draft.opinions,
        parts=tuple(showing.part(place) for place in places_of(draft.document)),
        evidence=showing.evidence(),
        next=showing.next(),
        side=showing.side(),
        leftovers=showing.leftovers(),
        filled=filled or Filled.fresh(),
        adding=Filled.fresh(),
        recording=Filled.fresh(),
        dropping=Filled.fresh(),
    )
    return Page("interview/parts.html", shown, status)


def _entered(document: CaseDocument) -> Entered:
    subjects = document.get("subjects", ())
    return Entered(
        subjects=len(subjects),
        conducts=sum(len(subject.get("conducts", ())) for subject in subjects),
        facts=known_facts(document),
        evidence=len(document.get("evidence", ())),
    )


@form(router, "/cases/{case_id}/facts/subjects", needs=Operation.EVALUATE_CASE)
async def add_subject(request: Request, interview: TheInterview, sent: TheForm) -> Response | Page:
    """One subject more."""

    def change(document: dict[str, Any]) -> Changed:
        made, _ = with_subject(document)
        refuse_broken(document, made, interview.evaluator.read)
        return Changed(made)

    def added(changed: Changed) -> Response:
        return redirect(interview.path(str(Place("subject", changed.document["subjects"][-1]["id"]))))

    return await _carried_out(request, interview, sent, change, added)


@form(router, "/cases/{case_id}/facts/conducts", needs=Operation.EVALUATE_CASE)
async def add_conduct(request: Request, interview: TheInterview, sent: TheForm) -> Response | Page:
    """One conduct more, of the subject that the form names."""
    subject = sent.text("subject")

    def change(document: dict[str, Any]) -> Changed:
        made, _ = with_conduct(document, subject)
        refuse_broken(document, made, interview.evaluator.read)
        return Changed(made)

    def added(changed: Changed) -> Response:
        conducts = next(item for item in changed.document["subjects"] if item["id"] == subject)["conducts"]
        return redirect(interview.path(str(Place("conduct", subject, conducts[-1]["id"]))))

    return await _carried_out(request, interview, sent, change, added)


@form(router, "/cases/{case_id}/facts/leftovers", needs=Operation.EVALUATE_CASE)
async def drop_leftovers(request: Request, interview: TheInterview, sent: TheForm) -> Response | Page:
    """Without what the vocabulary does not know any more."""
    evaluator = interview.evaluator

    def change(document: dict[str, Any]) -> Changed:
        made = without_leftovers(document, evaluator.release.vocabulary)
        refuse_broken(document, made, evaluator.read)
        return Changed(made)

    return await _carried_out(request, interview, sent, change, lambda _: redirect(interview.path()))


@page(router, "/cases/{case_id}/facts/{place}/removal", needs=Operation.EVALUATE_CASE)
def removal(interview: TheInterview, place: str) -> Page:
    """Asks whether a subject or a conduct is to go."""
    return _removal_page(interview, place, Filled.fresh())


@form(router, "/cases/{case_id}/facts/{place}/removal", needs=Operation.EVALUATE_CASE)
async def remove(request: Request, interview: TheInterview, place: str, sent: TheForm) -> Response | Page:
    """A subject or a conduct less."""
    chosen = _removable(place)

    def change(document: dict[str, Any]) -> Changed:
        made = without(document, chosen)
        refuse_broken(document, made, interview.evaluator.read)
        return Changed(made)

    try:
        return await answering(
            request,
            interview.records,
            interview.changing(change),
            made=lambda _: redirect(interview.path()),
            about=interview.about,
        )
    except REFUSALS as refused:
        filled = sent.refused(refused, interview.language)
        return await to_thread.run_sync(_removal_page, interview, place, filled, 422)


async def _carried_out(
    request: Request, interview: Interview, sent: Form, change: Change, added: Callable[[Changed], Response]
) -> Response | Page:
    """The answer to a form that changes the parts; where that is refused, the page of all parts with the reason."""
    operation = interview.changing(change)
    try:
        return await answering(request, interview.records, operation, made=added, about=interview.about)
    except REFUSALS as refused:
        return await to_thread.run_sync(parts_again, interview, sent.refused(refused, interview.language))


def parts_again(interview: Interview, filled: Filled) -> Page:
    """The page of all parts after a form of it was refused."""
    return parts_page(interview, interview.draft(), filled, 422)


def _removal_page(interview: Interview, place: str, filled: Filled, status: int = 200) -> Page:
    chosen, document = _removable(place), interview.draft().document
    chosen.pointer(document)
    parts = [other for other in places_of(document) if other.subject == chosen.subject]
    shown = RemovalShown(
        case_id=interview.case_id,
        place=place,
        title=interview.showing(document).title(chosen),
        conducts=sum(other.word == "conduct" for other in parts) if chosen.word == "subject" else 0,
        filled=filled,
    )
    return Page("interview/removal.html", shown, status)


def _removable(place: str) -> Place:
    chosen = Place.of(place)
    if chosen.word not in ("subject", "conduct"):
        raise no_such_place(place)
    return chosen
