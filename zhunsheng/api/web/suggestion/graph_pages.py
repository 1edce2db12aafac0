"""The graph of an example's decision, as a page and as the picture alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from zhunsheng.api.turns import when_free_for_anybody
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.suggestion.examples import TheExamples
from zhunsheng.api.web.suggestion.graph_shown import GraphShown, graph_of, graph_shown, picture_of

router = APIRouter(include_in_schema=False)

TEMPLATE = "suggestion/graph.html"
MEDIA_TYPE = "image/svg+xml"

#: Whether everything that was read is drawn.
Complete = Annotated[bool, Query(alias="all")]


@page(router, "/examples/{name}/graph", needs=None)
async def graph(
    request: Request,
    name: str,
    kept: TheExamples,
    language: TheLanguage,
    subject: str | None = None,
    complete: Complete = False,
) -> Page:
    """The graph of an example's decision."""
    example = kept.named(name, language)

    def made() -> GraphShown:
        suggestion = kept.suggestion(example, language)
        return graph_shown(
            suggestion,
            kept.evaluator.release,
            subject,
            complete,
            language,
            title=example.title.get(language),
            back=f"/examples/{name}",
        )

    return Page(TEMPLATE, await when_free_for_anybody(request, made))


@router.get("/examples/{name}/graph.svg")
async def picture(
    request: Request,
    name: str,
    kept: TheExamples,
    language: TheLanguage,
    subject: str | None = None,
    complete: Complete = False,
) -> Response:
    """The picture alone."""
    example = kept.named(name, language)

    def drawn() -> str:
        suggestion = kept.suggestion(example, language)
        return picture_of(graph_of(suggestion, kept.evaluator.release, subject, complete, language))

    svg = await when_free_for_anybody(request, drawn)
    return Response(svg, headers={"Content-Language": language}, media_type=MEDIA_TYPE)
