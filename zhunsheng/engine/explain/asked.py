"""Open questions as they stand in an answer: in words, with who can answer, and where each answer would lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.explain.questions import Answer, Prospect, Question
from zhunsheng.engine.explain.shown_facts import ShownFacts
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Bounds, Form, OpenQuestion, Outlook
from zhunsheng.engine.vocabulary.facts import Fact, FactValue

_TEXT: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "leads": "若为{names}：{parts}",
        "rest": "若为其余{n}种回答：{parts}",
        "whichever": "若为任何一种回答（{n}种）：{parts}",
        "form": "形态{forms}，建议{recommended}（{measures}）",
        "as_before": "建议不变",
        "possible": "可能{possible}",
        "measures_only": "只影响各项措施的可能范围",
        "given": "单独不改变结论；若{facts}：{before}；再",
        "then_measures_only": "查清这一项，只影响各项措施的可能范围",
        "fact": "{name}为“{value}”",
        "value": "“{name}”",
        "member": "含{name}",
        "no_member": "不含{name}",
        "or": "或",
        "and": "、",
        "part": "，",
        "to": "至",
        "join": "；",
    },
    "en": {
        "leads": "if {names}: {parts}",
        "rest": "if any of the {n} other answers: {parts}",
        "whichever": "whichever of the {n} answers: {parts}",
        "form": "form {forms}, recommended {recommended} ({measures})",
        "as_before": "the suggestion stays",
        "possible": "possible {possible}",
        "measures_only": "only which measures are possible changes",
        "given": "changes nothing by itself; but where {facts}: {before}; and then, ",
        "then_measures_only": "found out, it changes only which measures are possible",
        "fact": "{name} is “{value}”",
        "value": "“{name}”",
        "member": "with {name}",
        "no_member": "without {name}",
        "or": " or ",
        "and": ", ",
        "part": ", ",
        "to": " to ",
        "join": "; ",
    },
}


#: So many answers that lead to the same are named; more are counted.
READ = 4
#: Where a state of knowledge stands: what is suggested, what is possible, and the recommended measures.
_Stands: TypeAlias = tuple[Form, Bounds, tuple[str, ...]]


def shown_question(question: Question, release: Release, language: str) -> OpenQuestion:
    """One question with its outlooks."""
    fact = release.vocabulary.fact(question.ref)
    show = ShownFacts(release, language)
    text = _TEXT[language]
    outlooks = tuple(_outlook(answer, fact, show, language) for answer in question.answers)
    before = _stands(question.before, show)
    together = tuple(show.held(change.slot, change.value) for change in question.companions)
    facts = text["and"].join(text["fact"].format(name=item.name, value=item.value_name) for item in together)
    # What the other facts alone come to is said: where "the suggestion stays" it is that one, which need not be that of now.
    given = text["given"].format(facts=facts, before=_standing(before, language))
    return OpenQuestion(
        fact=question.pointer,
        question=fact.question.get(language),
        answer_by=fact.answer_by,  # type: ignore[arg-type]  # checked on loading
        judgement=fact.judgement,
        evidence=fact.evidence.get(language),
        together_with=together,
        outlooks=outlooks,
        would_change=(given if together else "")
        + _would_change(before, outlooks, "then_measures_only" if together else "measures_only", language),
    )


def _outlook(answer: Answer, fact: Fact, show: ShownFacts, language: str) -> Outlook:
    member, value = answer.change.slot.member, answer.change.value
    if value is None:
        raise ValueError(f"{answer.change.slot.pointer}: an answer is a value")
    whole: FactValue = value if member is None else {member: bool(value)}
    form, possible, measures = _stands(answer.prospect, show)
    return Outlook(
        value=shown_value(whole),
        name=_name(fact, member, value, language),
        form=form,
        possible=possible,
        measures=measures,
    )


def _stands(prospect: Prospect, show: ShownFacts) -> _Stands:
    standing, forms = show.standing(prospect.outcome), prospect.outcome.forms
    return standing.form, Bounds(lowest=forms.lowest, highest=forms.highest), standing.measures


def _name(fact: Fact, member: str | None, value: FactValue, language: str) -> str:
    """An answer in words; of a set, whether a member is in it."""
    text = _TEXT[language]
    if member is None:
        return fact.value_name(value, language)
    name = fact.value_name({member: True}, language)
    return text["member" if value else "no_member"].format(name=name)


def _would_change(before: _Stands, outlooks: Iterable[Outlook], unchanged: str, language: str) -> str:
    """A clause for each different outlook, with all answers that lead there, telling only what is not as before."""
    text = _TEXT[language]
    alike: dict[_Stands, list[str]] = {}
    for outlook in outlooks:
        name = text["value"].format(name=outlook.name)
        alike.setdefault((outlook.form, outlook.possible, outlook.measures), []).append(name)
    if set(alike) <= {before}:
        return text[unchanged]
    # The longest list of answers is counted and comes last, where it is too long to read; all of them are in `outlooks`.
    most = max(alike, key=lambda after: len(alike[after]))
    counted = {most} if len(alike[most]) > READ else set[_Stands]()
    key = "rest" if len(alike) > 1 else "whichever"
    return text["join"].join(
        text[key if after in counted else "leads"].format(
            names=text["or"].join(alike[after]),
            n=len(alike[after]),
            parts=text["part"].join(_parts(before, after, language)),
        )
        for after in sorted(alike, key=lambda after: after in counted)
    )


def _parts(before: _Stands, after: _Stands, language: str) -> Iterator[str]:
    """What is not as before."""
    suggested, possible = _said(after, language)
    same = (before[0], before[2]) == (after[0], after[2])
    yield _TEXT[language]["as_before"] if same else suggested
    if after[1] != before[1]:
        yield possible


def _standing(stands: _Stands, language: str) -> str:
    return _TEXT[language]["part"].join(_said(stands, language))


def _said(stands: _Stands, language: str) -> tuple[str, str]:
    """The suggestion in words, and what is possible."""
    text = _TEXT[language]
    form, possible, measures = stands
    suggested = text["form"].format(
        forms=between(form.at_least, form.at_most, text["to"]),
        recommended=form.recommended,
        measures=text["and"].join(measures) or PHRASES[language]["no_measure"],
    )
    return suggested, text["possible"].format(possible=between(possible.lowest, possible.highest, text["to"]))


def between(low: int, high: int, to: str) -> str:
    """A range of forms: one number, or from one to another."""
    return str(low) if low == high else f"{low}{to}{high}"
