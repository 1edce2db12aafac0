"""What the fields of forms are called, for whoever is shown what he typed on another page than the form's own (`resuming`).

A form says what its fields are called in its template; here the same sentence is said by the address that the form goes to, and a
test holds the two against each other. Fields of questions are called by the vocabulary, those of moves by `particular_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from zhunsheng.api.web.cases.move_pages import kind_of_slug
from zhunsheng.api.web.cases.particular_words import words_of
from zhunsheng.api.web.catalog import translations
from zhunsheng.api.web.interview.answers import EVIDENCE
from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, Text, Vocabulary
from zhunsheng.records.drafts.places import Place
from zhunsheng.records.refusals import NotFound

#: What a set was answered with besides its members.
REST: Final = ".rest"
_GROUND: Final = "依据"
_NOTE: Final = "文字说明"
_CASE: Final = "案卷编号"
#: Fields of opinions and of other moves, as sentences of the templates, which have their English in the catalogs.
OPINION: Final[Mapping[str, str]] = {
    "choice": "意见",
    "grounds": "理由（至少一项）",
    "disputed": "有异议的事实",
    "norms": "应另作判断的裁量事项",
    "rules": "起决定作用的规则",
    "other_rules": "其他规则",
    "measures": "措施",
    "text": "文字理由",
}
OF_MOVES: Final[Mapping[str, str]] = {
    "text": _NOTE,
    "acting_as": "以哪个角色办理",
}
#: The same of other forms, by the address that they go to.
FORMS: Final[tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]] = (
    (re.compile(r"/cases/new"), {"text": "备注"}),
    (
        re.compile(r"/cases/[^/]+/facts/import"),
        {
            "chosen": "导入哪一个案件",
            "replace": "替换",
        },
    ),
    (
        re.compile(r"/cases/[^/]+/facts/evidence"),
        {"new": "新的证据（名称）"},
    ),
    (re.compile(r"/cases/[^/]+/facts/conducts"), {"subject": "给哪名主体"}),
    (
        re.compile(r"/cases/[^/]+/evaluations/[0-9]+/replay"),
        {"engine": "用哪个引擎"},
    ),
    (
        re.compile(r"/cases/[^/]+/evaluations/[0-9]+/what-if"),
        {"set": "改一改事实"},
    ),
    (
        re.compile(r"/erasures"),
        {
            "case": _CASE,
            "how_much": "删除哪些",
            "events": "哪几步",
            "ground": _GROUND,
            "text": _NOTE,
        },
    ),
    (re.compile(r"/log/checkpoint"), {"checkpoint": "以前的检查点"}),
    (re.compile(r"/accounts/new"), {"login": "登录名", "roles": "角色"}),
    (re.compile(r"/accounts/[^/]+/roles"), {"roles": "角色"}),
    (re.compile(r"/accounts/[^/]+/handing-over"), {"to": "交给"}),
)
_MOVE: Final = re.compile(r"/cases/[^/]+/moves/([^/]+)")
_PLACE: Final = re.compile(r"/cases/[^/]+/facts/([^/]+)")
_TITLE: Final = "%(id)s 的名称"
_REMOVED: Final = "删去 %(id)s"
_ATTACHED: Final = "证据的编号或者名称"
_NOT_TICKED: Final = "没有勾选的"

#: The name of a field in words; None where nobody types into it.
Named = Callable[[str], Text | None]


def names_at(path: str, vocabulary: Vocabulary) -> Named:
    """What the fields of the form are called that goes to an address."""
    move, place = _MOVE.fullmatch(path), _PLACE.fullmatch(path)
    if move:
        return _of_move(move[1])
    for address, fields in FORMS:
        if address.fullmatch(path):
            return lambda field: said(fields[field]) if field in fields else _titled(field)
    if place:
        return lambda field: _of_question(fact_asked(place[1], field, vocabulary), field)
    return lambda field: _day(field, vocabulary)


def fact_asked(place: str, field: str, vocabulary: Vocabulary) -> Fact | None:
    """The fact that a field of a page of questions is about."""
    try:
        ref = FactRef(Place.of(place).entity, field.removeprefix(EVIDENCE).removesuffix(REST))
    except NotFound:
        return None
    return vocabulary.fact(ref) if vocabulary.has(ref) else None


def fact_of_pointer(pointer: str, vocabulary: Vocabulary) -> Fact | None:
    """The fact that a JSON pointer into a case document leads to; None where it leads to none."""
    if not pointer.startswith("/"):
        return None
    ref = fact_at(pointer)
    return vocabulary.fact(ref) if vocabulary.has(ref) else None


def _of_move(slug: str) -> Named:
    kind = kind_of_slug(slug)

    def named(field: str) -> Text | None:
        if kind is None or kind == "opinion.given":
            known = {**OF_MOVES, **OPINION}
            return said(known[field]) if field in known else None
        if field in OF_MOVES:
            return said(OF_MOVES[field])
        try:
            return words_of(kind, field).label
        except KeyError:
            return None

    return named


def _of_question(fact: Fact | None, field: str) -> Text | None:
    if fact is None:
        return None
    if field.startswith(EVIDENCE):
        return _about(_ATTACHED, fact)
    return _about(_NOT_TICKED, fact) if field.endswith(REST) else fact.question


def _about(sentence: str, fact: Fact) -> Text:
    words, question = said(sentence), fact.question
    return Text(f"{question.zh} · {words.zh}", f"{question.en} · {words.en}")


def _titled(field: str) -> Text | None:
    """The field of a piece of evidence that is named anew, or the one that says which go."""
    if field == "remove":
        words = said(_REMOVED)
        return Text(*((sentence % {"id": ""}).strip() for sentence in (words.zh, words.en)))
    word, _, id = field.partition(".")
    words = said(_TITLE)
    return Text(words.zh % {"id": id}, words.en % {"id": id}) if word == "title" and id else None


def _day(field: str, vocabulary: Vocabulary) -> Text | None:
    """The field of a day by which terms are computed: it is called by its place in the document."""
    fact = fact_of_pointer(field, vocabulary)
    return None if fact is None else fact.name


def said(sentence: str) -> Text:
    """A sentence of a template with its English. Of one that stands for several nouns there, the one of its context."""
    english = translations("en")
    return Text(
        sentence, english.ugettext(sentence) if sentence != _GROUND else english.upgettext("one", sentence)
    )
