"""Erasing what was written in a case: for an administrator, who sees nothing of it and names it by its numbers.

Whoever erases must not be one of those who have an interest in what is gone, so it is nobody who can read the case
(`access.permissions`). He is told by the file that orders it which case it is and which of its events.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError

from zhunsheng.api.answering import answering
from zhunsheng.api.problems import document
from zhunsheng.api.records import TheRecords
from zhunsheng.api.routes.erasures import ERASURE, ErasureBody
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.web.cases.sent_moves import TEXT, beside_fields, missing
from zhunsheng.api.web.cases.shown import Option, Shown
from zhunsheng.api.web.form_data import REFUSALS, Filled, Form
from zhunsheng.api.web.forms import TheForm, form, redirect
from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem, pointer, refuse
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.erasing import ErasedNow, Wanted, erase_contents
from zhunsheng.records.workflow.ground_words import ERASURE_GROUNDS

router = APIRouter(include_in_schema=False)

TheEraser = Annotated[Signed, Depends(requires(Operation.ERASE_CONTENT))]
_CASE = Text("案卷编号", "Id of the case")
_GROUND = Text("依据", "Ground")
_HOW_MUCH = Text("删除哪些", "What is erased")
_NUMBERS: Final = re.compile(r"[\s,;，；、]+")


class ErasureShown(Shown):
    """The page on which contents are erased.

    Attributes:
        contents: How many have just been erased; null where none were.
    """

    grounds: tuple[Option, ...]
    filled: Filled
    contents: int | None


@page(router, "/erasures", needs=Operation.ERASE_CONTENT)
def erasure_page(request: Request, _signed: TheEraser, language: TheLanguage) -> Page:
    """The form."""
    query = request.query_params
    contents = query.get("contents", "")
    filled = Filled.fresh(case=query.get("case", ""))
    return _page(filled, language, int(contents) if contents.isdecimal() and len(contents) < 9 else None)


@form(router, "/erasures", needs=Operation.ERASE_CONTENT)
async def erase(
    request: Request, sent: TheForm, records: TheRecords, signed: TheEraser, language: TheLanguage
) -> Response | Page:
    """Erases contents for good."""
    try:
        refuse(tuple(_missing(sent, language)))
        body = _body(sent)
        wanted = Wanted(body.ground, body.events, body.content)
        operation = partial(erase_contents, records.ledger, signed.account, sent.text("case"), wanted)
        # About no case, as with programs: it says nothing of what was there, and must be known when it is sent again.
        return await answering(request, records, operation, made=_gone, about=lambda _made: None)
    except REFUSALS as refused:
        told = beside_fields(refused) if isinstance(refused, InputError) else refused
        filled = sent.refused(told, language)
        return _page(filled, language, None, document(filled.problems, language).status)


def _gone(made: ErasedNow) -> Response:
    return redirect(f"/erasures?contents={made.contents}")


def _page(filled: Filled, language: Language, contents: int | None, status: int = 200) -> Page:
    names: dict[str, tuple[str, ...]] = dict.fromkeys(("case", "how_much", "events", "ground", TEXT), ())
    grounds = tuple(
        Option(value=code, name=words.name.get(language)) for code, words in ERASURE_GROUNDS.items()
    )
    again = filled.model_copy(update={"values": {**names, **filled.values}})
    return Page("cases/erasure.html", ErasureShown(grounds=grounds, filled=again, contents=contents), status)


def _missing(sent: Form, language: Language) -> list[Problem]:
    """Everything has to be said, and "everything in the case" as well: nobody erases a whole case by leaving a field empty."""
    found = [
        missing(name, label.get(language), choose=name != "case")
        for name, label in (("case", _CASE), ("how_much", _HOW_MUCH), ("ground", _GROUND))
        if not sent.text(name)
    ]
    if sent.text("how_much") == "some" and not sent.text("events"):
        what = "Name the numbers of the events"
        found.append(Problem("missing", what, pointer="/events", zh=Chinese("请填写哪几步的编号")))
    return found


def _body(sent: Form) -> ErasureBody:
    numbers: list[Any] | None = None
    if sent.text("how_much") == "some":
        numbers = [word for word in _NUMBERS.split(sent.text("events")) if word]
    text = sent.text(TEXT)
    try:
        return ERASURE.validate_python(
            {
                "ground": sent.text("ground"),
                "events": numbers,
                "content": {"text": text} if text else None,
            }
        )
    except ValidationError as error:
        places = {str(found["loc"][0]) for found in error.errors(include_input=False, include_url=False)}
        raise InputError(_unacceptable(place) for place in sorted(places)) from None


def _unacceptable(place: str) -> Problem:
    return Problem(
        "invalid",
        "this is not acceptable",
        mend="Events are numbers, such as 2, 3; a text has at most 20,000 characters",
        pointer=pointer(TEXT if place == "content" else place),
        zh=Chinese("不合要求", "步骤写编号，例如 2、3；文字不超过 20,000 字"),
    )
