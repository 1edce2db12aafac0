"""Reads ``rulesets/vocabulary/`` into a `Vocabulary`, and checks it while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import Problem, RulesetError, pointer, refuse
from zhunsheng.engine.vocabulary.facts import (
    Conclusion,
    Entity,
    EnumValue,
    Fact,
    FactType,
    Text,
    Vocabulary,
    Weight,
)

#: The entities of a case, from the whole to the part. A case nests them in this order.
ENTITIES = ("case", "incident", "subject", "circumstance", "conduct")

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

#: Files of conclusions.yaml's sections → the kind of conclusion.
KINDS = {
    "scopes": "scope",
    "findings": "finding",
    "responsibilities": "responsibility",
    "provisions": "provision",
    "circumstances": "circumstance",
    "tolerances": "tolerance",
    "measures": "measure",
    "practices": "practice",
    "procedures": "procedure",
    "notices": "notice",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextDocument(_Strict):
    """A text in both languages, as written in a file."""

    zh: str
    en: str

    def text(self) -> Text:
        """As the plain value."""
        return Text(self.zh, self.en)


def _same_in_both(written: object) -> object:
    """One text is that text in both languages: releases were stored so, and should answer as they did."""
    return {"zh": written, "en": written} if isinstance(written, str) else written


class _ValueDocument(_Strict):
    key: Key
    name: str
    label: str


class _FactDocument(_Strict):
    key: Key
    name: str
    label: str
    type: FactType
    question: TextDocument
    answer_by: Literal["handler", "reviewer"]
    weighs: Weight
    evidence: Annotated[TextDocument, BeforeValidator(_same_in_both)]
    judgement: bool = False
    values: tuple[_ValueDocument, ...] = ()


class _EntityDocument(_Strict):
    entity: Literal["case", "incident", "subject", "circumstance", "conduct"]
    name: TextDocument
    facts: tuple[_FactDocument, ...]


class _ConclusionDocument(_Strict):
    key: Key
    name: str
    label: str
    implies: str | None = None
    detail: TextDocument | None = None


class _ConclusionsDocument(_Strict):
    scopes: tuple[_ConclusionDocument, ...] = ()
    findings: tuple[_ConclusionDocument, ...] = ()
    responsibilities: tuple[_ConclusionDocument, ...] = ()
    provisions: tuple[_ConclusionDocument, ...] = ()
    circumstances: tuple[_ConclusionDocument, ...] = ()
    tolerances: tuple[_ConclusionDocument, ...] = ()
    measures: tuple[_ConclusionDocument, ...] = ()
    practices: tuple[_ConclusionDocument, ...] = ()
    procedures: tuple[_ConclusionDocument, ...] = ()
    notices: tuple[_ConclusionDocument, ...] = ()


def load_vocabulary(folder: Path, shown_as: str = "rulesets/vocabulary") -> Vocabulary:
    """Reads the vocabulary of a ruleset.

    Raises:
        InputError: a file is unreadable, of another shape, or uses a name twice.
    """
    entities = tuple(_entity(read_file(folder / f"{key}.yaml", f"{shown_as}/{key}.yaml")) for key in ENTITIES)
    document = read_file(folder / "conclusions.yaml", f"{shown_as}/conclusions.yaml")
    sections = validated(_ConclusionsDocument, document)
    refuse(document.located(tuple(_conclusion_problems(sections))), RulesetError)
    by_name = {item.name: item.key for section in KINDS for item in getattr(sections, section)}
    conclusions = tuple(
        Conclusion(
            item.key,
            Text(item.name, item.label),
            kind,
            by_name[item.implies] if item.implies else None,
            item.detail.text() if item.detail else None,
        )
        for section, kind in KINDS.items()
        for item in getattr(sections, section)
    )
    return Vocabulary(entities, conclusions)


def _entity(document: Document) -> Entity:
    read = validated(_EntityDocument, document)
    refuse(document.located(tuple(_fact_problems(read))), RulesetError)
    return Entity(
        read.entity,
        read.name.text(),
        tuple(
            Fact(
                fact.key,
                Text(fact.name, fact.label),
                fact.type,
                tuple(EnumValue(value.key, Text(value.name, value.label)) for value in fact.values),
                fact.question.text(),
                fact.answer_by,
                fact.judgement,
                fact.weighs,
                fact.evidence.text(),
            )
            for fact in read.facts
        ),
    )


def _fact_problems(read: _EntityDocument) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, fact in enumerate(read.facts):
        where = pointer("facts", index)
        for word in (fact.key, fact.name):
            if word in seen:
                yield Problem(
                    "duplicate_name",
                    f"'{word}' names two facts of one entity",
                    pointer=where,
                    mend="Give one of them another name.",
                )
            seen.add(word)
        if not fact.name.isidentifier():
            yield Problem(
                "name",
                f"'{fact.name}' cannot be written in a rule",
                pointer=where + "/name",
                why="Names are identifiers: letters, Chinese characters, digits, no punctuation.",
                mend="Leave out quotes, brackets and spaces.",
            )
        wants_values = fact.type in (FactType.ENUM, FactType.ORDERED, FactType.SET)
        if wants_values != bool(fact.values):
            yield Problem(
                "values",
                f"'{fact.name}' is of type {fact.type.value} and "
                + ("lists no values" if wants_values else "takes no values"),
                pointer=where,
                mend="List values for enum, ordered and set, and for no other type.",
            )
        names: set[str] = set()
        for position, value in enumerate(fact.values):
            if value.key in names or value.name in names or not value.name.isidentifier():
                yield Problem(
                    "value_name",
                    f"the value '{value.name}' ({value.key}) is used twice or is no identifier",
                    pointer=f"{where}/values/{position}",
                    mend="Give it another name.",
                )
            names |= {value.key, value.name}


def _conclusion_problems(sections: _ConclusionsDocument) -> Iterator[Problem]:
    seen: set[str] = set()
    names = {item.name for section in KINDS for item in getattr(sections, section)}
    for section in KINDS:
        for index, item in enumerate(getattr(sections, section)):
            where = pointer(section, index)
            if item.key in seen or item.name in seen or not item.name.isidentifier():
                yield Problem(
                    "conclusion_name",
                    f"'{item.name}' ({item.key}) is used twice or is no identifier",
                    pointer=where,
                    mend="Give it another name.",
                )
            seen |= {item.key, item.name}
            if item.implies is not None and item.implies not in names:
                yield Problem(
                    "implies",
                    f"'{item.implies}' is no conclusion",
                    pointer=where + "/implies",
                    mend="Name a conclusion of this file.",
                )
