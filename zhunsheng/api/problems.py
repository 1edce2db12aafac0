"""RFC 9457 problem documents: the one shape of every answer that is not the one that was asked for.

What a problem is, where (a JSON pointer into the body, or the name of a query parameter), why it is refused and how to mend it
come from the engine's own complaints; this module only puts them into the standard's words. Nothing of the inside (a file, a
line of code, a stack) is ever part of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.headers import SECURITY_HEADERS
from zhunsheng.api.problem_kinds import kind_of
from zhunsheng.api.request_ids import HEADER, instance_of, request_id_of
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import InputError, Problem, RulesetError

MEDIA_TYPE = "application/problem+json"

#: The statuses of the problems that any route may answer with that takes a case.
WITH_A_CASE = (400, 408, 413, 415, 422, 500)

#: So many complaints are listed. Who has more than that will not mend them one by one.
MAXIMUM_ITEMS = 100

_DETAIL = {"zh": "共 {n} 处，第一处：{first}", "en": "{n} in all; the first: {first}"}


#: Where a request bears the language that it is answered in, once that is known.
_SPOKEN = "language"


class ProblemItem(BaseModel):
    """One complaint, and the place it is about."""

    model_config = ConfigDict(frozen=True)
    code: Annotated[
        str, Field(description="Stable identifier of the kind of complaint", examples=["unknown_field"])
    ]
    pointer: Annotated[
        str | None,
        Field(
            description="JSON pointer into the body, empty for the whole of it; null where it is not about the body. With a "
            "parameter: the place in the case that the parameter speaks of",
            examples=["/subjects/0/conducts/0/intnet"],
        ),
    ]
    detail: str
    why: Annotated[str | None, Field(description="Why it is refused")] = None
    help: Annotated[str | None, Field(description="How to mend it")] = None
    did_you_mean: Annotated[str | None, Field(description="The nearest known word", examples=["intent"])] = (
        None
    )
    parameter: Annotated[str | None, Field(description="The query or path parameter it is about")] = None


class ProblemDocument(BaseModel):
    """An RFC 9457 problem document."""

    model_config = ConfigDict(frozen=True)
    type: Annotated[
        str,
        Field(
            description="Reference to the meaning of this kind of problem",
            examples=["/problems/unknown_field"],
        ),
    ]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    instance: Annotated[
        str | None,
        Field(
            description="This occurrence: the request's id, which is also in the header X-Request-ID and in the service's log",
            examples=["urn:uuid:7d444840-9dc0-4f1b-a8b2-5a3c0e2f9d11"],
        ),
    ] = None
    errors: tuple[ProblemItem, ...] = ()


class Refusal(Exception):
    """Ends a request with a problem document.

    Attributes:
        headers: Further headers of the answer.
    """

    def __init__(self, items: Iterable[ProblemItem], headers: Mapping[str, str] | None = None) -> None:
        self.items = tuple(items)
        self.headers = dict(headers or {})
        super().__init__(", ".join(item.code for item in self.items))


def item_of(problem: Problem, language: Language = "en") -> ProblemItem:
    """An engine's complaint about the body as an item. Its place in the text helps only where there is no pointer."""
    detail, help = problem.say(language)
    if problem.span is not None and problem.code == "malformed":
        place = (problem.span.line, problem.span.column)
        detail = ("第 {} 行第 {} 列：" if language == "zh" else "line {}, column {}: ").format(
            *place
        ) + detail
    return ProblemItem(
        code=problem.code,
        pointer=problem.pointer,
        detail=detail,
        why=problem.why or None,
        help=help or None,
        did_you_mean=problem.near,
    )


def about_parameter(
    code: str, parameter: str, detail: str, *, help: str | None = None, did_you_mean: str | None = None
) -> ProblemItem:
    """A complaint about a query or path parameter."""
    return ProblemItem(
        code=code, pointer=None, detail=detail, help=help, did_you_mean=did_you_mean, parameter=parameter
    )


