"""The page on how well suggestions agree with what was published, and its figures as CSV."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends, HTTPException, Response
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.state import TheRelease
from zhunsheng.api.web.language import TheLanguage, page_language
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.statistics.agreement_figures import by_category, by_form, form_against_form
from zhunsheng.api.web.statistics.figures import Figure, Share, share_of
from zhunsheng.api.web.statistics.kept_agreement import State, TheAgreement
from zhunsheng.api.web.statistics.pages import sheet_of
from zhunsheng.api.web.visitors import needed
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.text import form_name
from zhunsheng.practice.agreement import Agreement, Disagreement
from zhunsheng.practice.scores import Scores
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

_READERS = [Depends(page_language), Depends(needed(Operation.READ_RULES))]
#: The figures of the page, by the names of their sheets.
Named = Literal["form", "forms", "category"]


class Part(BaseModel):
    """So many of all subjects, and what share that is."""

    model_config = ConfigDict(frozen=True)
    subjects: int
    share: Share | None


class Headline(BaseModel):
    """The figures in short.

    Attributes:
        inside, possible, equal: Subjects whose published form lies within the suggested range, within what is still possible, and
            is the recommended one.
        mean_width: How many forms a range has on average: of five, it says nothing.
        majority_form: The most frequent published form, and how well one does who always answers it.
        tree, cross_validated: As `practice.agreement`; null where they were not worked out.
    """

    model_config = ConfigDict(frozen=True)
    notices: int
    subjects: int
    inside: Part
    possible: Part
    equal: Part
    mean_width: float
    macro_f1: float
    majority_form: str
    majority: Scores
    tree: Scores | None
    cross_validated: Scores | None


class NamedFigure(BaseModel):
    """A figure and where it is as CSV."""

    model_config = ConfigDict(frozen=True)
    figure: Figure
    csv: str


class Differing(BaseModel):
    """A subject worth another look; forms by their names, rules by their ids."""

    model_config = ConfigDict(frozen=True)
    scenario: str
    subject: str
    published: str
    between: tuple[str, str]
    recommended: str
    inside: bool
    deciding: tuple[str, ...]


class AgreementShown(BaseModel):
    """The page.

    Attributes:
        state: `ready`, or why there is nothing yet or at all.
    """

    model_config = ConfigDict(frozen=True)
    state: State
    headline: Headline | None = None
    figures: tuple[NamedFigure, ...] = ()
    differing: tuple[Differing, ...] = ()


@router.get("/statistics/agreement/{name}.csv", dependencies=_READERS)
def agreement_sheet(name: Named, kept: TheAgreement, release: TheRelease, language: TheLanguage) -> Response:
    """One figure as CSV; who asks for it before it has been worked out waits."""
    found = kept.wait()
    if not isinstance(found, Agreement):
        raise HTTPException(404)
    return sheet_of(_figure(name, found, release, language), f"agreement-{name}", language)


@page(router, "/statistics/agreement", needs=Operation.READ_RULES)
def agreement(kept: TheAgreement, release: TheRelease, language: TheLanguage) -> Page:
    """How well suggestions agree with what was published."""
    found = kept.now()
    if not isinstance(found, Agreement):
        return Page("statistics/agreement.html", AgreementShown(state=found))
    names: tuple[Named, ...] = ("form", "forms", "category")
    shown = AgreementShown(
        state="ready",
        headline=_headline(found, language),
        figures=tuple(
            NamedFigure(
                figure=_figure(name, found, release, language), csv=f"/statistics/agreement/{name}.csv"
            )
            for name in names
        ),
        differing=tuple(_differing(item, language) for item in found.disagreements),
    )
    return Page("statistics/agreement.html", shown)


def _figure(name: Named, found: Agreement, release: Release, language: Language) -> Figure:
    match name:
        case "form":
            return by_form(found, language)
        case "forms":
            return form_against_form(found, language)
        case "category":
            return by_category(found, release, language)


def _headline(found: Agreement, language: Language) -> Headline:
    return Headline(
        notices=found.notices,
        subjects=found.subjects,
        inside=_part(found.inside, found.subjects),
        possible=_part(found.possible, found.subjects),
        equal=_part(found.recommended_equals, found.subjects),
        mean_width=found.mean_width,
        macro_f1=found.macro_f1,
        majority_form=form_name(found.majority.form, language),
        majority=Scores(accuracy=found.majority.accuracy, macro_f1=found.majority.macro_f1),
        tree=found.tree,
        cross_validated=found.cross_validated,
    )


def _part(share: float, whole: int) -> Part:
    subjects = round(share * whole)
    return Part(subjects=subjects, share=share_of(subjects, whole))


def _differing(item: Disagreement, language: Language) -> Differing:
    return Differing(
        scenario=item.scenario,
        subject=item.subject,
        published=form_name(item.published, language),
        between=(form_name(item.at_least, language), form_name(item.at_most, language)),
        recommended=form_name(item.recommended, language),
        inside=item.inside,
        deciding=item.deciding,
    )
