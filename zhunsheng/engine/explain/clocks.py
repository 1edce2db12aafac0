"""Lengths of time and running clocks in words, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.engine.deadlines import Length, last_day_to_act
from zhunsheng.engine.language.rules import Due
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Vocabulary

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "days": "{n}日",
        "working_days": "{n}个工作日",
        "months": "{n}个月",
        "years": "{n}年",
        "rule": "自{event}起{length}内",
        "rule_extended": "，延长的不超过{length}",
        "unknown": "自{event}起{length}内（该日期尚未填写）",
        "known": "自{event}（{start}）起{length}内，至{due}",
        "partial": "自{event}（{start}）起{length}内，不晚于{due}（起算日不全，按最早的一日计）",
        "extended": "，延长的至迟{due}",
        "working": "；只扣除周六周日，法定节假日和调休未计，请核对",
    },
    "en": {
        "days": "{n} days",
        "working_days": "{n} working days",
        "months": "{n} months",
        "years": "{n} years",
        "rule": "within {length} of: {event}",
        "rule_extended": ", extended at most {length}",
        "unknown": "within {length} of: {event} (not stated yet)",
        "known": "within {length} of: {event} ({start}), by {due}",
        "partial": "within {length} of: {event} ({start}), no later than {due} (the start is known in part; counted "
        "from its first day)",
        "extended": ", extended by {due} at the latest",
        "working": "; Saturdays and Sundays are left out, public holidays and swapped days are not known here: check",
    },
}


def length_in_words(length: Length, language: str) -> str:
    """A length of time: ``15个工作日``."""
    text = _SAY[language][length.unit].format(n=length.number)
    return text.removesuffix("s") if language == "en" and length.number == 1 else text


def describe_due(due: Due, vocabulary: Vocabulary, language: str) -> str:
    """When a duty is due, as the rule says it."""
    say = _SAY[language]
    text = say["rule"].format(
        event=vocabulary.fact(due.after).name.get(language), length=length_in_words(due.length, language)
    )
    if due.at_most:
        text += say["rule_extended"].format(length=length_in_words(due.at_most, language))
    return text


def running_clock(due: Due, start: PartialDate | None, vocabulary: Vocabulary, language: str) -> str:
    """When a duty is due in a case: by which day, or, while the start is unknown, from which event on the time runs."""
    say = _SAY[language]
    event, length = vocabulary.fact(due.after).name.get(language), length_in_words(due.length, language)
    if start is None:
        text = say["unknown"].format(event=event, length=length)
        if due.at_most:
            text += say["rule_extended"].format(length=length_in_words(due.at_most, language))
    else:
        kind = "known" if start.earliest == start.latest else "partial"
        text = say[kind].format(
            event=event, start=start, length=length, due=last_day_to_act(start, due.length).isoformat()
        )
        if due.at_most:
            text += say["extended"].format(due=last_day_to_act(start, due.at_most).isoformat())
    if "working_days" in (due.length.unit, due.at_most.unit if due.at_most else None):
        text += say["working"]
    return text
