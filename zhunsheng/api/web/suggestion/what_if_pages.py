"""The page on which other facts are tried: what it shows, and that of an example."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from zhunsheng.api.turns import when_free_for_anybody
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.suggestion.examples import TheExamples
from zhunsheng.api.web.suggestion.trying import Tried, tried
from zhunsheng.engine.answer_parts import Answer

router = APIRouter(include_in_schema=False)

TEMPLATE = "suggestion/what_if.html"

#: What is tried, as the addresses of pages bear it; `set` is what the API calls it, too.
TheSettings = Annotated[
    list[Annotated[str, Query(max_length=1000)]], Query(alias="set", default_factory=list, max_length=500)
]


class WhatIfShown(Answer):
    """Other facts, tried.

    Attributes:
        title: Of the case.
        back: The address of the page on its suggestion.
        action: The address that what is tried is sent to.
        method: ``get`` for what everybody may see; facts of a case that is kept are no part of an address.
        live: Whether it is sent whenever a switch is set.
        reads: Whether every sending reads a record, which its log says.
        present_rules: Whether it is tried under the rules that answer now; a record is tried under its own.
    """

    title: str
    back: str
    action: str
    method: str
    live: bool
    reads: bool
    present_rules: bool
    tried: Tried


@page(router, "/examples/{name}/what-if", needs=None)
async def what_if(
    request: Request,
    name: str,
    kept: TheExamples,
    language: TheLanguage,
    settings: TheSettings,
    subject: str | None = None,
) -> Page:
    """An example with other facts. What is tried stands in the address, so that one can show it to others."""
    example = kept.named(name, language)

    def made() -> Tried:
        return tried(
            kept.evaluator,
            example.case,
            lambda: kept.suggestion(example, language).subjects,
            language,
            settings,
            subject,
        )

    shown = WhatIfShown(
        title=example.title.get(language),
        back=f"/examples/{name}",
        action=f"/examples/{name}/what-if",
        method="get",
        live=True,
        reads=False,
        present_rules=True,
        tried=await when_free_for_anybody(request, made),
    )
    return Page(TEMPLATE, shown)
