"""What goes wrong, as a page: the same problem document that programs get, in words and with a way on.

Every handler of the application answers with a problem document (`api.handlers`). Here each is asked once more who wants to know:
for people the document becomes a page of the same status; who has to sign in first is led there and comes back afterwards.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, cast
from urllib.parse import quote

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.headers import SECURITY_HEADERS
from zhunsheng.api.parameters import names_of
from zhunsheng.api.problems import MEDIA_TYPE, ProblemDocument, ProblemItem
from zhunsheng.api.web.forms import redirect
from zhunsheng.api.web.frame import frame_of
from zhunsheng.api.web.language import page_language
from zhunsheng.api.web.onward import Onward, onward
from zhunsheng.api.web.pages import Page, as_page, is_for_people
from zhunsheng.api.web.parameter_words import parameter_for_people
from zhunsheng.api.web.problem_words import for_people, title_for_people
from zhunsheng.api.web.rendering import html, render
from zhunsheng.api.web.resuming import SignInFirst
from zhunsheng.api.web.visitors import visitor

_Handler = Callable[[Request, Exception], Response | Awaitable[Response]]
#: The addresses at which programs ask, whatever they say that they take.
_FOR_PROGRAMS: Final = ("/v1", "/healthz", "/readyz", "/metrics", "/problems/")
_BUSY: Final = (429, 503)
#: Headers of the document that belong to the page as well.
_TAKEN_OVER: Final = ("Retry-After", "Allow", "WWW-Authenticate", "X-Request-ID")


class ProblemShown(BaseModel):
    """What went wrong.

    Attributes:
        problem: As programs are told of it.
        title: What stands above it.
        said: Each complaint, as people are told of it.
        onward: Where to go on; the first page besides.
        sent: Whether it was a form that was refused, so that "back" is where it can be mended.
        busy: Whether nothing is wrong with what was sent, and it can be sent again later. How programs send it again is no help
            to whoever fills in forms.
    """

    model_config = ConfigDict(frozen=True)
    problem: ProblemDocument
    title: str
    said: tuple[ProblemItem, ...]
    onward: tuple[Onward, ...]
    sent: bool
    busy: bool


def install(app: FastAPI) -> None:
    """Has every handler of an application ask who wants to know. Called when all of them are there."""
    for kind, handler in list(app.exception_handlers.items()):
        app.add_exception_handler(kind, _for_whom(cast("_Handler", handler)))
    app.add_exception_handler(SignInFirst, _sign_in_first)


def wants_page(request: Request) -> bool:
    """Whether people look at what is answered: at a page's address; or at a file's, or none at all, from a browser."""
    route = request.scope.get("route")
    if route is not None and is_for_people(getattr(route, "endpoint", None)):
        return True
    path = request.url.path
    return "text/html" in request.headers.get("accept", "") and not (
        path.startswith(_FOR_PROGRAMS) or path.endswith(".json")
    )


def _for_whom(handler: _Handler) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        people = wants_page(request)
        if people:
            page_language(request)
        made = handler(request, error)
        response = made if isinstance(made, Response) else await made
        if not people or response.media_type != MEDIA_TYPE:
            return response
        return await _page(request, error, response)

    return answer


async def _page(request: Request, error: Exception, response: Response) -> Response:
    problem = ProblemDocument.model_validate_json(bytes(response.body))
    if problem.type == "/problems/not_signed_in" and request.method == "GET":
        return redirect(f"/sign-in?to={quote(_asked_for(request), safe='')}")
    frame = frame_of(request, await _known(request), twin=False)
    shown = ProblemShown(
        problem=problem,
        title=title_for_people(problem, frame.language),
        said=_said(request, error, problem),
        onward=onward(request, problem, frame),
        sent=request.method == "POST",
        busy=problem.status in _BUSY,
    )
    text = await to_thread.run_sync(render, "problem.html", shown, frame)
    page = html(text, frame, problem.status)
    for name, value in SECURITY_HEADERS.items():
        page.headers.setdefault(name, value)
    for name in _TAKEN_OVER:
        if name in response.headers:
            page.headers[name] = response.headers[name]
    return page


def _said(request: Request, error: Exception, problem: ProblemDocument) -> tuple[ProblemItem, ...]:
    language = page_language(request)
    if isinstance(error, RequestValidationError):
        known = names_of(request.scope["endpoint"])
        found = tuple(parameter_for_people(item, known, language) for item in error.errors())
    else:
        found = tuple(for_people(item, language) for item in problem.errors)
    # People see what they asked for in the address; what a step of its path is called is known to programs alone.
    return tuple(
        item if item.parameter in request.query_params else item.model_copy(update={"parameter": None})
        for item in found
    )


async def _known(request: Request) -> Any:
    """Who is signed in; where even that cannot be found out, nobody."""
    try:
        return await visitor(request)
    except Exception:
        return None


async def _sign_in_first(request: Request, error: Exception) -> Response:
    if not isinstance(error, SignInFirst):
        raise TypeError(error)
    return await as_page(Page("sign_in.html", error.shown, 401), request, twin=False)


def _asked_for(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
