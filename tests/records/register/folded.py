"""The register as it is when nothing is looked up: every case is folded. What rows answer is held against it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tests.records.register.histories import Histories
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import allowed
from zhunsheng.records.case_relations import relation_of
from zhunsheng.records.register.case_rows import for_review
from zhunsheng.records.register.criteria import Criteria
from zhunsheng.records.register.facets import Facet
from zhunsheng.records.workflow.events import EvaluationRecorded, Event
from zhunsheng.records.workflow.history import state_of, states
from zhunsheng.records.workflow.opinions import Choice, Overridden
from zhunsheng.records.workflow.state import CaseState


@dataclass(frozen=True)
class Folded:
    """An evaluation, its case as it stands, and the opinion on each of its subjects.

    Attributes:
        decided: Whether the case was closed with these opinions.
    """

    event: EvaluationRecorded
    state: CaseState
    opinions: dict[str, Choice]
    decided: bool
    newest: bool

    @cached_property
    def values(self) -> dict[Facet, set[str]]:
        event, subjects = self.event, self.event.subjects
        said = [self.opinions.get(of.subject) for of in subjects]
        return {
            Facet.STATE: {self.state.phase.value},
            Facet.FOR_REVIEW: {"true" if for_review(self.state) else "false"},
            Facet.OWNER: {self.state.owner or ""},
            Facet.ACTOR: {event.actor},
            Facet.RELEASE: {event.release},
            Facet.LAW: {event.law} if event.law else set(),
            Facet.ENGINES: {",".join(event.engines)} if event.engines else set(),
            Facet.RECOMMENDED: {str(of.form) for of in subjects},
            Facet.AT_LEAST: {str(of.at_least) for of in subjects if of.at_least is not None},
            Facet.AT_MOST: {str(of.at_most) for of in subjects if of.at_most is not None},
            Facet.OPINION: {opinion.choice if opinion else "none" for opinion in said},
            Facet.RULE: {rule for of in subjects for rule in of.deciding},
            Facet.CATEGORY: {category for of in subjects for category in of.findings},
            Facet.REASON: {
                reason.ground
                for opinion in said
                if isinstance(opinion, Overridden)
                for reason in opinion.reasons
            },
        }


@dataclass(frozen=True)
class FoldedRegister:
    """All cases, folded once."""

    histories: Histories

    def found(self, account: Account, criteria: Criteria) -> list[Folded]:
        """The evaluations that an account finds, the newest first."""
        wanted = [of for of in self._readable(account) if _meets(of, criteria)]
        # Of those that were made in one moment, the one that was recorded later is the newer.
        places = {case: place for place, case in enumerate(self.histories)}
        return sorted(
            wanted, key=lambda of: (of.event.at, places[of.event.case], of.event.number), reverse=True
        )

    def _readable(self, account: Account) -> Iterator[Folded]:
        for state, evaluations in self._cases:
            if allowed(account, Operation.READ_CASE, relation_of(state, account)) is None:
                yield from evaluations

    @cached_property
    def _cases(self) -> list[tuple[CaseState, tuple[Folded, ...]]]:
        folded = ((state_of(events), events) for events in self.histories.values())
        return [(state, tuple(_of_case(events, state))) for state, events in folded]


def _of_case(events: tuple[Event, ...], state: CaseState) -> Iterator[Folded]:
    evaluations = [event for event in events if isinstance(event, EvaluationRecorded)]
    for event in evaluations:
        opinions, decided = _opinions(events, event.number)
        yield Folded(event, state, opinions, decided, newest=event is evaluations[-1])


def _opinions(events: tuple[Event, ...], evaluation: int) -> tuple[dict[str, Choice], bool]:
    """Those with which it was decided; if it was not, those that stand. And whether it was."""
    passed = tuple(states(events))
    closings = [
        after for before, after in itertools.pairwise(passed) if not before.decision and after.decision
    ]
    for state in (*closings, passed[-1]):
        if state.evaluation and state.evaluation.number == evaluation:
            said = {} if state.discontinuance else {of.subject: of.opinion for of in state.opinions}
            return said, state in closings
    return {}, False


def _meets(of: Folded, criteria: Criteria) -> bool:
    return (
        of.event.case.startswith(criteria.case or "")
        and (criteria.since is None or of.event.at >= criteria.since)
        and (criteria.until is None or of.event.at < criteria.until)
        and (of.newest or not criteria.newest)
        and all(value in of.values[facet] for facet, value in criteria.values.items())
        and (not criteria.decided or _decided(of, criteria.values.get(Facet.OPINION)))
    )


def _decided(of: Folded, choice: str | None) -> bool:
    """Whether the case was closed with an opinion on one of the subjects: with this one, where one is asked for."""
    return of.decided and any(choice in (None, opinion.choice) for opinion in of.opinions.values())
