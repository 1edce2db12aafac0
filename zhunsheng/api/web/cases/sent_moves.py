"""From a form that was sent to the body of a move, each complaint beside the field that it is about.

What is not filled in is complained of here, in words that people understand; what the model of the body refuses after that was
not chosen from the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from zhunsheng.api.move_bodies import MOVE
from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.ladders import form_of
from zhunsheng.api.web.cases.shown import Particular
from zhunsheng.api.web.form_data import Form
from zhunsheng.engine.problems import Chinese, InputError, Problem, pointer, refuse
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.identifiers import Part

#: The field of the text that goes with a move.
TEXT = "text"
#: Where the body has another place for what a field holds.
PLACES: Mapping[str, str] = {
    "/content": TEXT,
    "/content/text": TEXT,
    "/result": "outcome",
    "/result/outcome": "outcome",
    "/result/form": "measures",
    "/result/measures": "measures",
}


def said_in(
    kind: Kind, particulars: Iterable[Particular], sent: Form, hand: CaseAtHand, *, words: bool
) -> Mapping[str, Any]:
    """The body of a move, as far as the form says it.

    Args:
        words: Whether it has to say something in words.

    Raises:
        InputError: something is not filled in.
    """
    asked = tuple(particulars)
    refuse(_missing(asked, sent, words=words))
    body = common_to_moves(kind, sent)
    for one in asked:
        match one.name, one.shape:
            case "outcome", _:
                body["result"] = _result(sent, hand)
            case "measures", _:
                continue
            case "duty", _:
                body["duty"], _, subject = sent.text("duty").partition(" ")
                body["subject"] = subject or None
            case name, "some_of":
                body[name] = list(sent.texts(name))
            case name, _:
                body[name] = sent.text(name)
    return body


def common_to_moves(kind: Kind, sent: Form) -> dict[str, Any]:
    """What every move says: which one, after which event, in which role, and in words."""
    text = sent.text(TEXT)
    return {
        "kind": kind,
        "number": sent.text("number"),
        "acting_as": sent.text("acting_as"),
        "content": {"text": text} if text else None,
    }


def move_of(body: Mapping[str, Any], labels: Mapping[str, str]) -> Part:
    """A body that is one.

    Args:
        labels: What the fields of the form are called.

    Raises:
        InputError: it is none; each complaint names a field of the form.
    """
    try:
        made: Part = MOVE.validate_python(body)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        raise InputError([_unacceptable(one["loc"][1:], labels) for one in found]) from None
    return made


def beside_fields(error: InputError, places: Mapping[str, str] = PLACES) -> InputError:
    """The same refusal, each problem with the name of the field that it is about as its place."""
    return type(error)(
        replace(problem, pointer=_field(problem.pointer, places)) for problem in error.problems
    )


def missing(name: str, label: str, *, choose: bool) -> Problem:
    """Something is not filled in."""
    do = (
        Text(f"请选择“{label}”", f"Choose “{label}”")
        if choose
        else Text(f"请填写“{label}”", f"Fill in “{label}”")
    )
    return Problem("missing", do.en, pointer=pointer(name), zh=Chinese(do.zh))


def _missing(asked: Iterable[Particular], sent: Form, *, words: bool) -> Iterator[Problem]:
    for one in asked:
        if one.required and not any(value.strip() for value in sent.texts(one.name)):
            yield missing(one.name, one.label, choose=one.shape != "day")
    if words and not sent.text(TEXT):
        yield Problem(
            "text_missing",
            "This move needs words",
            mend="Write down why",
            pointer=pointer(TEXT),
            zh=Chinese("这一步须用文字说明", "请填写说明"),
        )


def _result(sent: Form, hand: CaseAtHand) -> Mapping[str, Any]:
    outcome = sent.text("outcome")
    if outcome != "changed":
        return {"outcome": outcome}
    measures = sent.texts("measures")
    return {"outcome": outcome, "form": form_of(hand, measures), "measures": list(measures)}


def _unacceptable(place: tuple[str | int, ...], labels: Mapping[str, str]) -> Problem:
    field = _field(pointer(*place), PLACES).removeprefix("/")
    label = labels.get(field, field)
    return Problem(
        "invalid",
        f"“{label}” is not acceptable",
        mend="Choose among what the page offers; days are written 2021-10-20, and a text has at most 20,000 characters",
        pointer=pointer(field),
        zh=Chinese(
            f"“{label}”不合要求", "请在页面所列的项目中选择；日期写作 2021-10-20，文字不超过 20,000 字"
        ),
    )


def _field(place: str, places: Mapping[str, str]) -> str:
    """The field that a place of a body is about: the longest beginning that is known, else its own first step."""
    known = max(
        (begin for begin in places if place == begin or place.startswith(begin + "/")), key=len, default=None
    )
    if known is not None:
        return pointer(places[known])
    return pointer(place.split("/")[1]) if place else ""
