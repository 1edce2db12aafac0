"""The views of one source, from each of which one gets to the others with the same asked for."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.statistics.asking import Asked
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.statistics.groupings import Grouping
from zhunsheng.engine.statistics.names import grouping_title
from zhunsheng.engine.statistics.published_notices import PUBLISHED_GROUPINGS
from zhunsheng.engine.vocabulary.facts import Text

_FORMS = Text("四种形态", "The four forms")


class View(BaseModel):
    """A page on which the same is counted by something else."""

    model_config = ConfigDict(frozen=True)
    title: str
    path: str
    here: bool


def views(asked: Asked, here: Grouping | None, language: Language) -> tuple[View, ...]:
    """Every view of what is asked for; None is the one of the forms alone."""
    return (
        View(title=_FORMS.get(language), path=f"/statistics{asked.query}", here=here is None),
        *(
            View(
                title=grouping_title(grouping, asked.source, language),
                path=f"/statistics/by/{grouping}{asked.query}",
                here=here == grouping,
            )
            for grouping in PUBLISHED_GROUPINGS
        ),
    )
