"""One page of questions: about the case, the incident, a subject, its circumstances, or a conduct."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Response

from zhunsheng.api.problems import ProblemItem
from zhunsheng.api.web.form_data import Filled, Form
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.interview.answers import Answers
from zhunsheng.api.web.interview.draft_pages import Interview, TheInterview
from zhunsheng.api.web.interview.implied import with_implied
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.problem_words import said_to_people
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.drafts.changing import Changed
from zhunsheng.records.drafts.places import Place

router = APIRouter(include_in_schema=False)


@page(router, "/cases/{case_id}/facts/{place}", needs=Operation.EVALUATE_CASE)
def questions(interview: TheInterview, place: str) -> Page:
    """The questions about a place: those that can still matter first."""
    chosen = Place.of(place)
    showing = interview.showing(interview.draft().document, chosen.subject)
    return Page("interview/place.html", showing.place(chosen))


@form(router, "/cases/{case_id}/facts/{place}", needs=Operation.EVALUATE_CASE, keeps_answer=False)
async def answered(interview: TheInterview, place: str, sent: TheForm) -> Response | Page:
    """Takes answers into the draft. It may be sent as often as one likes: it sets what is set to what is set."""
    chosen, evaluator = Place.of(place), interview.evaluator
    sent = with_implied(sent, evaluator.release.vocabulary.entity(chosen.entity).facts)
    answers = Answers(chosen, sent, evaluator.release.vocabulary, evaluator.read)
    changed = await interview.change(answers.taken_into)
    if changed.problems:
        return await to_thread.run_sync(_again, interview, chosen, sent, changed)
    return redirect(await to_thread.run_sync(_onward, interview, chosen, sent.text("then"), changed))


def _again(interview: Interview, place: Place, sent: Form, changed: Changed) -> Page:
    """The page with what could be taken as it is now, and the rest as it was typed."""
    showing = interview.showing(changed.document, place.subject)
    holder = place.pointer(changed.document)
    items = tuple(
        _beside_its_field(said_to_people(problem, interview.language), holder) for problem in changed.problems
    )
    wrong = {(item.pointer or "").rpartition("/")[2] for item in items}
    typed = {name: values for name, values in sent.values.items() if name.partition(".rest")[0] in wrong}
    filled = sent.filled(items)
    kept = Filled(key=filled.key, values={**showing.fields(place), **typed}, problems=items)
    return Page("interview/place.html", showing.place(place, kept), 422)


def _beside_its_field(item: ProblemItem, holder: str) -> ProblemItem:
    """The complaint about a fact, or about a member of it, as one about its field."""
    if not (item.pointer or "").startswith(f"{holder}/"):
        return item
    key = (item.pointer or "").removeprefix(f"{holder}/").partition("/")[0]
    return item.model_copy(update={"pointer": f"{holder}/{key}"})


def _onward(interview: Interview, place: Place, then: str, changed: Changed) -> str:
    """Where somebody goes on: he stays, goes to the question that tells most, or to all parts."""
    if then == "parts":
        return interview.path()
    if then == "next":
        following = interview.showing(changed.document).next(place)
        return (
            interview.path() if following is None else interview.path(f"{following.place}#f-{following.key}")
        )
    return interview.path(str(place))
