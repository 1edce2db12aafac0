"""The measures, as ladders from light to heavy, and the moves that circumstances make on them.

A rule never says "serious warning". It says "from warning to serious warning", because that is what the law says, and
circumstances then move the ends of the range. So the scale knows ladders (*tracks*), their *steps* in order, and *moves*.
The form of a case (第一种形态 to 第四种形态) is read off the step it ends on; no rule can assert a form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.matching import Matching
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.tracks import Step as Step
from zhunsheng.engine.tracks import Track as Track

#: The four forms; 0 stands for "not held accountable".
FORMS = (1, 2, 3, 4)

MoveKind: TypeAlias = Literal["merge", "aggravate", "severe", "reduce", "lenient", "mitigate", "waive", "cap"]


@dataclass(frozen=True)
class Move:
    """What a circumstance does to the range on one track.

    ===========  ==================================================================================================
    merge        (two or more violations, so judged) both ends one step up: 合并处理
    aggravate    the upper end one step up; inside the range, prefer the heavier: 从重 or 加重
    severe       prefer the heavier end of the range, which stays as it is: 从重
    reduce       (must) both ends one step down; from the first step to a measure of the first form instead: 应当减轻
    lenient      (must) prefer the lighter end of the range, which stays as it is: 应当从轻
    mitigate     (may) the lower end one step down, but not below the first, nor from the last alone: 从轻 or 减轻
    waive        (may) the lower end to none, with a measure of the first form instead: 免予
    cap          neither end above a step
    ===========  ==================================================================================================

    Attributes:
        conclusion: Key of the circumstance.
        start_at_most: waive: the range must start at this step number or below.
        instead: waive and reduce: the track and step number that remain as the least.
        at: cap: the highest step number.
    """

    conclusion: str
    kind: MoveKind
    track: str
    cites: tuple[Citation, ...]
    start_at_most: int = 0
    instead: tuple[str, int] | None = None
    at: int = 0


@dataclass(frozen=True)
class Range:
    """From a step to a step on a track; 0 is "none"."""

    track: str
    low: int
    high: int


@dataclass(frozen=True)
class EitherSuffices:
    """Where measures on both tracks stay within a form, one on the first does for both."""

    first: str
    second: str
    up_to_form: int
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Usual:
    """The form that a conclusion about practice stands for."""

    conclusion: str
    form: int


@dataclass(frozen=True)
class PracticeScale:
    """How practice chooses a point of a range.

    Attributes:
        order: Tracks in the order in which a measure of the usual form is looked for.
    """

    order: tuple[str, ...] = ()
    forms: tuple[Usual, ...] = ()


@dataclass(frozen=True)
class Scale:
    """All tracks and moves, which measures go together, and how practice chooses among them."""

    tracks: tuple[Track, ...]
    moves: tuple[Move, ...]
    either: tuple[EitherSuffices, ...]
    practice: PracticeScale = PracticeScale()
    matching: tuple[Matching, ...] = ()

    def track(self, key: str) -> Track:
        """The track of that key."""
        return next(track for track in self.tracks if track.key == key)

    def step(self, key: str) -> tuple[Track, int]:
        """The track and number of a step by its key."""
        return next(
            (track, n) for track in self.tracks for n, step in enumerate(track.steps, 1) if step.key == key
        )
