"""A page: one function, two addresses.

    @page(router, "/rules/{rule_id}", needs=Operation.READ_RULES)
    def rule(rule_id: str, release: TheRelease, language: TheLanguage) -> Page:
        return Page("rules/rule.html", RuleShown(...))

``/rules/x`` shows it to people, ``/rules/x.json`` gives its data to programs. Nothing can be on the one that is not in the other,
since both are made of the same value.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from zhunsheng.api.web.frame import frame_of
from zhunsheng.api.web.language import page_language, remember_language
from zhunsheng.api.web.rendering import html, render
from zhunsheng.api.web.visitors import needed, visitor
from zhunsheng.records.access.operations import Operation

#: What marks the function behind a page, so that whoever answers for a request that failed knows that people asked for it.
_PAGE: Final = "__shown_to_people__"
_KEYWORD: Final = inspect.Parameter.KEYWORD_ONLY


@dataclass(frozen=True)
class Page:
    """What is shown.

    Attributes:
        template: Its path under ``templates``.
        data: What it shows, and what its twin gives.
    """

    template: str
    data: BaseModel
    status: int = 200


def page(
    router: APIRouter, path: str, *, needs: Operation | None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Puts a page and its twin at their addresses.

    Args:
        path: Of the page; without a slash at its end, but for the first page.
        needs: What one must be allowed to do to see it; None is for everybody.
    """

    def put(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        allowed = [Depends(page_language), Depends(needed(needs))]
        twin = "/index.json" if path == "/" else f"{path}.json"
        # The twin first: `/rules/{rule_id}` would take `/rules/x.json` for a rule of that name.
        router.add_api_route(twin, _told(endpoint, as_data), dependencies=allowed, methods=["GET"])
        router.add_api_route(
            path, for_people(_told(endpoint, as_page)), dependencies=allowed, methods=["GET"]
        )
        return endpoint

    return put


async def as_page(made: Page | Response, request: Request, *, twin: bool = True) -> Response:
    """A page for people."""
    if isinstance(made, Response):
        return made
    frame = frame_of(request, await visitor(request), twin=twin)
    response = html(await to_thread.run_sync(render, made.template, made.data, frame), frame, made.status)
    remember_language(request, response)
    return response


async def as_data(made: Page | Response, request: Request) -> Response:
    """The same for programs."""
    if isinstance(made, Response):
        return made
    text = await to_thread.run_sync(lambda: made.data.model_dump_json(by_alias=True))
    headers = {"Content-Language": page_language(request)}
    return Response(text, made.status, headers, "application/json")


def for_people(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Marks the function behind an address that people look at."""
    setattr(endpoint, _PAGE, True)
    return endpoint


def is_for_people(endpoint: object) -> bool:
    """Whether people look at what a function answers."""
    return bool(getattr(endpoint, _PAGE, False))


def _told(endpoint: Callable[..., Any], tell: Callable[[Any, Request], Any]) -> Callable[..., Any]:
    """The function of a page with its answer told in one way."""

    async def answer(request: Request, arguments: Mapping[str, Any]) -> Response:
        response = await tell(await called(endpoint, arguments), request)
        if not isinstance(response, Response):
            raise TypeError(response)
        return response

    return with_request(endpoint, answer)


async def called(endpoint: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    """What a function gives; one that waits for nothing keeps a thread busy, and not the event loop."""
    if inspect.iscoroutinefunction(endpoint):
        return await endpoint(**arguments)
    return await to_thread.run_sync(partial(endpoint, **arguments))


def with_request(
    endpoint: Callable[..., Any], answer: Callable[[Request, Mapping[str, Any]], Awaitable[Response]]
) -> Callable[..., Any]:
    """A function that the framework gives what `endpoint` asks for, and the request in any case.

    Args:
        answer: Answers, given the request and what `endpoint` asked for.
    """
    signature = inspect.signature(endpoint, eval_str=True)
    asked = [parameter.replace(kind=_KEYWORD) for parameter in signature.parameters.values()]
    own = next((parameter.name for parameter in asked if parameter.annotation is Request), None)
    name = own or "asking_request"
    if own is None:
        asked.append(inspect.Parameter(name, _KEYWORD, annotation=Request))

    async def given(**arguments: Any) -> Response:
        request = arguments[name] if own else arguments.pop(name)
        return await answer(request, arguments)

    given.__name__, given.__doc__ = endpoint.__name__, endpoint.__doc__
    given.__signature__ = signature.replace(parameters=asked, return_annotation=Response)  # type: ignore[attr-defined] # a function may have one
    return given