@contextmanager
def blamed_on(parameter: str, request: Request) -> Iterator[None]:
    """What the engine refuses in here is about a query parameter; the body was found to be in order before.

    Raises:
        Refusal: in place of the engine's `InputError`.
    """
    try:
        yield
    except RulesetError:
        raise
    except InputError as error:
        items = (item_of(problem, language_of(request)) for problem in error.problems)
        raise Refusal(
            item.model_copy(update={"parameter": parameter, "pointer": item.pointer or None})
            for item in items
        ) from None


def document(items: tuple[ProblemItem, ...], language: Language) -> ProblemDocument:
    """The problem document of some complaints: of their kind if they are of one, else of the kind that stands for several."""
    kind = kind_of(_together(items))
    first = items[0].detail
    detail = first if len(items) == 1 else _DETAIL[language].format(n=len(items), first=first)
    return ProblemDocument(
        type=f"/problems/{kind.code}",
        title=kind.title.get(language),
        status=kind.status,
        detail=detail,
        errors=items[:MAXIMUM_ITEMS],
    )


def _together(items: tuple[ProblemItem, ...]) -> str:
    codes = {item.code for item in items}
    if len(codes) == 1:
        return codes.pop()
    if any(item.parameter is not None for item in items):
        return "invalid_parameters"
    if "case_moved_on" in codes:  # what else is wrong with a move may not be so in the case as it is now
        return "case_moved_on"
    if any(kind_of(code).status in (403, 409) for code in codes):
        return "move_refused"
    return "ambiguous" if all(kind_of(code).status == 400 for code in codes) else "invalid_case"


def respond(
    items: tuple[ProblemItem, ...], request: Request, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer that carries a problem document, in the language of the request."""
    return respond_with(document(items, language_of(request)), request, headers)


def respond_with(
    body: ProblemDocument, request: Request, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer that carries this problem document, as an occurrence of its request.

    It has every header that middleware would add: the answer to a failure inside goes out past all of it.
    """
    named = {HEADER: request_id_of(request.scope)} if request_id_of(request.scope) else {}
    return Response(
        body.model_copy(update={"instance": instance_of(request.scope)}).model_dump_json(),
        body.status,
        {**SECURITY_HEADERS, **named, "Content-Language": language_of(request), **(headers or {})},
        MEDIA_TYPE,
    )


def language_of(request: Request) -> Language:
    """The language asked for, as far as it can be told from a request that may be wrong in every other way."""
    asked = (
        request.scope.get("state", {}).get(_SPOKEN)
        or request.query_params.get("lang")
        or request.headers.get("accept-language", "zh")
    )
    return "en" if asked.strip().lower().startswith("en") else "zh"


def speaks(request: Request, language: Language) -> None:
    """Notes the language in which a request is answered, where something else than its head says so: a page remembers it."""
    request.scope.setdefault("state", {})[_SPOKEN] = language


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route, for its description."""
    return {status: {"model": ProblemDocument, "description": _DESCRIPTIONS[status]} for status in statuses}


_DESCRIPTIONS: Mapping[int, str] = {
    400: "请求体不是唯一可解的 JSON · The body is not JSON with one meaning",
    401: "未登录，或者凭证无效 · Not signed in",
    403: "无权进行，或者来自外部页面 · Not allowed, or from a foreign page",
    404: "不存在 · Not found",
    408: "传送过慢 · Too slow",
    413: "过大 · Too large",
    415: "须为 application/json · Must be application/json",
    409: "与现状冲突 · In conflict with what there is",
    410: "已删除 · Erased",
    422: "不符合要求 · Not acceptable",
    429: "尝试过多 · Too many attempts",
    500: "引擎不一致，或内部出错 · The engines differ, or an internal error",
    503: "尚未就绪，或者所依赖的服务不可用 · Not ready, or something that is needed cannot be reached",
}
