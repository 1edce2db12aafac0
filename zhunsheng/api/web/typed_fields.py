"""What somebody typed into a form before he had to sign in again, in the words of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.cases.move_pages import kind_of_slug
from zhunsheng.api.web.cases.particular_words import codes_of
from zhunsheng.api.web.field_names import REST, fact_asked, fact_of_pointer, names_at
from zhunsheng.api.web.language import LANGUAGES
from zhunsheng.api.web.listed_names import listed
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Fact, FactType, Text
from zhunsheng.records.access.roles import Role
from zhunsheng.records.workflow.ground_words import (
    APPEAL_OUTCOMES,
    CHOICES,
    ERASURE_GROUNDS,
    OVERRIDE_GROUNDS,
    CodeWords,
)

_MOVE: Final = re.compile(r"/cases/[^/]+/moves/([^/]+)")
_PLACE: Final = re.compile(r"/cases/[^/]+/facts/([^/]+)")
_REST: Final[Mapping[str, Text]] = {
    "unknown": Text("不明", "unknown"),
    "no": Text("都查明没有", "none of them, as was found"),
    "kept": Text("照旧", "as they were"),
}
_CODES: Final[Mapping[str, Mapping[str, CodeWords]]] = {
    "choice": CHOICES,
    "grounds": OVERRIDE_GROUNDS,
    "ground": ERASURE_GROUNDS,
    "outcome": APPEAL_OUTCOMES,
}
_WORDS: Final[Mapping[tuple[str, str], Text]] = {
    ("how_much", "all"): Text("全案写下的内容", "Everything that was written in the case"),
    ("how_much", "some"): Text("只删下列各步的内容", "What was written in these events alone"),
    ("replace", "yes"): Text("用文件的内容替换已填写的全部内容", "The file in the place of what was entered"),
}


class Typed(BaseModel):
    """A field with what was typed or chosen in it."""

    model_config = ConfigDict(frozen=True)
    name: str
    value: str


def typed_fields(
    path: str, fields: tuple[tuple[str, str], ...], release: Release, language: Language
) -> tuple[Typed, ...]:
    """The fields of a form that somebody typed into, in their order; what was chosen together stands together.

    Args:
        path: Where the form goes.
        fields: What it holds; hidden fields have no name, and are left out.
    """
    path = path.partition("?")[0]
    named = names_at(path, release.vocabulary)
    found: dict[str, list[str]] = {}
    for field, value in fields:
        name = named(field)
        if name is not None and value:
            found.setdefault(name.get(language), []).append(_value(path, field, value, release, language))
    return tuple(Typed(name=name, value=listed(values, language)) for name, values in found.items())


def _value(path: str, field: str, value: str, release: Release, language: Language) -> str:
    """What was chosen, as the form calls it; what was typed, as it is."""
    place = _PLACE.fullmatch(path)
    fact = fact_asked(place[1], field, release.vocabulary) if place else None
    if fact is not None:
        return _answer(fact, field, value, language)
    return next((words.get(language) for words in _words(path, field, value, release)), value)


def _answer(fact: Fact, field: str, value: str, language: Language) -> str:
    if field.endswith(REST):
        return _REST[value].get(language) if value in _REST else value
    if field != fact.key:
        return value
    if fact.type is FactType.BOOL and value in ("true", "false"):
        return fact.value_name(value == "true", language)
    return next((one.name.get(language) for one in fact.values if one.key == value), value)


def _words(path: str, field: str, value: str, release: Release) -> Iterator[Text]:
    move = _MOVE.fullmatch(path)
    kind = kind_of_slug(move[1]) if move else None
    try:
        codes = codes_of(kind or "", field)
    except KeyError:
        codes = _CODES.get(field, {})
    if value in codes:
        yield codes[value].name
    if (field, value) in _WORDS:
        yield _WORDS[field, value]
    if field in ("roles", "acting_as"):
        yield from (role.title for role in Role if role.value == value)
    if field == "measures":
        steps = (step for track in release.scale.tracks for step in track.steps)
        yield from (step.name for step in steps if step.key == value)
    if field == "rules" and value in release.rules:
        yield release.rules[value].title
    if field == "set":
        yield from _tried(value, release)
    if field in ("disputed", "norms", "fact"):
        named = fact_of_pointer(value, release.vocabulary)
        yield from () if named is None else (named.name,)


def _tried(setting: str, release: Release) -> Iterator[Text]:
    """A fact that is tried, with what it is tried as; nothing: unknown."""
    pointer, _, value = setting.partition("=")
    fact = fact_of_pointer(pointer, release.vocabulary)
    if fact is not None:
        said = {
            language: _answer(fact, fact.key, value, language) if value else _REST["unknown"].get(language)
            for language in LANGUAGES
        }
        yield Text(f"{fact.name.zh}：{said['zh']}", f"{fact.name.en}: {said['en']}")
