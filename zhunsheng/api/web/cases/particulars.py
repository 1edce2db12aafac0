"""The particulars of a move, read off the model of its body: what has to be filled in, how, and among what one chooses.

Nothing here lists the moves. A field whose values the model itself names is a choice among them; a day is a day; an id, of which
the model only knows the pattern, is a choice among what there is in the case (`case_options`). A kind of move that the workflow
gets one day has a form as soon as its fields have words, and a test says which have none. The opinion has a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

from zhunsheng.api.move_bodies import BODIES
from zhunsheng.api.web.cases.case_options import Choosing, options_of
from zhunsheng.api.web.cases.ladders import ladders_beside_decision
from zhunsheng.api.web.cases.particular_words import codes_of, words_of
from zhunsheng.api.web.cases.shown import Option, Particular
from zhunsheng.records.workflow.appeal_results import AppealResult
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.ground_words import APPEAL_OUTCOMES, CodeWords
from zhunsheng.records.workflow.move_table import MOVES
from zhunsheng.records.workflow.particulars import SAID

#: Asked for in the same place on every page, or said by the page itself.
_EVERYWHERE = frozenset({"kind", "number", "acting_as", "content"})
#: A duty is one of a subject, or of the whole case: the two fields are one choice.
_CHOSEN_WITH = {("duty.done", "subject")}
_RESULTS = get_args(get_args(AppealResult)[0])


def needs_words(kind: Kind) -> bool:
    """Whether every move of this kind has to say something in words."""
    return all(SAID in row.conditions for row in MOVES[kind])


def fields_of(kind: Kind) -> Mapping[str, Any]:
    """The types of what is peculiar to a kind of move, by the names of the fields."""
    return {
        name: field.annotation
        for name, field in BODIES[kind].model_fields.items()
        if name not in _EVERYWHERE and (kind, name) not in _CHOSEN_WITH
    }


def particulars_of(kind: Kind, choosing: Choosing) -> tuple[Particular, ...]:
    """What has to be filled in for a move of this kind.

    Raises:
        KeyError: a field has no words, or nobody knows among what one chooses.
    """
    return tuple(
        particular
        for name, annotation in fields_of(kind).items()
        for particular in _particulars(kind, name, annotation, choosing)
    )


def _particulars(kind: Kind, name: str, annotation: Any, choosing: Choosing) -> Iterator[Particular]:
    language = choosing.hand.language
    if set(get_args(annotation)) == set(_RESULTS):
        outcomes = [model.model_fields["outcome"].default for model in _RESULTS]
        yield _made(kind, "outcome", "one_of", language, _coded(outcomes, APPEAL_OUTCOMES, language))
        measures = _made(kind, "measures", "measures", language)
        yield measures.model_copy(
            update={"ladders": ladders_beside_decision(choosing.hand), "required": False}
        )
    elif get_origin(annotation) is Literal:
        codes = _coded(get_args(annotation), codes_of(kind, name), language)
        yield _made(kind, name, "one_of", language, codes)
    elif get_origin(annotation) is tuple:
        codes = _coded(get_args(get_args(annotation)[0]), codes_of(kind, name), language)
        yield _made(kind, name, "some_of", language, codes)
    elif annotation is date:
        yield _made(kind, name, "day", language)
    else:
        yield _made(kind, name, "one_of", language, options_of(kind, name, choosing))


def _made(
    kind: Kind,
    name: str,
    shape: Literal["one_of", "some_of", "day", "measures"],
    language: str,
    options: Iterable[Option] = (),
) -> Particular:
    words = words_of(kind, name)
    return Particular(
        name=name,
        shape=shape,
        label=words.label.get(language),
        help=words.help.get(language),
        required=True,
        options=tuple(options),
    )


def _coded(codes: Iterable[str], words: Mapping[str, CodeWords], language: str) -> Iterator[Option]:
    for code in codes:
        of = words[code]
        yield Option(
            value=code,
            name=of.name.get(language),
            explained=of.explained.get(language) if of.explained else "",
        )
