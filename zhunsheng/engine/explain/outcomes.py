"""Where a variant of a subject ends, and in which direction another one lies.

Outcomes are compared by the recommended form, then by the upper and the lower end of the range. Where these are the same, by the
recommended measures: lighter where no ladder is higher, heavier where none is lower, and else merely another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.engines.verdict import FormVerdict
from zhunsheng.engine.matched_sanctions import asked_of, open_to_matching
from zhunsheng.engine.outcome import recommended_steps, usual_form
from zhunsheng.engine.release import Release
from zhunsheng.engine.variants.outlooks import Outlooks

Direction: TypeAlias = Literal["lighter", "heavier", "other"]

DIRECTIONS: tuple[Direction, ...] = ("lighter", "heavier", "other")


@dataclass(frozen=True)
class Outcome:
    """Where a variant ends.

    Attributes:
        steps: The recommended step of each track, in the order of the scale.
    """

    forms: FormVerdict
    recommended: int
    steps: tuple[int, ...]

    def towards(self, other: Outcome) -> Direction | None:
        """In which direction another outcome lies; None where it is the same."""
        mine, its = ((of.recommended, of.forms.high, of.forms.low) for of in (self, other))
        if mine != its:
            return "heavier" if its > mine else "lighter"
        pairs = tuple(zip(self.steps, other.steps, strict=True))
        if all(one == another for one, another in pairs):
            return None
        if all(one <= another for one, another in pairs):
            return "heavier"
        return "lighter" if all(one >= another for one, another in pairs) else "other"


def outcome_of(release: Release, found: Outlooks, bit: int) -> Outcome:
    """Where the variant of a bit ends."""
    scale = release.scale
    rules = found.rules(bit)
    usual = usual_form(release.rules, rules, scale)
    asked = asked_of(release, found.columns.subject)
    matching = open_to_matching(release, asked, lambda rule: rules[rule].established) if asked else ()
    steps = recommended_steps(found.tracks(bit), scale, usual, matching)
    return Outcome(
        found.forms(bit), found.recommended(bit), tuple(steps[track.key] for track in scale.tracks)
    )
