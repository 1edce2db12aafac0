"""From where a subject stands on the tracks to what is recommended.

The law gives a range; a recommendation needs a point to start from, and the choice of that point is ours, stated here so that it
can be argued with (docs/decisions/0005):

1. Start at the least the law asks for. Clauses that say *may* (可以从轻、减轻、免予) open the range below it and do not move the
   recommendation: using them is for people.
2. Where a circumstance that *must* make it heavier is established, and none that may make it lighter, take the heavier end; but
   not where nothing is asked for at all (a tolerated act stays tolerated).
3. Where one measure does for two ladders (a light Party sanction and a light administrative one; a sanction and a notice or
   admonition), recommend it alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.scale import Scale


def recommended_steps(tracks: Mapping[str, TrackVerdict], scale: Scale) -> Mapping[str, int]:
    """The recommended step of each track; 0 is none."""
    steps = {key: _start(track) for key, track in tracks.items()}
    for either in scale.either:
        pair = (either.first, either.second)
        within = all(scale.track(key).form(steps[key]) <= either.up_to_form for key in pair)
        if within and all(steps[key] for key in pair):
            steps[either.second] = 0
    return steps


def recommended_form(tracks: Mapping[str, TrackVerdict], scale: Scale) -> int:
    """The form of the heaviest recommended measure."""
    return max(scale.track(key).form(step) for key, step in recommended_steps(tracks, scale).items())


def _start(track: TrackVerdict) -> int:
    return track.high if track.wish and track.heavier and not track.lighter else track.wish
