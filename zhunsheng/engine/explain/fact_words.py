"""A fact's value in words, as it stands in the trace."""

from __future__ import annotations

from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.facts import FactRef, FactType


def fact_at(pointer: str) -> FactRef:
    """Which fact of the vocabulary a JSON pointer into a case document names."""
    steps = pointer.split("/")[1:]
    if steps[0] in ("case", "incident"):
        return FactRef(steps[0], steps[-1])
    if "conducts" in steps:
        return FactRef("conduct", steps[-1])
    return FactRef("circumstance" if "circumstances" in steps else "subject", steps[-1])


def value_in_words(pointer: str, value: object, release: Release, language: str) -> str:
    """A value of the trace in words. Of a set it is whether the member asked about is in it; None is unknown."""
    if value is None:
        return PHRASES[language]["unknown"]
    fact = release.vocabulary.fact(fact_at(pointer))
    if fact.type is FactType.DATE:
        return str(value)
    if fact.type is FactType.SET and isinstance(value, bool):
        return PHRASES[language]["yes" if value else "no"]
    return fact.value_name(value, language)  # type: ignore[arg-type]  # a fact's value as JSON
