"""Whose law was applied to each conduct, why, and what was compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from zhunsheng.api.web.suggestion.names import Names
from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.suggested_law import ConductLaw, UnderLaw


class ComparedLaw(Answer):
    """What follows under one of two laws that were compared.

    Attributes:
        text: The day and the range, in words.
        applied: Whether it is the law that was applied.
    """

    text: str
    applied: bool


class AppliedLaw(Answer):
    """The law applied to a conduct.

    Attributes:
        compared: None where the two laws did not have to be compared.
    """

    conduct: str
    applied: Literal["act", "decision"]
    applied_name: str
    why: str
    compared: tuple[ComparedLaw, ...]


def laws_applied(subject_id: str, names: Names) -> tuple[AppliedLaw, ...]:
    """The law of each conduct of a subject."""
    return tuple(
        AppliedLaw(
            conduct=law.conduct_id,
            applied=law.applied,
            applied_name=names.say[f"applied_{law.applied}"],
            why=law.why,
            compared=tuple(_compared(law, names)),
        )
        for law in names.suggestion.law.conducts
        if law.subject_id == subject_id
    )


def _compared(law: ConductLaw, names: Names) -> Iterator[ComparedLaw]:
    if law.under_decision is None:
        return
    for key, day, under in (
        ("act", law.act, law.under_act),
        ("decision", law.decision, law.under_decision),
    ):
        text = names.say[f"under_{key}"].format(
            day=day or names.say["unknown_day"], range=_range(under, names)
        )
        yield ComparedLaw(text=text, applied=key == law.applied)


def _range(under: UnderLaw, names: Names) -> str:
    parts = (names.forms(under.at_least, under.at_most), names.ranges(under.ranges))
    return names.say["list"].join(text for text in parts if text)
