"""The dictionary: every fact that a case may state, every conclusion that a rule may draw, every measure."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.api.parameters import Asked
from zhunsheng.api.problems import documented
from zhunsheng.api.state import TheRelease
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import Conclusion, Fact

router = APIRouter(tags=["vocabulary"])


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class NamedValue(_Answer):
    """A value of an enum, ordered enum or set."""

    key: str
    name: str


class FactEntry(_Answer):
    """A fact that a case may state; left out, it is unknown."""

    key: Annotated[str, Field(description="Its name in a case document", examples=["intent"])]
    name: str
    term: Annotated[str, Field(description="Its Chinese name, which is its word in the rules")]
    type: Literal["bool", "enum", "ordered", "set", "int", "date"]
    values: Annotated[
        tuple[NamedValue, ...], Field(description="For enum, ordered (from least to most) and set")
    ]
    question: str
    answer_by: Literal["handler", "reviewer"]
    judgement: Annotated[bool, Field(description="An open norm that only a person may settle")]
    weighs: Literal["against", "for", "neutral"]
    evidence: Annotated[str, Field(description="What would show it")]


class EntityEntry(_Answer):
    """One part of a case document."""

    key: Literal["case", "incident", "subject", "circumstance", "conduct"]
    name: str
    facts: tuple[FactEntry, ...]


class ConclusionEntry(_Answer):
    """Something that a rule may conclude."""

    key: str
    name: str
    kind: str
    implies: str | None
    detail: str | None


class MeasureEntry(_Answer):
    """A measure on a track; `form` is null where the four forms do not count it."""

    key: str
    name: str
    form: int | None


class TrackEntry(_Answer):
    """A ladder of measures, from light to heavy."""

    key: str
    name: str
    subject: Literal["person", "organization"]
    proposal_only: bool
    measures: tuple[MeasureEntry, ...]


class VocabularyAnswer(_Answer):
    """The whole dictionary in one language."""

    entities: tuple[EntityEntry, ...]
    conclusions: tuple[ConclusionEntry, ...]
    tracks: tuple[TrackEntry, ...]


@router.get("/v1/vocabulary", summary="词汇表 · The vocabulary", responses=documented(422))
def vocabulary(release: TheRelease, asked: Asked) -> VocabularyAnswer:
    """案卷可填写的事实、规则可得出的结论、各类处理措施。The facts, conclusions and measures, in the order of their files."""
    return _vocabulary(release, asked.lang)


def _vocabulary(release: Release, language: Language) -> VocabularyAnswer:
    return VocabularyAnswer(
        entities=tuple(
            EntityEntry.model_validate(
                {
                    "key": entity.key,
                    "name": entity.name.get(language),
                    "facts": [_fact(fact, language) for fact in entity.facts],
                }
            )
            for entity in release.vocabulary.entities
        ),
        conclusions=tuple(_conclusion(item, language) for item in release.vocabulary.conclusions),
        tracks=tuple(
            TrackEntry(
                key=track.key,
                name=track.name.get(language),
                subject=track.subject,
                proposal_only=track.proposal_only,
                measures=tuple(
                    MeasureEntry(key=step.key, name=step.name.get(language), form=step.form)
                    for step in track.steps
                ),
            )
            for track in release.scale.tracks
        ),
    )


def _fact(fact: Fact, language: Language) -> FactEntry:
    # `answer_by` is a plain text in the engine; validating holds it to the two words that are promised here.
    return FactEntry.model_validate(
        {
            "key": fact.key,
            "name": fact.name.get(language),
            "term": fact.name.zh,
            "type": fact.type.value,
            "values": [NamedValue(key=value.key, name=value.name.get(language)) for value in fact.values],
            "question": fact.question.get(language),
            "answer_by": fact.answer_by,
            "judgement": fact.judgement,
            "weighs": fact.weight.value,
            "evidence": fact.evidence.get(language),
        }
    )


def _conclusion(item: Conclusion, language: Language) -> ConclusionEntry:
    return ConclusionEntry(
        key=item.key,
        name=item.name.get(language),
        kind=item.kind,
        implies=item.implies,
        detail=item.detail.get(language) if item.detail else None,
    )
