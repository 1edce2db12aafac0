"""What a fact is, and the dictionary of them.

The case handler's form, the JSON keys, the words in the rules, the questions that the engine asks back: all are one list,
kept in ``rulesets/vocabulary/*.yaml``. Each fact has a type of six:

====== ======================= ==================================================================
type   in a case               note
====== ======================= ==================================================================
bool   true, false             absent: unknown
enum   a key                   one of several, in no order
ordered a key                  one of several, from least to most, so that ``>=`` means something
set    keys, or key: bool      each member is known or not by itself; what is not listed is unknown
int    a whole number >= 0     people, days, yuan
date   2021, 2021-10, 2021-10-20
====== ======================= ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from zhunsheng.engine.vocabulary.dates import PartialDate

#: A known value, normalized. A set is a mapping of its members to whether they are in it; a member that is not a key of
#: the mapping is unknown.
FactValue: TypeAlias = "bool | int | str | PartialDate | Mapping[str, bool]"


class FactType(Enum):
    """The type of a fact; see the module's table."""

    BOOL = "bool"
    ENUM = "enum"
    ORDERED = "ordered"
    SET = "set"
    INT = "int"
    DATE = "date"


class Weight(Enum):
    """What a fact does when it becomes true, or grows: it weighs against the subject, for the subject, or neither.

    No rule reads this. It says which answers need evidence, and it is a promise that property tests keep rules to: more
    of what weighs against never makes an outcome lighter, more of what weighs for never makes it heavier.
    """

    AGAINST = "against"
    FOR = "for"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Text:
    """A text in Chinese and English."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """The text in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class EnumValue:
    """One value of an enum, ordered enum or set."""

    key: str
    name: Text


@dataclass(frozen=True)
class Fact:
    """One fact that a case may state.

    Attributes:
        key: ASCII identifier, used in JSON.
        name: Chinese name (the word in the rules) and English label.
        values: For enum, ordered and set; in order for ordered.
        judgement: An open norm that only a person may settle.
        answer_by: ``handler`` or ``reviewer``.
        evidence: What would show it.
    """

    key: str
    name: Text
    type: FactType
    values: tuple[EnumValue, ...]
    question: Text
    answer_by: str
    judgement: bool
    weight: Weight
    evidence: Text

    def value_keys(self) -> tuple[str, ...]:
        """The keys of the values, in order."""
        return tuple(value.key for value in self.values)

    def rank(self, key: str) -> int:
        """The position of a value, counting from 0."""
        return self.value_keys().index(key)

    def value_name(self, value: FactValue, language: str) -> str:
        """A known value in words."""
        if self.type in (FactType.ENUM, FactType.ORDERED):
            return next(v.name.get(language) for v in self.values if v.key == value)
        if isinstance(value, Mapping):
            names = {v.key: v.name.get(language) for v in self.values}
            return "、".join(names[k] for k, yes in value.items() if yes) or "—"
        if isinstance(value, bool):
            return {"zh": ("否", "是"), "en": ("no", "yes")}["en" if language == "en" else "zh"][value]
        return str(value)


@dataclass(frozen=True)
class Entity:
    """One part of a case: the case itself, the incident, a subject, its circumstances, a conduct."""

    key: str
    name: Text
    facts: tuple[Fact, ...]

    def fact(self, key: str) -> Fact:
        """The fact of that key."""
        return next(fact for fact in self.facts if fact.key == key)


@dataclass(frozen=True)
class Conclusion:
    """Something a rule may conclude.

    Attributes:
        kind: ``finding``, ``responsibility``, ``tolerance``, … (see ``conclusions.yaml``).
        implies: Key of a broader conclusion that holds whenever this one does.
        detail: What a person should read with it (the text of a notice, what a duty asks for).
    """

    key: str
    name: Text
    kind: str
    implies: str | None = None
    detail: Text | None = None


class FactRef(NamedTuple):
    """A fact of an entity. A tuple, since facts are looked up by it all the time, and a tuple's hash takes no Python code."""

    entity: str
    fact: str

    def __str__(self) -> str:
        return f"{self.entity}.{self.fact}"


@dataclass(frozen=True)
class Vocabulary:
    """The whole dictionary."""

    entities: tuple[Entity, ...]
    conclusions: tuple[Conclusion, ...]

    def entity(self, key: str) -> Entity:
        """The entity of that key."""
        return next(entity for entity in self.entities if entity.key == key)

    def fact(self, ref: FactRef) -> Fact:
        """The fact of a reference."""
        return self._by_reference[ref]

    def has(self, ref: FactRef) -> bool:
        """Whether there is such a fact."""
        return ref in self._by_reference

    def conclusion(self, key: str) -> Conclusion:
        """The conclusion of that key."""
        return next(conclusion for conclusion in self.conclusions if conclusion.key == key)

    @cached_property
    def _by_reference(self) -> Mapping[FactRef, Fact]:
        """Every fact by its reference; it is looked up for each comparison."""
        return dict(self.all_facts())

    def all_facts(self) -> Iterator[tuple[FactRef, Fact]]:
        """Every fact with its reference, in the order of the files."""
        for entity in self.entities:
            for fact in entity.facts:
                yield FactRef(entity.key, fact.key), fact
