"""Query parameters. Unknown ones are refused: `?language=en` that silently answers in Chinese helps nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, get_args, get_type_hints

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.graph.drawing import GraphFormat
from zhunsheng.engine.report.writing import ReportFormat
from zhunsheng.records.replaying import Engine
from zhunsheng.records.workflow.identifiers import PersonId
from zhunsheng.records.workflow.state import Phase


def flag(written: object) -> bool:
    """One way to write a flag; the framework would take `on`, `y` and `1` as well."""
    if written not in ("true", "false"):
        raise PydanticCustomError("flag", "a flag is written true or false")
    return written == "true"


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


class TargetQuery(LanguageQuery):
    """Which form is asked for."""

    to: Annotated[
        int,
        Field(
            ge=0,
            le=4,
            description="哪一形态，0 为不予问责 · Which form; 0: not held accountable",
            examples=[0],
        ),
    ]


class ComparisonQuery(LanguageQuery):
    """Which facts are to be otherwise."""

    settings: Annotated[
        tuple[Annotated[str, Field(max_length=1000)], ...],
        Field(
            alias="set",
            max_length=50,
            description="改动一项事实：JSON 指针、等号、值，可重复；值留空为不明 · Another value for a fact: a JSON pointer, "
            "an equals sign and the value as JSON or YAML writes it; may be repeated; no value makes the fact unknown",
            examples=[["/subjects/0/conducts/0/intent=negligence"]],
            # That it is required says so already; asked for here it would be a second complaint about a value that is too long.
            json_schema_extra={"minItems": 1},
        ),
    ]


class WhyQuery(LanguageQuery):
    """What is to be explained."""

    of: Annotated[
        str | None,
        Field(
            max_length=200,
            description="规则编号、结论或措施的键、形态 0 至 4；不写则解释建议 · Id of a rule, key of a conclusion or measure, "
            "or a form from 0 to 4; without it the recommendation",
            examples=["shanxi.complacency"],
        ),
    ] = None


class GraphQuery(LanguageQuery):
    """What is to be drawn, and how it is written down."""

    format: Annotated[GraphFormat, Field(description="输出格式 · Format of the picture")] = "svg"
    subject: Annotated[
        str | None,
        Field(
            max_length=64,
            description="只画一个主体，写其编号；不写则画全案 · Id of one subject; without it the whole case",
        ),
    ] = None
    everything: Annotated[
        bool,
        BeforeValidator(flag),
        Field(
            alias="all",
            description="画出推导中的全部规则和事实 · Every rule and fact of the derivation",
        ),
    ] = False


class ReportQuery(LanguageQuery):
    """How the report is written down."""

    format: Annotated[ReportFormat, Field(description="输出格式 · Format of the report")] = "html"


class ReplayQuery(LanguageQuery):
    """By which engine an evaluation is replayed."""

    engine: Annotated[
        Engine,
        Field(
            description="recorded：照原样用两个引擎；bits、rete：只凭一个 · recorded: as it was; the others: the word of one"
        ),
    ] = "recorded"


class CasesQuery(LanguageQuery):
    """Which cases to list."""

    state: Annotated[Phase | None, Field(description="只列出这一状态的 · Only those in this state")] = None
    owner: Annotated[
        PersonId | None, Field(description="只列出此人承办的（账户编号）· Only those of this owner")
    ] = None
    due_before: Annotated[
        date | None,
        Field(
            description="只列出在这一天之前有期限届满的 · Only those of which something is due before this day"
        ),
    ] = None
    cursor: Annotated[
        str | None,
        Field(pattern=r"^[0-9]{1,18}$", description="上一页的 next · The `next` of the page before"),
    ] = None
    limit: Annotated[int, Field(ge=1, le=200, description="每页至多几件 · So many a page at most")] = 50


Asked = Annotated[LanguageQuery, Query()]
AskedForCases = Annotated[CasesQuery, Query()]
AskedForChanges = Annotated[ChangesQuery, Query()]
AskedForComparison = Annotated[ComparisonQuery, Query()]
AskedForGraph = Annotated[GraphQuery, Query()]
AskedForReplay = Annotated[ReplayQuery, Query()]
AskedForReport = Annotated[ReportQuery, Query()]
AskedForTarget = Annotated[TargetQuery, Query()]
AskedForRules = Annotated[RulesQuery, Query()]
AskedWhy = Annotated[WhyQuery, Query()]


def names_of(endpoint: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the query parameters that an endpoint takes."""
    hints = get_type_hints(endpoint, include_extras=True).values()
    return tuple(name for hint in hints for model in get_args(hint)[:1] for name in _names(model))


def _names(model: object) -> tuple[str, ...]:
    if not (isinstance(model, type) and issubclass(model, LanguageQuery)):
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items())


#: The name of every parameter that some address takes.
NAMES = frozenset(
    name
    for model in (
        RulesQuery,
        ChangesQuery,
        TargetQuery,
        ComparisonQuery,
        WhyQuery,
        GraphQuery,
        ReportQuery,
        ReplayQuery,
        CasesQuery,
    )
    for name in _names(model)
)
