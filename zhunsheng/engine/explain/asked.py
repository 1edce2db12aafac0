"""Open questions as they stand in an answer: in words, with who can answer, and where each answer would lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhunsheng.engine.explain.questions import Question
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import Form, OpenQuestion, Outlook

_TEXT = {
    "zh": {
        "outlook": "若为“{name}”：形态{forms}，建议{recommended}",
        "to": "至",
        "join": "；",
    },
    "en": {
        "outlook": "if {name}: form {forms}, recommended {recommended}",
        "to": " to ",
        "join": "; ",
    },
}


def shown_question(question: Question, release: Release, language: str) -> OpenQuestion:
    """One question with its outlooks."""
    fact = release.vocabulary.fact(question.ref)
    text = _TEXT[language]
    outlooks = tuple(
        Outlook(
            value=shown_value(answer.value),
            name=fact.value_name(answer.value, language),
            form=Form(at_least=answer.forms.low, at_most=answer.forms.high, recommended=answer.recommended),
            possible={"lowest": answer.forms.lowest, "highest": answer.forms.highest},
        )
        for answer in question.answers
    )
    return OpenQuestion(
        fact=question.pointer,
        question=fact.question.get(language),
        answer_by=fact.answer_by,  # type: ignore[arg-type]  # checked on loading
        judgement=fact.judgement,
        evidence=fact.evidence,
        outlooks=outlooks,
        would_change=text["join"].join(
            text["outlook"].format(
                name=outlook.name,
                forms=between(outlook.form, text["to"]),
                recommended=outlook.form.recommended,
            )
            for outlook in _distinct(outlooks)
        ),
    )


def between(form: Form, to: str) -> str:
    """The range of forms: one number, or from one to another."""
    ends = (str(form.at_least), str(form.at_most))
    return ends[0] if ends[0] == ends[1] else to.join(ends)


def _distinct(outlooks: Iterable[Outlook]) -> Iterator[Outlook]:
    """One outlook for each different form, the first of them."""
    seen: set[tuple[int, int, int]] = set()
    for outlook in outlooks:
        key = (outlook.form.at_least, outlook.form.at_most, outlook.form.recommended)
        if key not in seen:
            seen.add(key)
            yield outlook
