"""A case that a reviewer has given back: that he did, why, and the opinions that are void with it.

It stands at the top of the case and beside the opinion that is asked for anew, until the case is before a reviewer again: whoever
handles it must not have to find it among all that has happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhunsheng.api.web.cases.case_at_hand import CaseAtHand
from zhunsheng.api.web.cases.history_shown import HappenedShown, history_shown
from zhunsheng.api.web.cases.shown import Shown
from zhunsheng.records.workflow.events import Event, Kind, OpinionGiven, OpinionWithdrawn
from zhunsheng.records.workflow.state import Phase

_WITH_THE_HANDLER: Final = frozenset({Phase.FACTS, Phase.EVALUATED})
#: After these, a return that came before says nothing about what is to be done now.
_SETTLING: Final[frozenset[Kind]] = frozenset(
    {
        "review.returned",
        "review.approved",
        "case.closed",
        "case.closed_without_accountability",
        "correction.reopened",
    }
)
#: What is proposed, and void once it is returned.
_PROPOSED: Final[frozenset[Kind]] = frozenset({"opinion.given", "discontinuance.proposed"})
#: What makes all that was proposed before it void.
_BEGINS_ANEW: Final[frozenset[Kind]] = frozenset(
    {"discontinuance.withdrawn", "evaluation.recorded", "facts.recorded"}
)


class ReturnedShown(Shown):
    """A return that has not been answered yet.

    Attributes:
        step: The return, with its grounds.
        void: What had been proposed.
    """

    step: HappenedShown
    void: tuple[HappenedShown, ...]


def returned_shown(hand: CaseAtHand) -> ReturnedShown | None:
    """Why a case is back with its handler; None where it is not, or was never elsewhere."""
    history = hand.read.history
    settled = next((event for event in reversed(history) if event.kind in _SETTLING), None)
    if hand.read.state.phase not in _WITH_THE_HANDLER or settled is None or settled.kind != "review.returned":
        return None
    shown = {step.number: step for step in history_shown(hand)}
    void = sorted(_void(history[: settled.number - 1]))
    return ReturnedShown(step=shown[settled.number], void=tuple(shown[number] for number in void))


def _void(before: tuple[Event, ...]) -> Iterator[int]:
    """The numbers of what was proposed last. Whose opinion was taken back, his former one is not looked for."""
    taken_back: set[str] = set()
    for event in reversed(before):
        if event.kind in _SETTLING or event.kind in _BEGINS_ANEW:
            return
        if isinstance(event, OpinionWithdrawn):
            taken_back.add(event.subject)
        elif isinstance(event, OpinionGiven) and event.subject in taken_back:
            continue
        elif event.kind in _PROPOSED:
            yield event.number
