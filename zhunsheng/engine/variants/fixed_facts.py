"""Facts that nobody would find otherwise on looking again at what was done: who it is, where, and when."""

from __future__ import annotations

from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Weight


def is_fixed(ref: FactRef, fact: Fact) -> bool:
    """Whether a fact says who, where or when."""
    about_persons_and_places = ref.entity in ("case", "incident", "subject") and fact.weight is Weight.NEUTRAL
    return about_persons_and_places or fact.type is FactType.DATE
