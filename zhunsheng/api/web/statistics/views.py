"""The sources, and the views of each, from every one of which one gets to the others with the same months asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.statistics.asking import Asked, Source
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.names import grouping_title
from zhunsheng.engine.vocabulary.facts import Text

#: By what subjects are counted.
By = Literal["category", "province", "level", "month", "finding", "rule", "opinion"]

#: What each source can be counted by.
VIEWS: Mapping[Source, tuple[By, ...]] = {
    "published": ("category", "province", "level", "month"),
    "suggested": ("month", "finding", "rule", "opinion"),
    "decided": ("month",),
}

_FORMS = Text("四种形态", "The four forms")
_OPINION = Text("按意见", "By opinion")
_FINDING, _RULE = Text("按问题类别", "By finding"), Text("按规则", "By rule")


class View(BaseModel):
    """A page on which the same is counted by something else, or something else by the same."""

    model_config = ConfigDict(frozen=True)
    title: str
    path: str
    here: bool


def views(asked: Asked, here: By | None, language: Language) -> tuple[View, ...]:
    """Every view of what is asked for; None is the one of the forms alone."""
    return (
        View(title=_FORMS.get(language), path=f"/statistics{asked.query}", here=here is None),
        *(
            View(
                title=view_title(by, asked.source, language),
                path=f"/statistics/by/{by}{asked.query}",
                here=here == by,
            )
            for by in VIEWS[asked.source]
        ),
    )


def sources(asked: Asked, readable: Iterable[Source], language: Language) -> tuple[View, ...]:
    """The sources that may be read."""
    return tuple(
        View(
            title=COUNTED_WORDS[source].title.get(language),
            path=f"/statistics{asked.of(source).query}",
            here=source == asked.source,
        )
        for source in readable
    )


def view_title(by: By, source: Source, language: Language) -> str:
    """What a view is called."""
    match by:
        case "opinion":
            return _OPINION.get(language)
        case "finding":
            return _FINDING.get(language)
        case "rule":
            return _RULE.get(language)
        case _:
            return grouping_title(by, source, language)
