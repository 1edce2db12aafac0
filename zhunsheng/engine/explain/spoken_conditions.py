"""The parts of a condition as clauses of a sentence: ``事件的“后果”达到“严重后果”``.

`prose` writes the short form that stands in a trace, in the manner of the rules; here the same tree becomes what people say.
A negated comparison is turned round (``低于`` for not ``达到``), because nobody reads "it is not so that" gladly; in Kleene's
logic that is the same, also where the value is unknown.
"""

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

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "fact": "{entity}的“{fact}”",
        "value": "“{value}”",
        "or": "或者",
        "is": "{fact}为“是”",
        "not is": "{fact}为“否”",
        "in": "{fact}是{values}",
        "not in": "{fact}不是{values}",
        "has": "{fact}包括{values}",
        "not has": "{fact}不包括{values}",
        "<": "{fact}低于{values}",
        "<=": "{fact}不高于{values}",
        ">": "{fact}高于{values}",
        ">=": "{fact}达到{values}",
        "date <": "{fact}早于{values}",
        "date <=": "{fact}不晚于{values}",
        "date >": "{fact}晚于{values}",
        "date >=": "{fact}不早于{values}",
        "months": "{start}到{end}的整月数{sign} {n}",
        "sign ==": "等于",
        "sign !=": "不等于",
        "sign <": "少于",
        "sign <=": "不超过",
        "sign >": "超过",
        "sign >=": "不少于",
        "law between": "{clock}在{start}至{end}之间",
        "law from": "{clock}不早于{start}",
        "law until": "{clock}不晚于{end}",
        "law": "{clock}不限",
        "act": "对行为适用的法所在日期",
        "policy": "行为日期",
        "general": "总则所依日期",
        "decision": "处理日期",
        "concluded": "认定“{name}”",
        "not concluded": "未认定“{name}”",
        "not": "下列不成立：",
        "all": "下列各项同时具备：",
        "any": "下列各项具备其一：",
        "none": "下列各项均不具备：",
        "not all": "下列各项不同时具备：",
        "at_least": "下列各项至少具备 {n} 项：",
        "always": "没有条件",
        "part_any": "至少有一个{entity}具备：",
        "part_all": "每一个{entity}都具备：",
        "part_count": "至少有 {n} 个{entity}具备：",
    },
    "en": {
        "fact": "“{fact}” ({entity})",
        "value": "“{value}”",
        "or": " or ",
        "is": "{fact} is “yes”",
        "not is": "{fact} is “no”",
        "in": "{fact} is {values}",
        "not in": "{fact} is not {values}",
        "has": "{fact} includes {values}",
        "not has": "{fact} does not include {values}",
        "<": "{fact} is below {values}",
        "<=": "{fact} is at most {values}",
        ">": "{fact} is above {values}",
        ">=": "{fact} is at least {values}",
        "date <": "{fact} is before {values}",
        "date <=": "{fact} is not after {values}",
        "date >": "{fact} is after {values}",
        "date >=": "{fact} is not before {values}",
        "months": "the full months from {start} to {end} are {sign} {n}",
        "sign ==": "exactly",
        "sign !=": "not",
        "sign <": "fewer than",
        "sign <=": "at most",
        "sign >": "more than",
        "sign >=": "at least",
        "law between": "{clock} is from {start} to {end}",
        "law from": "{clock} is {start} or later",
        "law until": "{clock} is {end} or earlier",
        "law": "{clock} is any day",
        "act": "the date of the law applied to the act",
        "policy": "the date of the act",
        "general": "the date that the general part goes by",
        "decision": "the date of the decision",
        "concluded": "“{name}” is concluded",
        "not concluded": "“{name}” is not concluded",
        "not": "what follows does not hold:",
        "all": "all of these:",
        "any": "one of these:",
        "none": "none of these:",
        "not all": "not all of these:",
        "at_least": "at least {n} of these:",
        "always": "there is no condition",
        "part_any": "for at least one {entity}:",
        "part_all": "for every {entity}:",
        "part_count": "for at least {n} of “{entity}”:",
    },
}

