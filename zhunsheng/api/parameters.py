"""Query parameters. Unknown ones are refused: `?language=en` that silently answers in Chinese helps nobody."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.evaluation import Language

#: Every parameter's name, for did-you-mean.
NAMES = ("lang", "layer", "size", "source")


class LanguageQuery(BaseModel):
    """In which language names and sentences of the answer are."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    lang: Annotated[Language, Field(description="答复的语言 · Language of the answer")] = "zh"


class RulesQuery(LanguageQuery):
    """Which rules to list."""

    layer: Annotated[str | None, Field(description="只列出这一层的规则 · Only rules of this layer")] = None
    source: Annotated[
        str | None, Field(description="只列出引用这一文件的规则 · Only rules that cite this source")
    ] = None


class ChangesQuery(LanguageQuery):
    """How many facts may be changed at once."""

    size: Annotated[
        int, Field(ge=1, le=2, description="最多同时改动几项事实 · At most so many facts at once")
    ] = 2


Asked = Annotated[LanguageQuery, Query()]
AskedForChanges = Annotated[ChangesQuery, Query()]
AskedForRules = Annotated[RulesQuery, Query()]
