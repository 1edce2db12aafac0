"""Reasons in one sentence each, the articles first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhunsheng.engine.answer_changes import ChangedFact
from zhunsheng.engine.answer_parts import Cite, KnownFact, Status
from zhunsheng.engine.answer_reasons import BearingRule, Displacement
from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.law_dates import ACT_DATE
from zhunsheng.engine.suggestion import Form

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "by": "依据{cites}，",
        "because": "“{title}”成立，因为{facts}",
        "always": "“{title}”成立，不取决于任何事实",
        "lacks": "“{title}”未成立，最少还差：{facts}",
        "never": "“{title}”不成立，也没有哪些事实的改动能使它成立：规定当时未施行，或者不适用于该对象",
        "law_open": "“{title}”未成立；适用哪一版本的规定尚未确定，还不能说差哪些事实",
        "defeated": "；已被例外排除：{titles}",
        "is": "{name}为“{value}”",
        "found": "查明{name}为“{after}”",
        "dated": "查明{name}（这里按{after}适用的规定试算）",
        "otherwise": "{name}不是“{before}”而是“{after}”",
        "form": "建议{name}，因为{facts}",
        "form_always": "建议{name}，不取决于任何事实",
        "measure": "“{name}”在幅度之内，因为{facts}",
        "measure_always": "“{name}”在幅度之内，不取决于任何事实",
        "spared": "建议不予问责：{opened}虽然成立，但是{spared}成立，因为{facts}",
        "not_asked": "建议不予问责：{opened}成立，但是幅度从不给予起，没有使建议更重的情节或者惯例，因为{facts}",
        "not_opened": "没有一条处理依据成立，所以建议不予问责",
        "against": "；{titles}成立，因为{facts}",
        "may_change": "；未知事实查清后仍可能不同",
        "clears_nobody": "；这不是认定无责，而是事实尚未查明",
        "settled": "；未知事实查清后也不会不同",
        "form_lacks": "要建议{name}，最少还差：{facts}；现在{now}",
        "measure_lacks": "要使“{name}”在幅度之内，最少还差：{facts}",
        "form_never": "没有哪些事实的改动能使建议成为{name}；现在{now}",
        "measure_never": "没有哪些事实的改动能使“{name}”进入幅度：规定当时未施行，或者不适用于该对象",
        "outcome_law_open": "适用哪一版本的规定尚未确定，还不能说“{name}”差哪些事实",
        "now": "建议{form}",
        "now_within": "建议{form}，幅度{low}至{high}",
        "title": "“{title}”",
        "join": "、",
        "between": "；",
        "end": "。",
    },
    "en": {
        "by": "By {cites}, ",
        "because": "“{title}” applies, because {facts}",
        "always": "“{title}” applies, whatever the facts",
        "lacks": "“{title}” does not apply; the least that it lacks: {facts}",
        "never": "“{title}” does not apply, and no change of facts makes it: not in force then, or about others",
        "law_open": "“{title}” does not apply; which version of the law governs is still open, and so is what it lacks",
        "defeated": "; displaced by {titles}",
        "is": "{name} is “{value}”",
        "found": "{name} found to be “{after}”",
        "dated": "{name} (here tried under the law of {after})",
        "otherwise": "{name} “{after}” instead of “{before}”",
        "form": "the recommendation is “{name}”, because {facts}",
        "form_always": "the recommendation is “{name}”, whatever the facts",
        "measure": "“{name}” is within the range, because {facts}",
        "measure_always": "“{name}” is within the range, whatever the facts",
        "spared": "“not held accountable” is recommended: {opened} applies, but so does {spared}, because {facts}",
        "not_asked": "“not held accountable” is recommended: {opened} applies, but the range starts at none, and no "
        "circumstance and no practice asks for more, because {facts}",
        "not_opened": "no ground for a measure is established, so “not held accountable” is recommended",
        "against": "; {titles} applies, because {facts}",
        "may_change": "; facts still unknown may change it",
        "clears_nobody": "; that clears nobody: facts are still to be found",
        "settled": "; facts still unknown do not change it",
        "form_lacks": "for “{name}” to be recommended, the least that is lacking: {facts}; now {now}",
        "measure_lacks": "for “{name}” to be within the range, the least that is lacking: {facts}",
        "form_never": "No change of facts makes “{name}” the recommendation; now {now}",
        "measure_never": "No change of facts brings “{name}” within the range: not in force then, or about others",
        "outcome_law_open": "Which version of the law governs is still open, and so is what “{name}” lacks",
        "now": "“{form}” is recommended",
        "now_within": "“{form}” is recommended, within {low} to {high}",
        "title": "“{title}”",
        "join": ", ",
        "between": "; ",
        "end": ".",
    },
}


def rule_sentence(
    title: str,
    status: Status,
    cites: Iterable[Cite],
    language: str,
    *,
    because: Iterable[KnownFact] = (),
    lacks: Iterable[ChangedFact] | None = (),
    law_open: bool = False,
    defeated_by: Iterable[Displacement] = (),
) -> str:
    """Why a rule is established, or what it lacks.

    Args:
        law_open: Where nothing establishes it: because the law that governs is not known.
    """
    say = _SAY[language]
    if status == "established":
        facts = _known(because, language)
        key = "because" if facts else "always"
    elif lacks is None:
        key, facts = ("law_open" if law_open else "never"), ""
    else:
        key, facts = "lacks", _changes(lacks, language)
    said = _cited(cites, language) + say[key].format(title=title, facts=facts)
    titles = _titles((item.title for item in defeated_by), language)
    return _ended(said + (say["defeated"].format(titles=titles) if titles else ""), language)


def holding_sentence(
    name: str,
    is_measure: bool,
    because: Iterable[KnownFact],
    cites: Iterable[Cite],
    language: str,
) -> str:
    """Why a form is recommended, or a measure is within the range."""
    facts = _known(because, language)
    key = ("measure" if is_measure else "form") + ("" if facts else "_always")
    return _ended(_cited(cites, language) + _SAY[language][key].format(name=name, facts=facts), language)


def spared_sentence(
    rules: Iterable[BearingRule],
    because: Iterable[KnownFact],
    cites: Iterable[Cite],
    language: str,
) -> str:
    """Why nothing is recommended although a provision applies."""
    say, found = _SAY[language], tuple(rules)
    spared = _titles((item.title for item in found if item.role != "opens"), language)
    said = say["spared" if spared else "not_asked"].format(
        opened=_titles((item.title for item in found if item.role == "opens"), language),
        spared=spared,
        facts=_known(because, language),
    )
    return _ended(_cited(cites, language) + said, language)


def not_opened_sentence(
    rules: Iterable[BearingRule],
    because: Iterable[KnownFact],
    cites: Iterable[Cite],
    can_change: bool,
    language: str,
) -> str:
    """Why nothing is recommended where no provision applies.

    Args:
        rules: The exceptions and tolerances that stand against it.
        can_change: Whether facts still unknown can change it.
    """
    say = _SAY[language]
    against = _titles((item.title for item in rules), language)
    said = say["not_opened"]
    if against:
        said += say["against"].format(titles=against, facts=_known(because, language))
    last = "settled" if not can_change else "may_change" if against else "clears_nobody"
    return _ended(_cited(cites, language) + said + say[last], language)


def lacking_sentence(
    name: str,
    is_measure: bool,
    lacks: Iterable[ChangedFact] | None,
    form: Form,
    cites: Iterable[Cite],
    language: str,
    *,
    law_open: bool = False,
) -> str:
    """What a form lacks to be recommended, or a measure to be within the range."""
    say, kind = _SAY[language], "measure" if is_measure else "form"
    forms = PHRASES[language]
    now = say["now" if form.at_least == form.at_most else "now_within"].format(
        form=forms[str(form.recommended)], low=forms[str(form.at_least)], high=forms[str(form.at_most)]
    )
    if lacks is None:
        key = "outcome_law_open" if law_open else f"{kind}_never"
        return _ended(say[key].format(name=name, now=now), language)
    said = say[f"{kind}_lacks"].format(name=name, facts=_changes(lacks, language), now=now)
    return _ended(_cited(cites, language) + said, language)


def _cited(cites: Iterable[Cite], language: str) -> str:
    titles = tuple(dict.fromkeys(cite.title for cite in cites))
    say = _SAY[language]
    return say["by"].format(cites=say["between"].join(titles)) if titles else ""


def _titles(titles: Iterable[str], language: str) -> str:
    say = _SAY[language]
    return say["join"].join(say["title"].format(title=title) for title in dict.fromkeys(titles))


def _known(facts: Iterable[KnownFact], language: str) -> str:
    say = _SAY[language]
    return say["join"].join(say["is"].format(name=fact.name, value=fact.value_name) for fact in facts)


def _changes(facts: Iterable[ChangedFact], language: str) -> str:
    say = _SAY[language]
    return say["join"].join(
        say[_kind(item)].format(name=item.name, before=item.before_name, after=item.after_name)
        for item in facts
    )


def _kind(item: ChangedFact) -> str:
    """How a change is said: a date that is lacking decides which law is tried."""
    if item.before is not None:
        return "otherwise"
    return "dated" if fact_at(item.fact) == ACT_DATE else "found"


def _ended(said: str, language: str) -> str:
    return said[0].upper() + said[1:] + _SAY[language]["end"]