#: Comparisons that say the contrary.
_CONTRARY = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!="}


def inner(condition: Condition) -> Condition | None:
    """The comparison that a negation turns round, where there is one inside it."""
    if isinstance(condition, Not) and isinstance(condition.part, FactTest | ConclusionTest | MonthsTest):
        return condition.part
    return None


def clause(condition: Condition, vocabulary: Vocabulary, language: str) -> str:
    """One condition as a clause; of a group, the head of the list that its parts are."""
    say = _SAY[language]
    match condition:
        case FactTest():
            return _fact_clause(condition, vocabulary, language, turned=False)
        case Not(FactTest() as test):
            return _fact_clause(test, vocabulary, language, turned=True)
        case MonthsTest(_, _, sign, _):
            return _months(condition, sign, vocabulary, language)
        case Not(MonthsTest(_, _, sign, _) as test):
            return _months(test, _CONTRARY[sign], vocabulary, language)
        case LawDateTest():
            return law_clause(condition, language)
        case ConclusionTest(key):
            return say["concluded"].format(name=vocabulary.conclusion(key).name.get(language))
        case Not(ConclusionTest(key)):
            return say["not concluded"].format(name=vocabulary.conclusion(key).name.get(language))
        case Quantified(quantifier, entity, _, number):
            name = vocabulary.entity(entity).name.get(language)
            return say[f"part_{quantifier}"].format(entity=_small(name, language), n=number)
        case AtLeast(number, _):
            return say["at_least"].format(n=number)
        case AllOf(parts):
            return say["all"] if parts else say["always"]
        case AnyOf():
            return say["any"]
        case Not(AnyOf()):
            return say["none"]
        case Not(AllOf()):
            return say["not all"]
        case _:
            return say["not"]


def law_clause(test: LawDateTest, language: str) -> str:
    """The period in which something is in force."""
    kind = {(True, True): "law between", (True, False): "law from", (False, True): "law until"}.get(
        (test.start is not None, test.end is not None), "law"
    )
    say = _SAY[language]
    return say[kind].format(clock=say[test.clock], start=test.start, end=test.end)


def _fact_clause(test: FactTest, vocabulary: Vocabulary, language: str, *, turned: bool) -> str:
    say, fact = _SAY[language], vocabulary.fact(test.fact)
    operator: str = "in" if test.operator == "==" else test.operator
    if turned and operator in _CONTRARY:
        operator = _CONTRARY[operator]
    elif turned:
        operator = f"not {operator}"
    if fact.type is FactType.DATE and f"date {operator}" in say:
        operator = f"date {operator}"
    values = say["or"].join(_value(fact, operand, language) for operand in test.operands)
    return say[operator].format(fact=_fact(test.fact, vocabulary, language), values=values)


def _months(test: MonthsTest, sign: str, vocabulary: Vocabulary, language: str) -> str:
    say = _SAY[language]
    start, end = (_fact(ref, vocabulary, language) for ref in (test.start, test.end))
    return say["months"].format(start=start, end=end, sign=say[f"sign {sign}"], n=test.months)


def _fact(ref: FactRef, vocabulary: Vocabulary, language: str) -> str:
    entity = vocabulary.entity(ref.entity).name.get(language)
    name = vocabulary.fact(ref).name.get(language)
    return _SAY[language]["fact"].format(entity=_small(entity, language), fact=name)


def _value(fact: Fact, operand: str | int, language: str) -> str:
    if fact.type in (FactType.INT, FactType.DATE):
        return str(operand)
    name = next(value.name.get(language) for value in fact.values if value.key == operand)
    return _SAY[language]["value"].format(value=name)


def _small(name: str, language: str) -> str:
    """An entity inside a sentence begins with a small letter in English."""
    return name.lower() if language == "en" else name
