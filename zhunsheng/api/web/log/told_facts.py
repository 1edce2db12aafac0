"""The facts of an entry told in words, however deep they are nested: what each is called, and what its codes stand for.

An opinion with its reasons, the subjects of an evaluation, a list of duties are shown as what they say, part by part, and not as
the JSON that was hashed; that stands beside them. Codes are told by the ruleset that answers now, which may be another than that
of the entry: what it does not know, and what a later version adds, is shown as it is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.listed_names import listed
from zhunsheng.api.web.log.fact_words import CODES_WITHIN, fact_name, name_within, said_of_fact
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.told_apart import ToldApart
from zhunsheng.engine.statistics.text import form_name

#: Whom an entry names besides whoever made it.
PEOPLE: Final = frozenset({"to", "person"})


class Told(BaseModel):
    """Something that an entry says.

    Attributes:
        key: Under which it stands; "" of an item of a list.
        name: What it is called; "" of an item, and of what nobody has said it of.
        said: In words, or as it is written; "" where it has parts.
    """

    model_config = ConfigDict(frozen=True)
    key: str
    name: str
    said: str
    parts: tuple[Told, ...] = ()


class Fact(Told):
    """A fact of an entry.

    Attributes:
        value: As JSON, as it was hashed.
        said: The codes in it, in words; "" where it has none, or has parts.
    """

    value: str


@dataclass(frozen=True)
class Teller:
    """Tells the facts of entries.

    Attributes:
        called: What accounts are called.
    """

    release: Release
    language: Language
    called: Callable[[str], str]

    def fact(self, kind: str, key: str, value: Any) -> Fact:
        """A fact of an entry of a kind."""
        said = said_of_fact(kind, key, value, self.language)
        if not said and self._coded(key, value):
            said = self._scalars(key, value if isinstance(value, tuple | list) else (value,))
        return Fact(
            key=key,
            name=fact_name(kind, key, self.language),
            said=said,
            parts=() if said else self._parts(value),
            value=json.dumps(value, ensure_ascii=False),
        )

    def _coded(self, key: str, value: Any) -> bool:
        """Whether words are known for what stands there, which has no parts."""
        return key in self._words and not self._parts(value)

    def _parts(self, value: Any) -> tuple[Told, ...]:
        """What an object, or a list of them, consists of; nothing of what is neither."""
        if isinstance(value, Mapping):
            # Names stand by the alphabet in an entry; whom it is about is read first.
            named = sorted(value.items(), key=lambda pair: pair[0] != "subject")
            return tuple(self._told(key, part) for key, part in named if part not in (None, (), []))
        if isinstance(value, tuple | list) and any(isinstance(part, Mapping) for part in value):
            return tuple(Told(key="", name="", said="", parts=self._parts(part)) for part in value)
        return ()

    def _told(self, key: str, value: Any) -> Told:
        parts = self._parts(value)
        said = "" if parts else self._scalars(key, value if isinstance(value, tuple | list) else (value,))
        return Told(key=key, name=name_within(key, self.language), said=said, parts=parts)

    def _scalars(self, key: str, values: Iterable[Any]) -> str:
        word = self._words.get(key, _as_written)
        return listed(
            (word(value) if isinstance(value, str | int) else _as_written(value) for value in values),
            self.language,
        )

    @cached_property
    def _words(self) -> Mapping[str, Callable[[Any], str]]:
        """How the values of a name are told."""
        told = ToldApart(self.release, self.language)
        steps = {step.key: step.name for track in self.release.scale.tracks for step in track.steps}
        conclusions = {item.key: item.name for item in self.release.vocabulary.conclusions}
        codes = {
            name: lambda value, words=words: (
                words[value].get(self.language) if value in words else _as_written(value)
            )
            for name, words in {
                **CODES_WITHIN,
                "measures": steps,
                "findings": conclusions,
                "duty": conclusions,
            }.items()
        }
        forms = dict.fromkeys(("form", "at_least", "at_most"), self._form)
        return {
            **codes,
            **forms,
            **dict.fromkeys(("rule", "rules", "deciding"), lambda value: told.whole(str(value))),
            **dict.fromkeys(PEOPLE, lambda value: self.called(str(value))),
        }

    def _form(self, form: Any) -> str:
        return (
            form_name(form, self.language) if isinstance(form, int) and 0 <= form <= 4 else _as_written(form)
        )


def _as_written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
