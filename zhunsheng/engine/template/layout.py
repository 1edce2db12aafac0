"""The columns of the template: ids and facts in the order of the vocabulary, a set with a column for each member.

Headers and values are in Chinese, or in the keys of the vocabulary for who asked for English: both are what the reader takes, and
English labels are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhunsheng.engine.batch.headers import LEVELS, header_name, id_name
from zhunsheng.engine.template.words import Language
from zhunsheng.engine.vocabulary.facts import Entity, Fact, FactRef, FactType, Vocabulary

#: What can be written for a yes-or-no fact, and for a member of a set.
YES_NO = {"zh": ("是", "否", "不明"), "en": ("true", "false", "unknown")}


@dataclass(frozen=True)
class TemplateColumn:
    """A column.

    Attributes:
        entity: Whose columns it is among.
        choices: What can be chosen; none where it is typed.
        note: The question, and what would show it.
        example: What stands there in the example.
    """

    header: str
    entity: str
    kind: Literal["id", "choice", "number", "date"]
    note: str
    choices: tuple[str, ...] = ()
    example: str | int | None = None


def template_columns(vocabulary: Vocabulary, language: Language) -> tuple[TemplateColumn, ...]:
    """Every column there can be."""
    return tuple(
        column for entity in vocabulary.entities for column in _of_entity(entity, vocabulary, language)
    )


def _of_entity(entity: Entity, vocabulary: Vocabulary, language: Language) -> Iterator[TemplateColumn]:
    for level in LEVELS:
        if level == entity.key:
            header = id_name(level, vocabulary) if language == "zh" else f"{level}.id"
            yield TemplateColumn(
                header, entity.key, "id", _ID_NOTES[language][level], (), _ID_EXAMPLES[level]
            )
    for fact in entity.facts:
        ref = FactRef(entity.key, fact.key)
        header = header_name(ref, vocabulary) if language == "zh" else str(ref)
        yield from _of_fact(ref, fact, header, language)


def _of_fact(ref: FactRef, fact: Fact, header: str, language: Language) -> Iterator[TemplateColumn]:
    note = _note(fact, language)
    words = tuple(value.name.zh if language == "zh" else value.key for value in fact.values)
    example = _EXAMPLE.get(str(ref))
    match fact.type:
        case FactType.SET:
            for value, word in zip(fact.values, words, strict=True):
                label = value.name.get(language)
                of_member = YES_NO[language][0] if example == value.key else None
                yield TemplateColumn(
                    f"{header}.{word}",
                    ref.entity,
                    "choice",
                    f"{note}\n→ {label}",
                    YES_NO[language],
                    of_member,
                )
        case FactType.BOOL:
            shown = None if example is None else YES_NO[language][0 if example == "true" else 1]
            yield TemplateColumn(header, ref.entity, "choice", note, YES_NO[language], shown)
        case FactType.ENUM | FactType.ORDERED:
            shown = None if example is None else words[fact.rank(str(example))]
            yield TemplateColumn(header, ref.entity, "choice", note, words, shown)
        case FactType.INT:
            yield TemplateColumn(header, ref.entity, "number", note, (), example)
        case FactType.DATE:
            yield TemplateColumn(header, ref.entity, "date", note, (), example)


def _note(fact: Fact, language: Language) -> str:
    """The question, and what would show the answer."""
    judged = (
        {"zh": "（须由审理人员判断）", "en": " (for a reviewer to judge)"}[language] if fact.judgement else ""
    )
    shows = fact.evidence.get(language)
    evidence = {"zh": f"\n证明材料：{shows}", "en": f"\nEvidence needed: {shows}"}[language] if shows else ""
    return fact.question.get(language) + judged + evidence


_ID_NOTES = {
    "zh": {
        "case": "同一案件的各行写相同的编号，并排在一起。只用字母、数字、.、_、-，不写姓名。",
        "subject": "同一主体的各行写相同的编号，并排在一起，例如 S1、S2。不写姓名。",
        "conduct": "一行一个行为，例如 C1、C2。没有行为的主体，此处和行为各列都留空。",
    },
    "en": {
        "case": "The rows of a case have the same id and stand together. Letters, digits, '.', '_' and '-'; no names.",
        "subject": "The rows of a subject have the same id and stand together: S1, S2. No names.",
        "conduct": "One row a conduct: C1, C2. Leave it and every conduct column empty for a subject without conducts.",
    },
}
_ID_EXAMPLES = {"case": "示例", "subject": "S1", "conduct": "C1"}

#: The facts of the example; those that a vocabulary does not have are left out.
_EXAMPLE: dict[str, str | int] = {
    "case.province": "shanxi",
    "case.decision_date": "2021-11-05",
    "incident.date": "2021-10",
    "incident.epidemic": "true",
    "incident.harms_overall_situation": "true",
    "incident.consequence": "serious",
    "incident.isolated": 120,
    "subject.kind": "person",
    "subject.category": "functional_department",
    "subject.position": "main_leader",
    "subject.party_member": "true",
    "subject.village_cadre": "false",
    "conduct.date": "2021-10-20",
    "conduct.type": "deployed_carelessly",
    "conduct.manner": "perfunctory",
    "conduct.caused_consequence": "true",
}
