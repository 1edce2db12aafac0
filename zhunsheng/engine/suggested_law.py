"""Whose law was applied, as part of an answer: for the case in one word, and for each conduct with what was weighed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhunsheng.engine.answer_parts import Answer, FormNumber, MeasureRange
from zhunsheng.engine.lighter_law import Reason


class UnderLaw(Answer):
    """What follows from a conduct under one law, before circumstances of the subject move it."""

    at_least: FormNumber
    at_most: FormNumber
    ranges: tuple[MeasureRange, ...]


class ConductLaw(Answer):
    """The law applied to a conduct, and why. ``under_decision`` is null where the two laws did not have to be compared."""

    subject_id: str
    conduct_id: str
    act: Annotated[str | None, Field(description="The day whose law is that of the act")]
    decision: Annotated[str | None, Field(description="The day whose law is that of the decision")]
    applied: Literal["act", "decision"]
    reason: Reason
    why: str
    under_act: UnderLaw
    under_decision: UnderLaw | None


class Law(Answer):
    """Whose law was applied, and why: for the case in one word, and for each conduct."""

    act: str | None
    decision: str | None
    applied: Literal["act", "decision", "mixed"]
    why: str
    conducts: tuple[ConductLaw, ...] = ()
