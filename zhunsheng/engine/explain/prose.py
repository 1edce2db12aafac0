"""Conditions and values in words, Chinese and English, from the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

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
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Vocabulary

_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "all": "以下全部成立",
        "any": "以下任一成立",
        "none": "以下均不成立",
        "at_least": "以下至少{n}项成立",
        "not": "并非：{x}",
        "is": "{fact}",
        "in": "{fact}是{values}",
        "has": "{fact}包括{values}",
        "==": "{fact}是{values}",
        "<": "{fact}低于{values}",
        "<=": "{fact}不高于{values}",
        ">": "{fact}高于{values}",
        ">=": "{fact}达到{values}",
        "or": "或",
        "months": "{start}到{end}的整月数 {sign} {n}",
        "concluded": "已认定：{x}",
        "part_any": "任一{entity}满足",
        "part_all": "每一{entity}都满足",
        "part_count": "至少{n}个{entity}满足",
        "law": "{clock}适用的法在{start}至{end}之间",
        "act": "行为时",
        "policy": "行为时",
        "general": "处理时（总则）",
        "decision": "处理时",
        "open": "…",
        "empty": "无条件",
        "of": "{entity}.{fact}",
    },
    "en": {
        "all": "all of",
        "any": "any of",
        "none": "none of",
        "at_least": "at least {n} of",
        "not": "not: {x}",
        "is": "{fact}",
        "in": "{fact} is {values}",
        "has": "{fact} includes {values}",
        "==": "{fact} is {values}",
        "<": "{fact} is below {values}",
        "<=": "{fact} is at most {values}",
        ">": "{fact} is above {values}",
        ">=": "{fact} is at least {values}",
        "or": " or ",
        "months": "full months from {start} to {end} {sign} {n}",
        "concluded": "concluded: {x}",
        "part_any": "any {entity} satisfies",
        "part_all": "every {entity} satisfies",
        "part_count": "at least {n} {entity}s satisfy",
        "law": "the law at the {clock} is that of {start} to {end}",
        "act": "act",
        "policy": "act",
        "general": "decision (general part)",
        "decision": "decision",
        "open": "…",
        "empty": "no condition",
        "of": "{entity}: {fact}",
    },
}


def words(language: str) -> Mapping[str, str]:
    """The phrases of a language."""
    return _WORDS["en" if language == "en" else "zh"]


def fact_name(ref: FactRef, vocabulary: Vocabulary, language: str) -> str:
    """A fact with its entity: ``事件.后果``."""
    return words(language)["of"].format(
        entity=vocabulary.entity(ref.entity).name.get(language), fact=vocabulary.fact(ref).name.get(language)
    )


def describe(condition: Condition, vocabulary: Vocabulary, language: str) -> str:
    """One condition in one line; the parts of a group are not repeated in it."""
    say = words(language)
    match condition:
        case FactTest(ref, operator, operands):
            fact = vocabulary.fact(ref)
            values = say["or"].join(_operand(fact, operand, language) for operand in operands)
            return say[operator].format(fact=fact_name(ref, vocabulary, language), values=values)
        case MonthsTest(start, end, sign, months):
            return say["months"].format(
                start=fact_name(start, vocabulary, language),
                end=fact_name(end, vocabulary, language),
                sign=sign,
                n=months,
            )
        case LawDateTest(clock, start_day, end_day):
            return say["law"].format(
                clock=say[clock], start=start_day or say["open"], end=end_day or say["open"]
            )
        case ConclusionTest(key):
            return say["concluded"].format(x=vocabulary.conclusion(key).name.get(language))
        case Quantified(quantifier, entity, _, number):
            return say[f"part_{quantifier}"].format(
                entity=vocabulary.entity(entity).name.get(language), n=number
            )
        case Not(AnyOf()):
            return say["none"]
        case Not(part):
            return say["not"].format(x=describe(part, vocabulary, language))
        case AllOf(parts):
            return say["all"] if parts else say["empty"]
        case AnyOf():
            return say["any"]
        case AtLeast(number, _):
            return say["at_least"].format(n=number)


def _operand(fact: Fact, operand: str | int, language: str) -> str:
    if fact.type in (FactType.ENUM, FactType.ORDERED, FactType.SET):
        return next(value.name.get(language) for value in fact.values if value.key == operand)
    return str(operand)
