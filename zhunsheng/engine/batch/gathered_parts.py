"""What a subject's circuit is told of its conducts, gathered position by position on words.

*any* is an OR of the true rails and an AND of the false ones, *all* the reverse, *count* keeps "1, 2, … so far". A subject that
has no conduct at a position has nothing to say there, so the rows beyond the first so many are left as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from zhunsheng.engine.batch.outputs import OUTLOOKS, ConductRail, PartRail, Written
from zhunsheng.engine.batch.words import ONES, Words, words_for, words_of
from zhunsheng.engine.circuit.nodes import Parts


@dataclass(frozen=True)
class GatheredParts:
    """Gathers the answers to questions about conducts.

    Attributes:
        subjects: How many there are.
        questions: Those that are asked, by their nodes in the subject's circuit.
        rows: The rails so far.
    """

    subjects: int
    questions: Mapping[int, Parts]
    rows: dict[object, Words] = field(default_factory=dict)
    _true_so_far: dict[tuple[int, str], list[Words]] = field(default_factory=dict)
    _open_so_far: dict[tuple[int, str], list[Words]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        width = words_for(self.subjects)
        for number, question in self.questions.items():
            for outlook in OUTLOOKS:
                # Of no conduct at all: none satisfies anything, and all of them do.
                every = question.quantifier == "all"
                for rail in (True, False):
                    fill = ONES if every is rail else np.uint64(0)
                    self.rows[PartRail(number, outlook, rail)] = np.full(width, fill, dtype=np.uint64)
                if question.quantifier == "count":
                    for so_far in (self._true_so_far, self._open_so_far):
                        so_far[number, outlook] = [
                            np.zeros(width, dtype=np.uint64) for _ in range(question.number)
                        ]

    def add(self, written: Written, conducts: int) -> None:
        """What the conducts at one position say; they are those of the first so many subjects."""
        width = words_for(conducts)
        there = words_of(np.ones(conducts, dtype=np.bool_))
        for number, question in self.questions.items():
            for outlook in OUTLOOKS:
                true, false = (written[ConductRail(question.node, outlook, rail)] for rail in (True, False))
                own_true, own_false = (
                    self.rows[PartRail(number, outlook, rail)][:width] for rail in (True, False)
                )
                match question.quantifier:
                    case "any":
                        own_true |= true & there
                        own_false &= false | ~there
                    case "all":
                        own_true &= true | ~there
                        own_false |= false & there
                    case "count":
                        _count(self._true_so_far[number, outlook], true & there, width)
                        _count(self._open_so_far[number, outlook], ~false & there, width)
                        own_true[:] = self._true_so_far[number, outlook][-1][:width]
                        own_false[:] = ~self._open_so_far[number, outlook][-1][:width]


def of_single(written: Written, questions: Mapping[int, Parts]) -> Mapping[object, Words]:
    """The same where every subject has one conduct: what that says, but that it is never two."""
    found: dict[object, Words] = {}
    none = np.zeros(written.rows.shape[1], dtype=np.uint64)
    for number, question in questions.items():
        several = question.quantifier == "count" and question.number > 1
        for outlook in OUTLOOKS:
            for rail in (True, False):
                said = written[ConductRail(question.node, outlook, rail)]
                found[PartRail(number, outlook, rail)] = (~none, none)[rail] if several else said
    return found


def _count(so_far: list[Words], holds: Words, width: int) -> None:
    """After each conduct, whether 1, 2, … have been found."""
    for number in range(len(so_far) - 1, 0, -1):
        so_far[number][:width] |= so_far[number - 1][:width] & holds
    so_far[0][:width] |= holds
