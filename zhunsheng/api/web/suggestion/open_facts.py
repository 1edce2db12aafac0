"""The open questions: on which unknown facts it hangs where a subject ends, and where each answer leads."""

from __future__ import annotations

from typing import Literal

from zhunsheng.api.web.suggestion.form_scale import Standing, horizon_of, standing
from zhunsheng.api.web.suggestion.names import Names
from zhunsheng.engine.answer_parts import Answer
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.suggestion import Bounds, Form, OpenQuestion, Outlook, SubjectAnswer


class Lead(Answer):
    """Where some answers lead, which all lead to the same.

    Attributes:
        answers: In words.
        standings: Of "not held accountable" and the four forms.
        range, possible: From a form to a form, in words.
        measures: Those to start from.
        as_now: Whether forms and measures are those that are suggested now.
        possible_as_now: Whether as much is possible as now.
    """

    answers: tuple[str, ...]
    standings: tuple[Standing, ...]
    range: str
    recommended: str
    possible: str
    measures: tuple[str, ...]
    as_now: bool
    possible_as_now: bool


class OpenFact(Answer):
    """An unknown fact that can change the outcome.

    Attributes:
        fact: JSON pointer into the case document.
        name: What it is called, with its place.
        together: Other facts with the answers that it takes beside it, in words; none where it matters by itself.
        evidence: What would show it, in a sentence.
    """

    fact: str
    name: str
    question: str
    answer_by: Literal["handler", "reviewer"]
    answered_by: str
    judgement: bool
    evidence: str
    together: tuple[str, ...]
    leads: tuple[Lead, ...]


def open_facts(subject: SubjectAnswer, names: Names) -> tuple[OpenFact, ...]:
    """The open questions of a subject, the weightiest first."""
    return tuple(_open_fact(question, subject, names) for question in subject.open_questions)


def _open_fact(question: OpenQuestion, subject: SubjectAnswer, names: Names) -> OpenFact:
    return OpenFact(
        fact=question.fact,
        name=names.fact(question.fact),
        question=question.question,
        answer_by=question.answer_by,
        answered_by=names.phrases[question.answer_by],
        judgement=question.judgement,
        evidence=names.say["evidence_wanted"].format(evidence=question.evidence) if question.evidence else "",
        together=tuple(
            names.say["factor_fact"].format(fact=item.name, value=item.value_name)
            for item in question.together_with
        ),
        leads=_leads(question, subject, names),
    )


def _leads(question: OpenQuestion, subject: SubjectAnswer, names: Names) -> tuple[Lead, ...]:
    """One for each different outlook, in the order of the answers."""
    now = (subject.form, tuple(measure.name for measure in subject.measures if measure.recommended))
    proved = horizon_of(subject.possible)
    found: dict[tuple[Form, Bounds, tuple[str, ...]], list[str]] = {}
    for outlook in question.outlooks:
        found.setdefault((outlook.form, _within(outlook, proved), outlook.measures), []).append(outlook.name)
    return tuple(
        Lead(
            answers=tuple(answers),
            standings=tuple(standing(number, form, bounds) for number in (0, *FORMS)),
            range=names.forms(form.at_least, form.at_most),
            recommended=names.form(form.recommended),
            possible=names.forms(bounds.lowest, bounds.highest),
            measures=measures,
            as_now=(form, measures) == now,
            possible_as_now=bounds == proved,
        )
        for (form, bounds, measures), answers in found.items()
    )


def _within(outlook: Outlook, proved: Bounds) -> Bounds:
    """What is possible after an answer: no more than what is proved possible before it."""
    return Bounds(
        lowest=max(outlook.possible.lowest, proved.lowest),
        highest=min(outlook.possible.highest, proved.highest),
    )
