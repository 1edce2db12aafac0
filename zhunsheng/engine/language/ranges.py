"""Ranges of measures in rules: names of tracks and steps to a `Range`.

A rule opens a range (``ranges``: from a measure, or from none, to a measure), or a duty is about one (``concerns``: from the
first measure, or a named one, to the last, or a named one).
"""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.engine.language.documents import Document
from zhunsheng.engine.language.rule_documents import ConcernDocument, RangeDocument
from zhunsheng.engine.problems import Problem, RulesetError, nearest
from zhunsheng.engine.scale import Range, Scale


def read_ranges(
    read: Iterable[RangeDocument | ConcernDocument], scale: Scale, document: Document, where: str
) -> tuple[Range, ...]:
    """Resolves the ranges of a rule.

    Raises:
        RulesetError: there is no such track or measure, or a range runs backwards.
    """
    return tuple(_range(item, scale, document, f"{where}/{number}") for number, item in enumerate(read))


def _range(item: RangeDocument | ConcernDocument, scale: Scale, document: Document, where: str) -> Range:
    def refusal(code: str, what: str, place: str, near: str | None) -> RulesetError:
        mend = "Tracks and measures are in rulesets/scale.yaml."
        return RulesetError(
            [Problem(code, what, mend=mend, near=near, pointer=place, span=document.span(place))]
        )

    tracks = {track.key: track for track in scale.tracks}
    track = tracks.get(item.track)
    if track is None:
        what = f"there is no track '{item.track}'"
        raise refusal("unknown_track", what, where + "/track", nearest(item.track, tracks))
    names = [step.name.zh for step in track.steps]
    for name in (item.start, item.to):
        if name is not None and name not in names:
            what = f"'{track.name.zh}' has no measure '{name}'"
            raise refusal("unknown_measure", what, where, nearest(name, names))
    from_none = 0 if isinstance(item, RangeDocument) else 1
    low = track.number(item.start) if item.start else from_none
    high = track.number(item.to) if item.to else len(names)
    if low > high:
        raise refusal("range", f"'{item.start}' is heavier than '{item.to}'", where, None)
    return Range(track.key, low, high)


def read_tracks(read: Iterable[str], scale: Scale, document: Document, where: str) -> tuple[str, ...]:
    """Resolves the tracks that a tolerance spares.

    Raises:
        RulesetError: there is no such track.
    """
    known = {track.key for track in scale.tracks}
    found = tuple(read)
    for number, key in enumerate(found):
        if key not in known:
            place = f"{where}/{number}"
            raise RulesetError(
                [
                    Problem(
                        "unknown_track",
                        f"there is no track '{key}'",
                        mend="Tracks and measures are in rulesets/scale.yaml.",
                        near=nearest(key, known),
                        pointer=place,
                        span=document.span(place),
                    )
                ]
            )
    return found
