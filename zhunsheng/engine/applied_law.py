"""Whose law was applied to a case, and why: the choice made for each conduct (`lighter_law`), in words.

Both ranges are shown where two laws were compared, so that people can see what was weighed and choose otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from zhunsheng.engine.case import Instance
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.trace import shown_ranges
from zhunsheng.engine.law_dates import DECISION_DATE, law_of_decision, stated
from zhunsheng.engine.lighter_law import Choice, Opened, Reason
from zhunsheng.engine.scale import Range
from zhunsheng.engine.suggested_law import ConductLaw, Law, UnderLaw
from zhunsheng.engine.vocabulary.dates import PartialDate

_WHY: Mapping[str, Mapping[Reason, str]] = {
    "zh": {
        "no_act": "行为时间不明，按时间适用的规则均未成立",
        "open": "处理时间不明，适用行为时的规定",
        "act_unknown": "行为时间不明，先按处理时的规定给出幅度（从旧兼从轻，不会更重）；查明行为时间后须重新比较",
        "act_unrecorded": "行为时的规定（{sources}）没有收录条款，先按处理时的规定给出幅度（从旧兼从轻，不会更重），须人工比较",
        "same": "所引规定在行为时和处理时是同一版本",
        "unrecorded": "所引规定（{sources}）在处理时已有更新版本或者已不再施行而未收录，适用行为时的规定，须按从旧兼从轻人工比较",
        "not_then": "行为时的规定没有成立的条款，处理时的规定不溯及",
        "no_violation": "处理时的规定没有成立的条款，适用处理时的规定；请核对新规定确不认为是违纪违法",
        "act_lighter": "行为时的规定较轻，适用行为时的规定",
        "decision_lighter": "处理时的规定较轻，适用处理时的规定",
        "divided": "两者在不同阶梯上互有轻重，适用行为时的规定，须人工比较",
        "tie": "两者轻重相同，适用行为时的规定",
    },
    "en": {
        "no_act": "the date of the act is unknown, so no rule that depends on it is established",
        "open": "the date of the decision is unknown; the law of the act is applied",
        "act_unknown": "the date of the act is unknown; the law of the decision is the ceiling (the lighter law is never "
        "heavier), to be compared again once the date is found",
        "act_unrecorded": "the law of the act ({sources}) is not on record with its articles; the law of the decision is the "
        "ceiling (the lighter law is never heavier), to be compared by hand",
        "same": "the rules cited are the same at the act and at the decision",
        "unrecorded": "the rules cited ({sources}) had a newer version at the decision, or had ended, and that is not recorded "
        "here; the law of the act is applied, to be compared by hand",
        "not_then": "nothing is established under the law of the act, and the law of the decision does not reach back",
        "no_violation": "nothing is established under the law of the decision, which is applied; check that it really does not "
        "regard the act as a violation",
        "act_lighter": "the law of the act is lighter and is applied",
        "decision_lighter": "the law of the decision is lighter and is applied",
        "divided": "each is lighter on one ladder and heavier on another; the law of the act is applied, to be compared by hand",
        "tie": "both are equally heavy; the law of the act is applied",
    },
}
_OPEN = {
    "zh": "（仍有未知事实可能改变比较结果）",
    "en": " (facts still unknown may change the comparison)",
}
_UNCERTAIN = {
    "zh": "行为或者处理的时间不够具体，期间规定有变化，以其中最早的规定为代表；",
    "en": "the law changed within what is known of a date, and the earliest law stands for it; ",
}
_SEVERAL = {"zh": "各行为情况不同，逐一列出", "en": "the conducts differ; each is listed"}


def applied_law(explained: Explained, choices: Sequence[Choice], language: Literal["zh", "en"]) -> Law:
    """The law that was applied to each conduct, and to the case as far as one word can say it.

    Args:
        choices: In the order of the subjects and their conducts.
    """
    conducts = tuple(_conducts(explained, choices, language))
    applied = {conduct.applied for conduct in conducts}
    reasons = {conduct.why for conduct in conducts}
    decision = explained.case.facts.get(DECISION_DATE)
    act = _last_act(explained.top)
    whole: Literal["act", "decision", "mixed"] = "act"
    if "decision" in applied:
        whole = "mixed" if len(applied) > 1 else "decision"
    return Law(
        act=str(act) if act else None,
        decision=str(decision) if decision else None,
        applied=whole,
        why=_WHY[language]["no_act"]
        if not conducts
        else next(iter(reasons))
        if len(reasons) == 1
        else _SEVERAL[language],
        conducts=conducts,
    )


def _conducts(
    explained: Explained, choices: Sequence[Choice], language: Literal["zh", "en"]
) -> Iterator[ConductLaw]:
    each = iter(choices)
    for subject in explained.top.parts:
        for conduct in subject.parts:
            choice = next(each)
            act, decision = stated(conduct.facts).act, law_of_decision(conduct.facts)
            yield ConductLaw(
                subject_id=subject.id,
                conduct_id=conduct.id,
                act=str(act) if act else None,
                decision=str(decision) if decision else None,
                applied=choice.applied,
                reason=choice.reason,
                why=_why(explained, choice, language),
                under_act=_under(explained, choice.act),
                under_decision=_under(explained, choice.decision) if choice.decision else None,
            )


def _why(explained: Explained, choice: Choice, language: str) -> str:
    titles = {explained.release.sources[key].title.get(language) for key in choice.unrecorded}
    why = _WHY[language][choice.reason].format(sources="、".join(sorted(titles)))
    if choice.uncertain:
        why = _UNCERTAIN[language] + why
    return why if choice.decision is None or choice.settled else why + _OPEN[language]


def _under(explained: Explained, opened: Opened) -> UnderLaw:
    scale = explained.release.scale
    ranges = [
        Range(track.key, *opened.tracks[track.key]) for track in scale.tracks if track.key in opened.tracks
    ]
    return UnderLaw(at_least=opened.forms[0], at_most=opened.forms[1], ranges=shown_ranges(ranges, scale))


def _last_act(top: Instance) -> PartialDate | None:
    """The last of the acts."""
    days = (stated(conduct.facts).act for subject in top.parts for conduct in subject.parts)
    return max((day for day in days if day), key=lambda day: day.latest, default=None)
