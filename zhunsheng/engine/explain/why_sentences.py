"""Reasons in one sentence each, the articles first."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.engine.answer_changes import ChangedFact
from zhunsheng.engine.answer_parts import Cite, KnownFact, Status
from zhunsheng.engine.answer_reasons import BearingRule, Displacement
from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.why_phrases import SAY
from zhunsheng.engine.law_dates import ACT_DATE
from zhunsheng.engine.suggestion import Form


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
    say = SAY[language]
    if status == "established":
        facts = _known(because, language)
        key = "because" if facts else "always"
    elif lacks is None:
        key, facts = ("law_open" if law_open else "never"), ""
    else:
        found = tuple(lacks)
        # Where a day is lacking, no law is applied yet; the sentence names the one that was tried.
        key = "lacks_dated" if any(map(_dates, found)) else "lacks"
        facts = _changes(found, language)
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
    return _ended(_cited(cites, language) + SAY[language][key].format(name=name, facts=facts), language)


def spared_sentence(
    rules: Iterable[BearingRule],
    because: Iterable[KnownFact],
    cites: Iterable[Cite],
    language: str,
) -> str:
    """Why nothing is recommended although a provision applies."""
    say, found = SAY[language], tuple(rules)
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
    *,
    without_conduct: bool = False,
) -> str:
    """Why nothing is recommended where no provision applies.

    Args:
        rules: The exceptions and tolerances that stand against it.
        can_change: Whether facts still unknown can change it.
        without_conduct: No conduct is stated, so that there is nothing to judge.
    """
    say = SAY[language]
    against = _titles((item.title for item in rules), language)
    said = say["not_opened"]
    if against:
        said += say["against"].format(titles=against, facts=_known(because, language))
    last = (
        "no_conduct"
        if without_conduct
        else "settled"
        if not can_change
        else "may_change"
        if against
        else "clears_nobody"
    )
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
    proved: bool = True,
    without_conduct: bool = False,
) -> str:
    """What a form lacks to be recommended, or a measure to be within the range.

    Args:
        law_open: Where nothing was found: because the law that governs is not known.
        proved: Whether no fewer facts do it; where nothing was found, that nothing does.
        without_conduct: Where nothing was found: because no conduct is stated.
    """
    say, kind = SAY[language], "measure" if is_measure else "form"
    forms = PHRASES[language]
    now = say["now" if form.at_least == form.at_most else "now_within"].format(
        form=forms[str(form.recommended)], low=forms[str(form.at_least)], high=forms[str(form.at_most)]
    )
    if lacks is None:
        key = f"{kind}_{'never' if proved else 'not_found'}"
        key = "lacks_conduct" if without_conduct else "outcome_law_open" if law_open else key
        return _ended(say[key].format(name=name, now=now), language)
    facts = _changes(lacks, language) + ("" if proved else say["unproved"])
    said = say[f"{kind}_lacks"].format(name=name, facts=facts, now=now)
    return _ended(_cited(cites, language) + said, language)


def _cited(cites: Iterable[Cite], language: str) -> str:
    titles = tuple(dict.fromkeys(cite.title for cite in cites))
    say = SAY[language]
    return say["by"].format(cites=say["between"].join(titles)) if titles else ""


def _titles(titles: Iterable[str], language: str) -> str:
    say = SAY[language]
    return say["join"].join(say["title"].format(title=title) for title in dict.fromkeys(titles))


def _known(facts: Iterable[KnownFact], language: str) -> str:
    say = SAY[language]
    return say["join"].join(say["is"].format(name=fact.name, value=fact.value_name) for fact in facts)


def _changes(facts: Iterable[ChangedFact], language: str) -> str:
    say = SAY[language]
    return say["join"].join(
        say[_kind(item)].format(name=item.name, before=item.before_name, after=item.after_name)
        for item in facts
    )


def _kind(item: ChangedFact) -> str:
    """How a change is said."""
    if item.before is not None:
        return "otherwise"
    return "dated" if _dates(item) else "found"


def _dates(item: ChangedFact) -> bool:
    """Whether a change gives an act its day, which decides which law is tried."""
    return item.before is None and fact_at(item.fact) == ACT_DATE


def _ended(said: str, language: str) -> str:
    return said[0].upper() + said[1:] + SAY[language]["end"]
