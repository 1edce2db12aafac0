"""The pages of figures: the four forms, and the same by category, place, level and month; each also as CSV."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.problems import Refusal
from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import TAGS, TheLanguage, page_language
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.statistics.asking import Asked, Choices, TheAsked, choices
from zhunsheng.api.web.statistics.figures import Figure, as_sheet, forms_figure, groups_figure, months_figure
from zhunsheng.api.web.statistics.views import View, views
from zhunsheng.api.web.visitors import needed
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.statistics.groupings import Grouping
from zhunsheng.engine.statistics.published_notices import count_published
from zhunsheng.engine.statistics.tables import statistics
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

_READERS = [Depends(page_language), Depends(needed(Operation.READ_RULES))]

#: By what the published notices can be counted.
PublishedGrouping = Literal["category", "province", "level", "month"]


class FigureShown(BaseModel):
    """A figure, and what was asked for.

    Attributes:
        figure: Null where something is wrong with what was asked.
        csv: Where the same is as CSV.
        narrowed: Whether not everybody is counted.
    """

    model_config = ConfigDict(frozen=True)
    source: str
    views: tuple[View, ...]
    filled: Filled
    choices: Choices
    narrowed: bool
    path: str
    figure: Figure | None
    csv: str


# The sheets first: `/statistics/by/{grouping}` would take `category.csv` for a grouping.
@router.get("/statistics/forms.csv", dependencies=_READERS)
def forms_sheet(asked: TheAsked, evaluator: TheEvaluator, language: TheLanguage) -> Response:
    """The four forms as CSV."""
    return sheet_of(_counted(asked, None, evaluator, language), "forms", language)


@router.get("/statistics/by/{grouping}.csv", dependencies=_READERS)
def groups_sheet(
    grouping: PublishedGrouping, asked: TheAsked, evaluator: TheEvaluator, language: TheLanguage
) -> Response:
    """The forms by something as CSV."""
    return sheet_of(_counted(asked, grouping, evaluator, language), f"by-{grouping}", language)


@page(router, "/statistics", needs=Operation.READ_RULES)
def forms(asked: TheAsked, evaluator: TheEvaluator, language: TheLanguage) -> Page:
    """The four forms."""
    return _shown(asked, None, evaluator, language)


@page(router, "/statistics/by/{grouping}", needs=Operation.READ_RULES)
def groups(
    grouping: PublishedGrouping, asked: TheAsked, evaluator: TheEvaluator, language: TheLanguage
) -> Page:
    """The forms by category, place, level or month."""
    return _shown(asked, grouping, evaluator, language)


def sheet_of(figure: Figure, name: str, language: Language) -> Response:
    """A figure as a file that spreadsheets open."""
    headers = {
        "Content-Language": TAGS[language],
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }
    return Response(as_sheet(figure, language), headers=headers, media_type="text/csv; charset=utf-8")


def _shown(asked: Asked, grouping: Grouping | None, evaluator: Evaluator, language: Language) -> Page:
    figure = None if asked.problems else _counted(asked, grouping, evaluator, language)
    place = "forms" if grouping is None else f"by/{grouping}"
    shown = FigureShown(
        source=asked.source,
        views=views(asked, grouping, language),
        filled=asked.filled,
        choices=choices(evaluator.release, language),
        narrowed=asked.narrowing.narrows,
        path="/statistics" if grouping is None else f"/statistics/{place}",
        figure=figure,
        csv=f"/statistics/{place}.csv{asked.query}",
    )
    return Page("statistics/figure.html", shown, 422 if asked.problems else 200)


def _counted(asked: Asked, grouping: Grouping | None, evaluator: Evaluator, language: Language) -> Figure:
    """The figure that is asked for.

    Raises:
        Refusal: something is wrong with what was asked.
    """
    if asked.problems:
        raise Refusal(asked.problems)
    counts = count_published(evaluator.precedents, asked.narrowing)
    found = statistics(counts, evaluator.release, asked.source)
    if grouping is None:
        return forms_figure(found, language)
    table = found.table(grouping)
    if table is None:
        raise LookupError(grouping)
    return (
        months_figure(table, language)
        if grouping == "month"
        else groups_figure(table, evaluator.release, language)
    )
