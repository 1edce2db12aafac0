"""A rule's premise as a tree of sentences: what a lawyer reads, in the structure that runs."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from zhunsheng.engine.explain.prose import describe
from zhunsheng.engine.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    ConclusionTest,
    Condition,
    FactTest,
    LawDateTest,
    MonthsTest,
    Not,
    Quantified,
)
from zhunsheng.engine.vocabulary.facts import Vocabulary

Operator: TypeAlias = Literal[
    "all", "any", "none", "not", "at_least", "fact", "months", "law_date", "conclusion", "parts"
]


class Premise(BaseModel):
    """One condition in words, with the conditions inside it."""

    model_config = ConfigDict(frozen=True)
    text: str
    operator: Annotated[
        Operator,
        Field(description="How the parts are taken together; the last five kinds ask something themselves"),
    ]
    parts: tuple[Premise, ...] = ()


def premise(condition: Condition, vocabulary: Vocabulary, language: str) -> Premise:
    """A condition as a tree of sentences."""
    operator, inside = _shape(condition)
    return Premise(
        text=describe(condition, vocabulary, language),
        operator=operator,
        parts=tuple(premise(part, vocabulary, language) for part in inside),
    )


def _shape(condition: Condition) -> tuple[Operator, tuple[Condition, ...]]:
    match condition:
        case AllOf(parts):
            return "all", parts
        case AnyOf(parts):
            return "any", parts
        case AtLeast(_, parts):
            return "at_least", parts
        case Not(AnyOf(parts)):  # one sentence says both
            return "none", parts
        case Not(part):
            # "not: …" repeats a leaf in words, and names a group whose parts follow.
            return "not", _shape(part)[1]
        case Quantified():
            return "parts", (condition.condition,)
        case FactTest():
            return "fact", ()
        case MonthsTest():
            return "months", ()
        case LawDateTest():
            return "law_date", ()
        case ConclusionTest():
            return "conclusion", ()
