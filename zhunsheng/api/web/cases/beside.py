"""The suggestion for each subject, what is proposed instead of it, and what was decided: side by side, differences in words.

What the log keeps for ever (forms, measures, reasons in codes) is always there. The range of the suggestion, and its names, are
contents and may have been erased; then they are null.
"""

from __future__ import annotations

from typing import Any

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.event_words import said_of_opinion
from zhunsheng.api.web.cases.ladders import subject_of
from zhunsheng.api.web.cases.shown import OutcomeShown, PersonShown, RuleShown, Said, Shown
from zhunsheng.records.workflow.evaluated import Suggested
from zhunsheng.records.workflow.opinions import Overridden
from zhunsheng.records.workflow.state import StandingOpinion


class SuggestedShown(Shown):
    """The suggestion for a subject in short.

    Attributes:
        at_least, at_most: The range of forms in words; null where it was erased.
        within: The measures within the range, by name; null where they were erased.
        possible: Between which forms the case can still end; null where that is one, or was erased.
        open_questions: How many facts are unknown that could change it.
    """

    recommended: OutcomeShown
    at_least: str | None
    at_most: str | None
    within: tuple[str, ...] | None
    possible: tuple[str, str] | None
    open_questions: int
    deciding: tuple[RuleShown, ...]


class OpinionShown(Shown):
    """An opinion that stands.

    Attributes:
        adopted: Whether it is the suggestion.
        said: What it puts in its place, and why, in codes; the words are read at `written`.
        added, left_out: Measures that it has and the suggestion has not, and the other way round.
        heavier: How many forms it is above the suggestion; negative where it is below.
        outside: Measures of it that are outside of the range of the suggestion.
        text: What was written with it, where the page shows that; `written` is where it is read in any case.
    """

    number: int
    by: PersonShown
    adopted: bool
    outcome: OutcomeShown
    said: tuple[Said, ...]
    added: tuple[str, ...]
    left_out: tuple[str, ...]
    heavier: int
    outside: tuple[str, ...]
    text: str | None
    written: str | None


class BesideShown(Shown):
    """One subject: what was suggested, what is proposed, what was decided."""

    subject: str
    suggested: SuggestedShown
    opinion: OpinionShown | None
    decided: OutcomeShown | None


def beside_each_other(hand: CaseAtHand, which: slice = slice(None)) -> tuple[BesideShown, ...]:
    """The subjects of the newest evaluation.

    Args:
        which: Some of them.
    """
    state = hand.read.state
    return tuple(
        beside(hand, one, state.opinion_on(one.subject))
        for one in (state.evaluation.subjects[which] if state.evaluation else ())
    )


def beside(hand: CaseAtHand, suggested: Suggested, standing: StandingOpinion | None) -> BesideShown:
    """One subject."""
    decision = hand.read.state.decision
    decided = decision.on(suggested.subject) if decision else None
    return BesideShown(
        subject=suggested.subject,
        suggested=_suggested(hand, suggested),
        opinion=_opinion(hand, suggested, standing) if standing else None,
        decided=hand.outcome(decided.form, decided.measures) if decided else None,
    )


def _suggested(hand: CaseAtHand, suggested: Suggested) -> SuggestedShown:
    recorded: Any = subject_of(hand, suggested.subject)
    form: Any = recorded["form"] if recorded else {}
    possible: Any = recorded["possible"] if recorded else {}
    # The narrowest bounds that are proved, as on the page of the suggestion.
    proved: Any = possible.get("horizon") or possible
    both = (proved.get("lowest"), proved.get("highest"))
    return SuggestedShown(
        recommended=hand.outcome(suggested.form, suggested.measures),
        at_least=hand.form(form["at_least"]) if recorded else None,
        at_most=hand.form(form["at_most"]) if recorded else None,
        within=tuple(hand.measure(one["key"]) for one in recorded["measures"]) if recorded else None,
        possible=(hand.form(both[0]), hand.form(both[1])) if recorded and both[0] != both[1] else None,
        open_questions=len(recorded["open_questions"]) if recorded else 0,
        deciding=tuple(map(hand.rule, suggested.deciding)),
    )


def _opinion(hand: CaseAtHand, suggested: Suggested, standing: StandingOpinion) -> OpinionShown:
    opinion = standing.opinion
    instead = opinion if isinstance(opinion, Overridden) else None
    form, measures = (instead or suggested).form, (instead or suggested).measures
    recorded: Any = subject_of(hand, suggested.subject)
    inside = {one["key"] for one in recorded["measures"]} if recorded else set(measures)
    there = standing.number in hand.read.written and not _is_erased(hand, standing.number)
    return OpinionShown(
        number=standing.number,
        by=hand.person(standing.by),
        adopted=instead is None,
        outcome=hand.outcome(form, measures),
        said=said_of_opinion(instead, hand) if instead else (),
        added=tuple(hand.measure(key) for key in measures if key not in suggested.measures),
        left_out=tuple(hand.measure(key) for key in suggested.measures if key not in measures),
        heavier=form - suggested.form,
        outside=tuple(hand.measure(key) for key in measures if key not in inside),
        text=hand.texts.get(standing.number),
        written=f"/cases/{hand.id}/events/{standing.number}" if there else None,
    )


def _is_erased(hand: CaseAtHand, number: int) -> bool:
    return any(number in entry.facts["events"] for entry in hand.read.erasures)
