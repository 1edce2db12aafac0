"""How cases are shown: where one stands, what happened to it, what may be done, what is due. Contents are in none of these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from zhunsheng.engine.evaluation import Language
from zhunsheng.records.case_lists import Page
from zhunsheng.records.casework import CaseRead
from zhunsheng.records.computing_terms import Computed
from zhunsheng.records.evaluating import evaluation_id
from zhunsheng.records.log.entries import Entry
from zhunsheng.records.recorded_evaluations import RecordedEvaluation
from zhunsheng.records.workflow.erasure import entry_of
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.move_words import KINDS, PHASES
from zhunsheng.records.workflow.state import CaseState, Phase
from zhunsheng.records.workflow.terms import Term, TermStatus


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class OutcomeAnswer(_Answer):
    """What somebody answers with."""

    subject: str
    form: Annotated[int, Field(description="形态，0 为不予问责 · The form; 0: not held accountable")]
    measures: tuple[str, ...]


class CaseStateAnswer(_Answer):
    """Where a case stands."""

    id: str
    state: Phase
    state_name: str
    number: Annotated[
        int,
        Field(description="最后一步的编号；下一步为它加一 · Number of the last event; a move names the next"),
    ]
    owner: str | None
    recused: tuple[str, ...]
    facts: Annotated[int | None, Field(description="最新事实的编号 · Event with the newest facts")]
    evaluation: Annotated[int | None, Field(description="最新评估的编号 · Event with the newest evaluation")]
    proposed: Annotated[
        tuple[OutcomeAnswer, ...], Field(description="现有意见 · What standing opinions come to")
    ]
    approvals: int
    approvals_needed: int
    decision: Annotated[
        tuple[OutcomeAnswer, ...] | None, Field(description="生效的决定 · The decision in force")
    ]


class MoveAnswer(_Answer):
    """A kind of move that may be made now."""

    kind: Kind
    name: str


class TermAnswer(_Answer):
    """A duty with its term, as of today."""

    duty: str
    subject: str | None
    rule: str
    due: date | None
    extended_due: date | None
    status: TermStatus
    done_on: date | None


class TermsAnswer(_Answer):
    """The terms of a case after they were computed anew."""

    case: str
    number: Annotated[int, Field(description="这一步的编号 · Number of the event")]
    terms: tuple[TermAnswer, ...]


class ErasedAnswer(_Answer):
    """That contents of the case were erased."""

    at: datetime
    actor: str | None
    ground: str
    events: Annotated[tuple[int, ...], Field(description="哪几步的内容 · Of which events")]


class CaseAnswer(_Answer):
    """A case, as whoever asks may see it."""

    case: CaseStateAnswer
    history: Annotated[
        tuple[dict[str, JsonValue], ...],
        Field(description="办理过程，不含可删除的内容 · What happened, without what may be erased"),
    ]
    erasures: Annotated[
        tuple[ErasedAnswer, ...], Field(description="其中已删除的内容 · What of it was erased since")
    ]
    moves: Annotated[tuple[MoveAnswer, ...], Field(description="您现在可做的 · What you may do now")]
    terms: tuple[TermAnswer, ...]


class ListedAnswer(_Answer):
    """A case in a list."""

    id: str
    state: Phase
    state_name: str
    owner: str
    opened_at: datetime
    changed_at: datetime
    next_due: date | None


class CasesAnswer(_Answer):
    """A part of the list of the cases that may be read."""

    cases: tuple[ListedAnswer, ...]
    next: Annotated[
        str | None,
        Field(
            description="下一页的 cursor；为空即已到末页 · The next page's cursor; null where this is the last"
        ),
    ]


class RecordedEvaluationAnswer(_Answer):
    """An evaluation as it was recorded: facts and suggestion as they were then."""

    id: str
    case: str
    number: int
    at: datetime
    actor: str
    release: Annotated[str, Field(description="规则库摘要 · Digest of the ruleset")]
    facts: dict[str, JsonValue]
    suggestion: dict[str, JsonValue]


class EvaluationAnswer(_Answer):
    """An evaluation that was just recorded."""

    id: str
    case: str
    number: int
    suggestion: dict[str, Any]


def state_answer(state: CaseState, language: Language) -> CaseStateAnswer:
    """Where a case stands."""
    return CaseStateAnswer(
        id=state.case or "",
        state=state.phase,
        state_name=PHASES[state.phase].get(language),
        number=state.number,
        owner=state.owner,
        recused=tuple(sorted(state.recused)),
        facts=state.facts,
        evaluation=state.evaluation.number if state.evaluation else None,
        proposed=tuple(
            OutcomeAnswer(subject=of.subject, form=of.form, measures=of.measures) for of in state.outcomes()
        ),
        approvals=len(state.approvals),
        approvals_needed=state.approvals_needed,
        decision=None
        if state.decision is None
        else tuple(
            OutcomeAnswer(subject=of.subject, form=of.form, measures=of.measures)
            for of in state.decision.outcomes
        ),
    )


def case_answer(read: CaseRead, language: Language) -> CaseAnswer:
    """A case as somebody reads it."""
    return CaseAnswer(
        case=state_answer(read.state, language),
        history=tuple(map(entry_of, read.history)),
        erasures=tuple(map(_erased, read.erasures)),
        moves=tuple(MoveAnswer(kind=kind, name=KINDS[kind].get(language)) for kind in read.moves),
        terms=tuple(map(_term, read.terms)),
    )


def cases_answer(page: Page, language: Language) -> CasesAnswer:
    """A page of a list."""
    return CasesAnswer(
        cases=tuple(
            ListedAnswer(
                id=of.id,
                state=of.state,
                state_name=PHASES[of.state].get(language),
                owner=of.owner,
                opened_at=datetime.fromisoformat(of.opened_at),
                changed_at=datetime.fromisoformat(of.changed_at),
                next_due=of.next_due,
            )
            for of in page.cases
        ),
        next=None if page.following is None else str(page.following),
    )


def recorded_answer(read: RecordedEvaluation) -> RecordedEvaluationAnswer:
    """An evaluation as it was recorded."""
    event = read.event
    return RecordedEvaluationAnswer(
        id=evaluation_id(event.case, event.number),
        case=event.case,
        number=event.number,
        at=event.at,
        actor=event.actor,
        release=event.release,
        facts=read.facts.document,
        suggestion=read.answer.document,
    )


def terms_answer(made: Computed) -> TermsAnswer:
    """The terms of a case after they were computed anew."""
    return TermsAnswer(
        case=made.state.case or "", number=made.state.number, terms=tuple(map(_term, made.terms))
    )


def _erased(entry: Entry) -> ErasedAnswer:
    facts = entry.facts
    return ErasedAnswer(at=entry.time, actor=entry.actor, ground=facts["ground"], events=facts["events"])


def _term(term: Term) -> TermAnswer:
    duty = term.duty
    return TermAnswer(
        duty=duty.duty,
        subject=duty.subject,
        rule=duty.rule,
        due=duty.due,
        extended_due=duty.extended_due,
        status=term.status,
        done_on=term.done_on,
    )
