"""From where a subject stands on the tracks to what is recommended.

The law gives a range; a recommendation needs a point to start from, and the choice of that point is ours, stated here so that it
can be argued with (docs/decisions/0005 and 0013):

1. Start at the least the law asks for. Clauses that say *may* (可以从轻、减轻、免予) open the range below it and do not move the
   recommendation: using them is for people.
2. Where a circumstance that *must* make it heavier is established, and none that may make it lighter, take the heavier end; but
   not where nothing is asked for at all (a tolerated act stays tolerated).
3. Where published notices usually come to a heavier form than that (the rules of layer *practice*), go up to the lightest measure
   of that form, as far as the range goes. Practice never leaves the range, and never moves it.
4. Where a heavy sanction on one ladder goes with one on another (`matching`), go up to that one as well, as far as its range
   goes. That never changes the form.
5. Where one measure does for two ladders (a light Party sanction and a light administrative one; a sanction and a notice or
   admonition), recommend it alone: that of the heavier form, and of one form that on the first ladder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhunsheng.engine.engines.verdict import RuleVerdict, TrackVerdict
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.matching import Matching, raised
from zhunsheng.engine.scale import Scale


def usual_form(rules: Mapping[str, Rule], verdicts: Mapping[str, RuleVerdict], scale: Scale) -> int:
    """The heaviest form that an established rule of practice names; 0 where none does.

    Args:
        verdicts: Of the rules per subject, by id.
    """
    forms = {usual.conclusion: usual.form for usual in scale.practice.forms}
    usual = ((key, forms[rule.conclusion]) for key, rule in rules.items() if rule.conclusion in forms)
    return max((form for key, form in usual if key in verdicts and verdicts[key].established), default=0)


def recommended_steps(
    tracks: Mapping[str, TrackVerdict], scale: Scale, usual: int = 0, matching: Sequence[Matching] = ()
) -> Mapping[str, int]:
    """The recommended step of each track; 0 is none.

    Args:
        usual: The form that practice usually comes to; 0 where there is no practice.
        matching: The measures that are to match.
    """
    steps = {key: _start(track) for key, track in tracks.items()}
    highest = max((scale.track(key).form(track.high) for key, track in tracks.items()), default=0)
    _raise_to(min(usual, highest), steps, tracks, scale)
    steps = raised(steps, tracks, matching)
    for either in scale.either:
        first, second = (scale.track(key).form(steps[key]) for key in (either.first, either.second))
        if steps[either.first] and steps[either.second] and max(first, second) <= either.up_to_form:
            steps[either.first if first < second else either.second] = 0
    return steps


def recommended_form(tracks: Mapping[str, TrackVerdict], scale: Scale, usual: int = 0) -> int:
    """The form of the heaviest recommended measure."""
    steps = recommended_steps(tracks, scale, usual)
    return max(scale.track(key).form(step) for key, step in steps.items())


def _start(track: TrackVerdict) -> int:
    return track.high if track.wish and track.heavier and not track.lighter else track.wish


def _raise_to(form: int, steps: dict[str, int], tracks: Mapping[str, TrackVerdict], scale: Scale) -> None:
    """Up to the lightest measure of a form, on the first ladder of the scale's order that reaches it."""
    if form <= max((scale.track(key).form(step) for key, step in steps.items()), default=0):
        return
    for key in scale.practice.order:
        step = scale.track(key).first_step_of(form)
        if key in tracks and step is not None and step <= tracks[key].high:
            steps[key] = max(steps[key], step)
            return
