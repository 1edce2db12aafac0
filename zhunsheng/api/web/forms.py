"""A form that was sent: read, from whom it must be, and carried out once.

    @form(router, "/cases/new", needs=Operation.OPEN_CASE)
    async def open_case(request: Request, sent: TheForm, ...) -> Response | Page:
        try:
            return await answering(request, records, ..., made=lambda state: redirect(f"/cases/{state.case}"), about=...)
        except REFUSALS as refused:
            return page_again(..., filled=sent.refused(refused, language))

A page proves that a form is its own by two hidden fields. `csrf_token` shows that the session's own page sent it, and takes the
place of the header that programs send. `idempotency_key` makes that a form that is sent twice (a lost connection, an impatient
hand, "back" and again) is carried out once.

Whose session has ended meanwhile is shown the sign-in page *with all that he typed in it*, and goes on from there (`resuming`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from zhunsheng.api.idempotency import KeyName
from zhunsheng.api.idempotent_routes import Asked, is_kept, once
from zhunsheng.api.problems import ProblemItem, Refusal, language_of
from zhunsheng.api.security.current import Required, current
from zhunsheng.api.security.foreign_pages import comes_from_elsewhere, shows_token
from zhunsheng.api.security.said import from_a_foreign_page
from zhunsheng.api.security.services import security_of
from zhunsheng.api.web.form_data import CSRF, KEY, REFUSALS, Filled, Form, SentFile
from zhunsheng.api.web.language import page_language
from zhunsheng.api.web.pages import Page, as_page, called, for_people, with_request
from zhunsheng.api.web.resuming import sign_in_first
from zhunsheng.api.web.visitors import signs_in
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.operations import Operation

_SENT: Final = "form"
#: More fields than any form has.
_FIELDS: Final = 5000
#: So many bytes of files are taken, and of what is typed into one field.
_FIELD_BYTES: Final = 2_000_000
_UNREADABLE: Final = Text("表单无法读取", "the form cannot be read")
_SEND_AGAIN: Final = Text("请用浏览器“后退”，重新提交。", "Go back in the browser, and send it again.")


def form(
    router: APIRouter, path: str, *, needs: Operation | None, keeps_answer: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Puts a form at the address that it is sent to.

    Args:
        needs: What one must be allowed to do to send it; None is for everybody, signed in or not.
        keeps_answer: Whether it changes something, and so is carried out once under its key (`answering`). Without, it may be
            sent as often as one likes: it only computes, or sets what is set to what is set.
    """

    def put(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        async def answer(request: Request, arguments: Mapping[str, Any]) -> Response:
            async def carried_out(request: Request) -> Response:
                return await as_page(await called(endpoint, arguments), request, twin=False)

            if not keeps_answer or not signs_in(request):
                return await carried_out(request)
            return await _once(request, carried_out)

        # `_admitted` first: whoever is nobody, or sends it from elsewhere, hears so before anything else is looked at.
        router.add_api_route(
            path,
            for_people(with_request(endpoint, answer)),
            methods=["POST"],
            dependencies=[Depends(page_language), Depends(_admitted(needs))],
        )
        return endpoint

    return put


def redirect(to: str) -> Response:
    """On to a page after a form was carried out: it is asked for with GET, so that reloading it sends nothing."""
    return RedirectResponse(to, 303)


async def sent_form(request: Request) -> Form:
    """The form that a request came with.

    Raises:
        Refusal: it is too large or too slow, or none that can be read.
    """
    known = request.scope.setdefault("state", {}).get(_SENT)
    if isinstance(known, Form):
        return known
    values: dict[str, tuple[str, ...]] = {}
    files: dict[str, SentFile] = {}
    try:
        # What is behind an uploaded file is closed at its end; how large it may be is the limit of its address.
        async with request.form(max_fields=_FIELDS, max_part_size=_FIELD_BYTES) as read:
            for name, value in read.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = SentFile(value.filename or "", await value.read())
                else:
                    values[name] = (*values.get(name, ()), value)
    except HTTPException:
        raise _unreadable(language_of(request)) from None
    found = Form(values, files)
    request.scope["state"][_SENT] = found
    return found


TheForm = Annotated[Form, Depends(sent_form)]


def _unreadable(language: Language) -> Refusal:
    """What the framework cannot take apart: it is cut off, has no boundary, or has more fields than any form of ours."""
    return Refusal(
        [
            ProblemItem(
                code="form_unreadable",
                pointer=None,
                detail=_UNREADABLE.get(language),
                help=_SEND_AGAIN.get(language),
            )
        ]
    )


def _admitted(needs: Operation | None) -> Callable[[Request], Any]:
    async def admitted(request: Request) -> None:
        sent = await sent_form(request)
        if not signs_in(request):
            return
        security = security_of(request)
        if comes_from_elsewhere(request, security.origins):
            raise from_a_foreign_page(request)
        shows_token(request, sent.text(CSRF))
        if needs is None:
            return
        session = security.cookies.session(request)
        if session is None or await _gone(request):
            raise sign_in_first(request, sent)
        await Required(needs).of(request, await current(request, security))

    return admitted


async def _gone(request: Request) -> bool:
    """Whether the session of a request has ended."""
    try:
        await current(request, security_of(request))
    except Refusal as refused:
        if refused.items[0].code == "not_signed_in":
            return True
        raise
    return False


async def _once(request: Request, carried_out: Callable[[Request], Any]) -> Response:
    asked = await _asked(request)
    response = await once(request, asked, carried_out)
    if response.status_code < 400 and not is_kept(request):
        if "idempotency-replayed" in response.headers:
            return response
        raise TypeError("a form was carried out, and does not keep its answer (`answering`)")
    return response


async def _asked(request: Request) -> Asked:
    sent = await sent_form(request)
    signed = await current(request, security_of(request))
    # The token changes with the session; the same form that is sent after signing in again is still the same.
    typed = {name: values for name, values in sorted(sent.values.items()) if name not in (CSRF, KEY)}
    files = {name: hashlib.sha256(file.content).hexdigest() for name, file in sorted(sent.files.items())}
    whole = json.dumps([request.url.path, typed, files, signed.account.id], ensure_ascii=False)
    mark = hashlib.sha256(whole.encode()).hexdigest()
    return Asked(KeyName(signed.account.id, f"form:{sent.text(KEY)}"), mark, datetime.now(UTC))


__all__ = ["REFUSALS", "Filled", "Form", "Page", "TheForm", "form", "redirect", "sent_form"]
