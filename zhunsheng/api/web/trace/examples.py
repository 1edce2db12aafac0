"""The derivation of an example, for everybody."""

from __future__ import annotations

from fastapi import APIRouter

from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.suggestion.examples import TheExamples
from zhunsheng.api.web.trace.pages import trace_pages
from zhunsheng.api.web.trace.told import Told

router = APIRouter(include_in_schema=False)


def example_told(name: str, kept: TheExamples, language: TheLanguage) -> Told:
    """The suggestion for an example.

    Raises:
        Refusal: there is none of that name.
    """
    found = kept.named(name, language)
    return Told(
        suggestion=kept.suggestion(found, language),
        facts=found.document.value,
        evaluator=kept.evaluator,
        recorded=False,
        up=f"/examples/{name}",
        name=found.title.get(language),
    )


trace_pages(router, "/examples/{name}", needs=None, told=example_told)
