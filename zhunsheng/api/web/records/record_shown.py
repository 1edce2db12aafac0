"""The record of an evaluation as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.records import Records
from zhunsheng.api.web.cases.move_pages import role_name
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.log.kind_words import kind_name
from zhunsheng.api.web.log.proof_shown import ProofShown, proof_shown
from zhunsheng.api.web.register.words import Words
from zhunsheng.api.web.suggestion.names import checked_by
from zhunsheng.api.web.suggestion.showing import shown
from zhunsheng.api.web.suggestion.shown_suggestion import ShownSuggestion
from zhunsheng.api.web.suggestion.stated_facts import StatedFacts, stated_facts
from zhunsheng.api.web.trace.told import suggestion_of
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.problems import InputError
from zhunsheng.records.record_reading import RecordRead
from zhunsheng.records.recorded_evaluations import RecordedEvaluation
from zhunsheng.records.register.facets import Facet


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class StepShown(_Shown):
    """An event of the case.

    Attributes:
        entry: Its number in the log.
        part: Whether it is of this record: its facts, or itself.
        record: The number of the evaluation that it recorded.
    """

    number: int
    entry: int
    at: datetime
    name: str
    actor: str
    actor_name: str
    role: str
    part: Literal["", "facts", "evaluation"]
    record: int | None


class ErasureShown(_Shown):
    """That contents of the case were erased since."""

    at: datetime
    actor: str | None
    ground: str
    events: tuple[int, ...]


class AnswerShown(_Shown):
    """What was asked and answered, in words.

    Attributes:
        facts, law, checked: In the language of the page: what is data is told in the reader's.
        checked_as_recorded: Whether `checked` is a sentence of the record instead, in the language of its suggestion.
        suggestion: In the language that it was made in.
    """

    facts: StatedFacts
    law: str
    checked: str
    checked_as_recorded: bool
    suggestion: ShownSuggestion


class RecordShown(_Shown):
    """The record of an evaluation.

    Attributes:
        answer: Facts and suggestion; null where they are not shown, and `not_shown` says why.
        changed: Whether that is because they are not what was written down.
        present_rules: Whether the rules that it was made under are those that answer now.
        proof, facts_proof: Of its entry in the log, and of that of its facts.
        steps: What happened to the case.
    """

    id: str
    case: str
    number: int
    at: datetime
    actor: str
    actor_name: str
    role: str
    release: str
    basis: str
    present_rules: bool
    answer: AnswerShown | None
    not_shown: str
    changed: bool
    proof: ProofShown
    facts_proof: ProofShown
    steps: tuple[StepShown, ...]
    erasures: tuple[ErasureShown, ...]
    filled: Filled


def people_of(read: RecordRead) -> frozenset[str]:
    """The ids of everybody whom the page of a record names."""
    return frozenset({read.event.actor, *(step.event.actor for step in read.steps)})


def record_shown(
    records: Records, read: RecordRead, names: Mapping[str, str], language: Language, subject: str | None
) -> RecordShown:
    """The record in words.

    Args:
        names: What people are called, by their ids (`people_of`).
        subject: The id of the subject that is shown in full; None: the first.

    Raises:
        InputError: the suggestion has no such subject.
    """
    event, of = read.event, read.of
    answer, not_shown = None, ""
    if read.found is not None:
        answer, not_shown = _answer(records, read, read.found, language, subject)
    elif read.changed is not None:
        not_shown = read.changed.say(language)[0]
    return RecordShown(
        id=of.id,
        case=of.case,
        number=of.number,
        at=event.at,
        actor=event.actor,
        actor_name=names[event.actor],
        role=role_name(event.acting_as, language),
        release=event.release,
        basis=of.basis,
        present_rules=of.basis == records.answers.basis,
        answer=answer,
        not_shown=not_shown,
        changed=read.changed is not None,
        proof=proof_shown(read.proved, records.ledger, language),
        facts_proof=proof_shown(read.facts_proved, records.ledger, language),
        steps=tuple(_steps(read, names, language)),
        erasures=tuple(
            ErasureShown(
                at=entry.time,
                actor=entry.actor,
                ground=str(entry.facts["ground"]),
                events=tuple(entry.facts["events"]),
            )
            for entry in read.erasures
        ),
        filled=Filled.fresh(engine="recorded"),
    )


def _answer(
    records: Records,
    read: RecordRead,
    found: RecordedEvaluation,
    language: Language,
    subject: str | None,
) -> tuple[AnswerShown | None, str]:
    """Facts and suggestion in words, or why not: their ruleset, or their shape, is none that is known here."""
    try:
        evaluator = records.evaluators.of(read.of.basis)
        suggestion = suggestion_of(found)
        case = evaluator.read(Document(found.facts.document, read.of.id))
    except InputError as error:
        return None, error.problems[0].say(language)[0]
    view = shown(suggestion, evaluator.release, language, subject)
    answer = AnswerShown(
        facts=stated_facts(
            suggestion, case, found.facts.document, evaluator.release, view.subject.id, language
        ),
        law=Words(evaluator.release, language).value(Facet.LAW, suggestion.law.applied),
        checked=checked_by(suggestion.engines, language),
        checked_as_recorded=suggestion.engines.note is not None,
        suggestion=view,
    )
    return answer, ""


def _steps(read: RecordRead, names: Mapping[str, str], language: Language) -> list[StepShown]:
    parts: dict[int, Literal["facts", "evaluation"]] = {
        read.of.facts: "facts",
        read.of.number: "evaluation",
    }
    return [
        StepShown(
            number=step.event.number,
            entry=step.entry,
            at=step.event.at,
            name=kind_name(step.event.kind, language),
            actor=step.event.actor,
            actor_name=names[step.event.actor],
            role=role_name(step.event.acting_as, language),
            part=parts.get(step.event.number, ""),
            record=step.event.number if step.event.kind == "evaluation.recorded" else None,
        )
        for step in read.steps
    ]
