"""Where something holds, in words: ``主体 S1 的行为 C1``; and which facts and values a pointer of a trace stands for.

Subjects and conducts are called by the opaque ids of the case document; there are no other names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.engine.vocabulary.facts import FactType

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "case": "全案",
        "subject": "主体 {subject}",
        "conduct": "主体 {subject} 的行为 {conduct}",
        "short_subject": "主体 {subject}",
        "short_conduct": "行为 {conduct}",
        "fact": "{place}的“{fact}”",
        "unknown": "不明",
        "yes": "是",
        "no": "否",
        "between": "、",
        "known_not": "已排除：",
    },
    "en": {
        "case": "the case as a whole",
        "subject": "subject {subject}",
        "conduct": "conduct {conduct} of subject {subject}",
        "short_subject": "subject {subject}",
        "short_conduct": "conduct {conduct}",
        "fact": "“{fact}” ({place})",
        "unknown": "unknown",
        "yes": "yes",
        "no": "no",
        "between": ", ",
        "known_not": "known not to be: ",
    },
}


@dataclass(frozen=True)
class Places:
    """The places and facts of one answer in words."""

    suggestion: Suggestion
    release: Release

    @property
    def _say(self) -> Mapping[str, str]:
        return _SAY[self.suggestion.language]

    @cached_property
    def _conducts(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the conducts by id of the subject."""
        found: dict[str, tuple[str, ...]] = {}
        for conduct in self.suggestion.law.conducts:
            found[conduct.subject_id] = (*found.get(conduct.subject_id, ()), conduct.conduct_id)
        return found

    def place(self, instance: str, short: bool = False) -> str:
        """An instance by its pointer; "" is the case as a whole.

        Args:
            short: Without the subject of a conduct, where that is clear.
        """
        steps = instance.split("/")[1:]
        if not steps:
            return self._say["case"]
        subject = self.suggestion.subjects[int(steps[1])].subject_id
        conduct = self._conducts[subject][int(steps[3])] if "conducts" in steps else ""
        kind = ("short_" if short else "") + ("conduct" if conduct else "subject")
        return self._say[kind].format(subject=subject, conduct=conduct)

    def fact(self, pointer: str) -> str:
        """A fact by its pointer: ``行为 C1 的“主观”``. Only conducts need to be told apart within a subject."""
        ref = fact_at(pointer)
        place = self.release.vocabulary.entity(ref.entity).name.get(self.suggestion.language)
        if ref.entity == "conduct":
            place = self.place(pointer.rpartition("/")[0], short=True)
            place += " " if self.suggestion.language == "zh" else ""
        elif self.suggestion.language == "en":
            place = place.lower()
        name = self.release.vocabulary.fact(ref).name.get(self.suggestion.language)
        return self._say["fact"].format(place=place, fact=name)

    def value(self, pointer: str, value: Any) -> str:
        """A value as it stands in an answer, in words; of a set also a single member (true, false, None)."""
        if value is None:
            return self._say["unknown"]
        fact = self.release.vocabulary.fact(fact_at(pointer))
        if fact.type is FactType.DATE:
            return str(value)
        if isinstance(value, bool):
            return self._say["yes" if value else "no"]
        if isinstance(value, Mapping):
            return self._members(pointer, value)
        return fact.value_name(value, self.suggestion.language)

    def _members(self, pointer: str, value: Mapping[str, bool]) -> str:
        """A set: what is in it, and what is known not to be."""
        fact, say = self.release.vocabulary.fact(fact_at(pointer)), self._say
        names = {item.key: item.name.get(self.suggestion.language) for item in fact.values}
        within = say["between"].join(names[key] for key, yes in value.items() if yes)
        without = say["between"].join(names[key] for key, yes in value.items() if not yes)
        shown = (within, say["known_not"] + without if without else "")
        return ("；" if self.suggestion.language == "zh" else "; ").join(
            text for text in shown if text
        ) or "—"
