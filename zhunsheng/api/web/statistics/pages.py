"""The pages of figures: the four forms of a source, and the same by something; each also as CSV."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import TAGS, TheLanguage, page_language
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.statistics.asking import Asked, Choices, Source, TheAsked, choices
from zhunsheng.api.web.statistics.figures import Figure, as_sheet
from zhunsheng.api.web.statistics.reading import Reader, TheReader
from zhunsheng.api.web.statistics.views import By, View, sources, views
from zhunsheng.api.web.visitors import needed
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)

_READERS = [Depends(page_language), Depends(needed(Operation.READ_RULES))]


class FigureShown(BaseModel):
    """A figure, and what was asked for.

    Attributes:
        choices: By what can be narrowed besides months; null where nothing can.
        narrowed: Whether not everybody is counted.
        without: The same without limits.
        figure: Null where something is wrong with what was asked.
        csv: Where the same is as CSV.
        overrides: Whether one may go on to how often suggestions are followed.
    """

    model_config = ConfigDict(frozen=True)
    source: Source
    sources: tuple[View, ...]
    views: tuple[View, ...]
    filled: Filled
    choices: Choices | None
    narrowed: bool
    path: str
    without: str
    figure: Figure | None
    csv: str
    overrides: bool


# The sheets first: `/statistics/by/{grouping}` would take `category.csv` for a grouping.
@router.get("/statistics/forms.csv", dependencies=_READERS)
def forms_sheet(asked: TheAsked, reader: TheReader) -> Response:
    """The four forms as CSV."""
    return sheet_of(reader.figure(asked, None), f"{asked.source}-forms", reader.language)


@router.get("/statistics/by/{grouping}.csv", dependencies=_READERS)
def groups_sheet(grouping: By, asked: TheAsked, reader: TheReader) -> Response:
    """The same by something as CSV."""
    figure = reader.figure(asked, grouping, whole=True)
    return sheet_of(figure, f"{asked.source}-by-{grouping}", reader.language)


@page(router, "/statistics", needs=Operation.READ_RULES)
def forms(asked: TheAsked, reader: TheReader, language: TheLanguage) -> Page:
    """The four forms."""
    return _shown(asked, None, reader, language)


@page(router, "/statistics/by/{grouping}", needs=Operation.READ_RULES)
def groups(grouping: By, asked: TheAsked, reader: TheReader, language: TheLanguage) -> Page:
    """The same by category, place, level, month, finding, rule or opinion."""
    return _shown(asked, grouping, reader, language)


def sheet_of(figure: Figure, name: str, language: Language) -> Response:
    """A figure as a file that spreadsheets open."""
    headers = {
        "Content-Language": TAGS[language],
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }
    return Response(as_sheet(figure, language), headers=headers, media_type="text/csv; charset=utf-8")


def _shown(asked: Asked, by: By | None, reader: Reader, language: Language) -> Page:
    place = "forms" if by is None else f"by/{by}"
    path = "/statistics" if by is None else f"/statistics/{place}"
    shown = FigureShown(
        source=asked.source,
        sources=sources(asked, reader.sources, language),
        views=views(asked, by, language),
        filled=asked.filled,
        choices=choices(reader.evaluator.release, language) if asked.source == "published" else None,
        narrowed=asked.narrowing.narrows,
        path=path,
        without=path if asked.source == "published" else f"{path}?source={asked.source}",
        figure=None if asked.problems else reader.figure(asked, by),
        csv=f"/statistics/{place}.csv{asked.query}",
        overrides=len(reader.sources) > 1,
    )
    return Page("statistics/figure.html", shown, 422 if asked.problems else 200)
