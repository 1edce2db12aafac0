"""Among what one chooses where the model of a move only says that it is an id: people, subjects, appeals, duties, facts.

Only what the workflow would take is offered. It is asked again when the form is sent, since the case may have moved on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.case_facts import stated_facts
from zhunsheng.api.web.cases.shown import Option
from zhunsheng.api.web.cases.terms_shown import duty_value
from zhunsheng.records.colleagues import Colleague
from zhunsheng.records.workflow.events import Kind


@dataclass(frozen=True)
class Choosing:
    """From where options are taken: the case, and the handlers there are."""

    hand: CaseAtHand
    handlers: tuple[Colleague, ...]


#: Kinds of moves that are about something in the case, and are nothing to do where there is no such thing.
_ABOUT: Mapping[Kind, Callable[[CaseAtHand], bool]] = {
    "opinion.withdrawn": lambda hand: bool(hand.read.state.opinions),
    "duty.done": lambda hand: any(term.done_on is None for term in hand.read.terms),
    "appeal.filed": lambda hand: any(True for _ in _decided_on(hand)),
    "recusal.ordered": lambda hand: any(True for _ in _participants(hand)),
}


def anything_for(kind: Kind, hand: CaseAtHand) -> bool:
    """Whether there is anything that a kind of move could be about. The workflow leaves that open until it is said."""
    return kind not in _ABOUT or _ABOUT[kind](hand)


def _owners(choosing: Choosing) -> Iterator[Option]:
    state = choosing.hand.read.state
    barred = state.recused | state.reviewed_by | state.appeals_decided_by
    for one in choosing.handlers:
        if one.id != state.owner and one.id not in barred:
            yield Option(value=one.id, name=one.name)


def _participants(hand: CaseAtHand) -> Iterator[Option]:
    state = hand.read.state
    owner = {state.owner} if state.owner else set()
    for person in sorted((state.took_part | owner) - state.recused - {hand.account.id}):
        yield Option(value=person, name=hand.person(person).name)


def _with_opinion(hand: CaseAtHand) -> Iterator[Option]:
    for standing in hand.read.state.opinions:
        yield Option(value=standing.subject, name=standing.subject)


def _decided_on(hand: CaseAtHand) -> Iterator[Option]:
    state = hand.read.state
    appealing = {appeal.subject for appeal in state.open_appeals}
    for outcome in state.decision.outcomes if state.decision else ():
        if outcome.subject not in appealing:
            shown = hand.outcome(outcome.form, outcome.measures)
            explained = " · ".join((shown.form_name, *shown.measures))
            yield Option(value=outcome.subject, name=outcome.subject, explained=explained)


def _open_appeals(hand: CaseAtHand) -> Iterator[Option]:
    for appeal in hand.read.state.open_appeals:
        received = appeal.received.isoformat()
        yield Option(value=str(appeal.number), name=appeal.subject, explained=received)


def _duties(hand: CaseAtHand) -> Iterator[Option]:
    done = {(one.duty, one.subject) for one in hand.read.state.duties_done}
    for term in hand.read.terms:
        duty = term.duty
        if (duty.duty, duty.subject) not in done:
            name = hand.conclusion(duty.duty)
            yield Option(
                value=duty_value(duty),
                name=f"{duty.subject} · {name}" if duty.subject else name,
                explained=duty.due.isoformat() if duty.due else "",
            )


def _facts(hand: CaseAtHand) -> Iterator[Option]:
    yield from stated_facts(hand)


_OF_CASE: Mapping[tuple[Kind, str], Callable[[CaseAtHand], Iterator[Option]]] = {
    ("recusal.ordered", "person"): _participants,
    ("opinion.withdrawn", "subject"): _with_opinion,
    ("appeal.filed", "subject"): _decided_on,
    ("appeal.decided", "appeal"): _open_appeals,
    ("correction.reopened", "fact"): _facts,
    ("duty.done", "duty"): _duties,
}
_NEW_OWNERS: frozenset[tuple[Kind, str]] = frozenset({("case.handed_over", "to"), ("case.reassigned", "to")})


def options_of(kind: Kind, field: str, choosing: Choosing) -> tuple[Option, ...]:
    """What can be chosen in a field of a kind of move.

    Raises:
        KeyError: nobody knows among what.
    """
    if (kind, field) in _NEW_OWNERS:
        return tuple(_owners(choosing))
    return tuple(_OF_CASE[kind, field](choosing.hand))
