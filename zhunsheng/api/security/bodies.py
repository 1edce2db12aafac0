"""The bodies of the routes in here. Their secrets are `SecretStr`: whoever prints one, sees stars.

They are read like every other body (counted while it arrives, JSON with one meaning), but of what is wrong with one only the
place is said, never what was there.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from zhunsheng.api.bodies import parse_body, read_body
from zhunsheng.api.problems import ProblemItem, Refusal, language_of
from zhunsheng.engine.problems import InputError, pointer

_Login = Annotated[str, Field(description="登录名 · Login", max_length=256)]
_Password = Annotated[SecretStr, Field(description="密码 · Password", max_length=4096)]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Credentials(_Body):
    """Who somebody says he is, and how he shows it."""

    login: _Login
    password: _Password


class NewPassword(_Body):
    """A password in place of another."""

    current: _Password
    new: _Password


class FirstAdministrator(_Body):
    """Who has the code makes the first account."""

    code: Annotated[SecretStr, Field(description="初始设置码 · The setup code", max_length=256)]
    login: _Login
    password: _Password


_Given = TypeVar("_Given", bound=_Body)


async def body_of(request: Request, model: type[_Given]) -> _Given:
    """The body of a request.

    Raises:
        Refusal: it is no JSON, too large or too slow, or does not say what it must.
    """
    raw = await read_body(request)
    try:
        return model.model_validate(parse_body(raw).value)
    except InputError as error:
        # Where it stops being JSON may lie within a password, so its author only hears of what kind it is.
        raise Refusal([_said(error.problems[0].code, "", request)]) from None
    except ValidationError as error:
        raise Refusal(
            _said(_CODES.get(found["type"], "invalid"), _place(found), request)
            for found in error.errors(include_input=False, include_url=False)
        ) from None


def described(model: type[_Body]) -> dict[str, Any]:
    """A body for the description of its route."""
    schema = model.model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _place(found: ErrorDetails) -> str:
    """Where something is wrong. The name of a field that we do not know is the sender's text, and left out."""
    return "" if found["type"] == "extra_forbidden" else pointer(*found["loc"])


_CODES = {"missing": "missing", "extra_forbidden": "unknown_field", "string_type": "wrong_type"}


def _said(code: str, place: str, request: Request) -> ProblemItem:
    detail = (
        f"请求体{f'的 {place} ' if place else ''}不合要求"
        if language_of(request) == "zh"
        else f"the body{f' at {place}' if place else ''} is not as it should be"
    )
    return ProblemItem(code=code, pointer=place, detail=detail)
