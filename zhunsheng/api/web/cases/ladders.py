"""The measures of the scale to choose among, track by track, each with how it stands to what was suggested or decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.shown import LadderShown, Standing, StepShown
from zhunsheng.engine.tracks import Step


def ladders_beside_suggestion(hand: CaseAtHand, subject: str) -> tuple[LadderShown, ...]:
    """The ladders for a subject; measures outside the range of the suggestion are marked.

    Where the suggestion's own words were erased, what it recommended is known and its range is not: then nothing is marked as
    outside.
    """
    suggested = hand.read.state.evaluation.suggested(subject) if hand.read.state.evaluation else None
    recommended = set(suggested.measures if suggested else ())
    inside = _inside(hand, subject)

    def standing(key: str) -> Standing:
        if key in recommended:
            return "recommended"
        return "open" if inside is None else "inside" if key in inside else "outside"

    known = recommended | (inside or set())
    return _ladders(hand, known, standing)


def ladders_beside_decision(hand: CaseAtHand) -> tuple[LadderShown, ...]:
    """The ladders for whoever decides an appeal; what was decided on those who appeal is marked."""
    state = hand.read.state
    decided = {
        key
        for appeal in state.open_appeals
        if state.decision and (outcome := state.decision.on(appeal.subject))
        for key in outcome.measures
    }
    return _ladders(hand, decided, lambda key: "decided" if key in decided else "open")


def form_of(hand: CaseAtHand, measures: Collection[str]) -> int:
    """The form that measures come to: that of the heaviest; 0 where there are none, or none that the forms count."""
    steps = (step for track in hand.release.scale.tracks for step in track.steps if step.key in measures)
    return max((step.form or 0 for step in steps), default=0)


def _inside(hand: CaseAtHand, subject: str) -> set[str] | None:
    """The keys of the measures within the range; None where nobody knows any more."""
    found = subject_of(hand, subject)
    if found is None:
        return None
    return {str(measure["key"]) for measure in found.get("measures", ())}


def subject_of(hand: CaseAtHand, subject: str) -> Mapping[str, Any] | None:
    """What the newest suggestion says of a subject, as it was recorded; None where that was erased.

    It is read as it was written down, and not as today's model of an answer, which may have changed since.
    """
    if hand.recorded is None:
        return None
    subjects: Any = hand.recorded.answer.document.get("subjects", [])
    return next((one for one in subjects if one.get("subject_id") == subject), None)


def _ladders(
    hand: CaseAtHand, known: Collection[str], standing: Callable[[str], Standing]
) -> tuple[LadderShown, ...]:
    """The ladders for persons or for organizations, by the measures that are known; both where none is."""
    tracks = hand.release.scale.tracks
    kinds = {track.subject for track in tracks if any(step.key in known for step in track.steps)}
    return tuple(
        LadderShown(
            key=track.key,
            name=track.name.get(hand.language),
            proposal_only=track.proposal_only,
            steps=tuple(_step(hand, step, standing(step.key)) for step in track.steps),
        )
        for track in tracks
        if not kinds or track.subject in kinds
    )


def _step(hand: CaseAtHand, step: Step, standing: Standing) -> StepShown:
    name = hand.form(step.form) if step.form is not None else ""
    return StepShown(
        key=step.key, name=step.name.get(hand.language), form=step.form, form_name=name, standing=standing
    )
