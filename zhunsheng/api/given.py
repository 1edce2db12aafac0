"""Reads a body that is neither a case nor a secret: JSON with one meaning, held to a model, each complaint at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from zhunsheng.api.bodies import parse_body, read_body
from zhunsheng.api.problems import ProblemItem, Refusal, language_of
from zhunsheng.engine.problems import pointer
from zhunsheng.engine.vocabulary.facts import Text

_Given = TypeVar("_Given")

_CODES: Final[Mapping[str, str]] = {
    "missing": "missing",
    "union_tag_not_found": "missing",
    "extra_forbidden": "unknown_field",
    "literal_error": "unknown_value",
    "union_tag_invalid": "unknown_value",
    "enum": "unknown_value",
}
_DETAILS: Final[Mapping[str, Text]] = {
    "missing": Text("缺少必填项", "something required is missing"),
    "unknown_field": Text("没有这个字段", "there is no such field"),
    "unknown_value": Text("没有这个取值", "there is no such value"),
    "wrong_type": Text("值的类型不对", "the value is of the wrong type"),
    "invalid": Text("值不合要求", "the value is not acceptable"),
}


async def given(request: Request, model: TypeAdapter[_Given]) -> _Given:
    """The body of a request.

    Raises:
        Refusal: it is of another type, too large or too slow, or does not say what it must.
        InputError: it is not JSON with one meaning.
    """
    value = parse_body(await read_body(request)).value
    try:
        return model.validate_python(value)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        raise Refusal(_item(item, value, request) for item in found) from None


def _item(found: Mapping[str, Any], body: object, request: Request) -> ProblemItem:
    kind = str(found["type"])
    code = _CODES.get(kind, "wrong_type" if kind.endswith("_type") else "invalid")
    language = language_of(request)
    place = pointer(*_steps(found["loc"], body, named=code in ("missing", "unknown_field")))
    if kind == "union_tag_not_found":
        place += "/" + str(found["ctx"]["discriminator"]).strip("'")
    # The library's sentence says what would be right; it never repeats more than the names of our own model.
    detail = f"{_DETAILS[code].get(language)}（{found['msg']}）" if language == "zh" else str(found["msg"])
    return ProblemItem(code=code, pointer=place, detail=detail)


def _steps(place: tuple[str | int, ...], body: object, *, named: bool) -> Iterator[str | int]:
    """The steps of a place that are steps into the body; the library names the members of unions in between."""
    for number, step in enumerate(place):
        match body:
            case dict() if step in body:
                body = body[step]
            case list() if isinstance(step, int):
                body = body[step]
            case _ if not named or number < len(place) - 1:
                continue
        yield step
