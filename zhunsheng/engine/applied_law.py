"""Whose law was applied to a case, and why.

The law of the act governs what somebody answers for; a later law applies where it is lighter (从旧兼从轻). One version of each
instrument is on record, so the law of the act is applied, and where an instrument that was used had a newer version by the time
of the decision, the answer says so and asks a person to compare.
"""

from __future__ import annotations

from typing import Literal

from zhunsheng.engine.case import ACT_DATE, DECISION_DATE, Instance
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.sources import Source
from zhunsheng.engine.suggestion import Law
from zhunsheng.engine.vocabulary.dates import PartialDate

_LAW = {
    "zh": {
        "no_act": "行为时间不明，按时间适用的规则均未成立",
        "same": "所引规定在行为时和处理时是同一版本",
        "later": "所引规定（{sources}）在处理时已有更新版本而未收录，须按从旧兼从轻人工比较",
        "open": "处理时间不明，适用行为时的规定",
    },
    "en": {
        "no_act": "the date of the act is unknown, so no rule that depends on it is established",
        "same": "the rules cited are the same at the act and at the decision",
        "later": "the rules cited ({sources}) had a newer version at the decision, not recorded here; "
        "compare by hand which is lighter",
        "open": "the date of the decision is unknown; the law of the act is applied",
    },
}


def applied_law(explained: Explained, language: Literal["zh", "en"]) -> Law:
    """The law that was applied: that of the act, with a word on the law of the decision."""
    act, decision = _act_date(explained.top), explained.case.facts.get(DECISION_DATE)
    say = _LAW[language]
    if act is None:
        why = say["no_act"]
    elif not isinstance(decision, PartialDate):
        why = say["open"]
    else:
        ended = {
            source.title.get(language)
            for source in _sources_applied(explained)
            if source.ended and source.ended.latest < decision.latest
        }
        why = say["later"].format(sources="、".join(sorted(ended))) if ended else say["same"]
    return Law(
        act=str(act) if act else None, decision=str(decision) if decision else None, applied="act", why=why
    )


def _act_date(top: Instance) -> PartialDate | None:
    """The last of the acts."""
    dates = [conduct.facts.get(ACT_DATE) for subject in top.parts for conduct in subject.parts]
    known = [day for day in dates if isinstance(day, PartialDate)]
    return max(known, key=lambda day: day.latest, default=None)


def _sources_applied(explained: Explained) -> list[Source]:
    """The regulations and laws behind the provisions that apply."""
    found: dict[str, Source] = {}
    for instance in explained.instances():
        for rule in explained.release.rules.values():
            if (
                rule.level == instance.level
                and rule.kind == "provision"
                and explained.rule(instance, rule.id).established
            ):
                for cite in rule.cites:
                    source = explained.release.sources[cite.source]
                    if source.kind != "policy":
                        found[source.id] = source
    return list(found.values())
