"""The pages of examples: a list, and one each with its suggestion and its facts. For everybody, also where nothing is kept."""

from __future__ import annotations

from fastapi import APIRouter, Request

from zhunsheng.api.turns import when_free_for_anybody
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.suggestion.examples import Examples, TheExamples
from zhunsheng.api.web.suggestion.showing import shown
from zhunsheng.api.web.suggestion.shown_suggestion import ShownSuggestion
from zhunsheng.api.web.suggestion.stated_facts import StatedFacts, stated_facts
from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.evaluation import Language

router = APIRouter(include_in_schema=False)


class ExampleLine(Answer):
    """An example in a list.

    Attributes:
        points: What there is to see in it.
        subjects: How many there are in it.
    """

    name: str
    title: str
    points: str
    subjects: int


class ExamplesShown(Answer):
    """The list of examples."""

    examples: tuple[ExampleLine, ...]


class ExampleShown(Answer):
    """An example with its suggestion."""

    name: str
    title: str
    points: str
    suggestion: ShownSuggestion
    facts: StatedFacts


@page(router, "/examples", needs=None)
def examples(kept: TheExamples, language: TheLanguage) -> Page:
    """The examples to choose from."""
    return Page("suggestion/examples.html", ExamplesShown(examples=lines(kept, language)))


def lines(kept: Examples, language: Language) -> tuple[ExampleLine, ...]:
    """The examples as a list shows them."""
    return tuple(
        ExampleLine(
            name=example.name,
            title=example.title.get(language),
            points=example.points.get(language),
            subjects=len(example.case.subjects),
        )
        for example in kept.all
    )


@page(router, "/examples/{name}", needs=None)
async def example(
    request: Request, name: str, kept: TheExamples, language: TheLanguage, subject: str | None = None
) -> Page:
    """An example."""
    found = kept.named(name, language)

    def made() -> ExampleShown:
        suggestion = kept.suggestion(found, language)
        release = kept.evaluator.release
        view = shown(suggestion, release, language, subject)
        return ExampleShown(
            name=name,
            title=found.title.get(language),
            points=found.points.get(language),
            suggestion=view,
            facts=stated_facts(
                suggestion, found.case, found.document.value, release, view.subject.id, language
            ),
        )

    return Page("suggestion/example.html", await when_free_for_anybody(request, made))
