"""Where a recommendation stands within its range, and that matching sanctions never takes it out of there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.engine.engines.verdict import TrackVerdict
from zhunsheng.engine.outcome import recommended_form, recommended_steps
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scale import Scale

#: Steps by number: removal from Party posts, expulsion; major demerit, removal from office, dismissal.
POST, EXPULSION = 3, 5
MAJOR_DEMERIT, REMOVAL, DISMISSAL = 3, 5, 6


@pytest.fixture(scope="module")
def scale() -> Scale:
    return default_release().scale


def ends(
    low: int, high: int, *, wish: int | None = None, heavier: bool = False, lighter: bool = False
) -> TrackVerdict:
    """A track with a known range."""
    return TrackVerdict(low, low if wish is None else wish, high, low, high, heavier, lighter)


def on(scale: Scale, **tracks: TrackVerdict) -> dict[str, TrackVerdict]:
    """All tracks of the scale; where nothing is said, nothing opens one."""
    return {track.key: ends(0, 0) for track in scale.tracks} | tracks


def steps(scale: Scale, **tracks: TrackVerdict) -> Mapping[str, int]:
    return recommended_steps(on(scale, **tracks), scale, matching=scale.matching)


@pytest.mark.parametrize(
    ("administrative", "step"),
    [
        (ends(4, 5), REMOVAL),  # within the range: up to removal
        (ends(0, 5), REMOVAL),  # a range that starts at none
        (ends(0, 3), MAJOR_DEMERIT),  # as far as the range goes
        (ends(0, 0), 0),  # nothing opens it
        (ends(6, 6), DISMISSAL),  # never down
    ],
)
def test_a_heavy_party_sanction_raises_the_administrative_one(
    scale: Scale, administrative: TrackVerdict, step: int
) -> None:
    assert steps(scale, party=ends(POST, 4), administrative=administrative)["administrative"] == step


@pytest.mark.parametrize(("party", "step"), [(ends(1, 4), POST), (ends(1, 2), 2), (ends(0, 0), 0)])
def test_removal_from_office_raises_the_party_sanction(scale: Scale, party: TrackVerdict, step: int) -> None:
    assert steps(scale, party=party, administrative=ends(REMOVAL, REMOVAL))["party"] == step


def test_dismissal_goes_with_expulsion(scale: Scale) -> None:
    assert steps(scale, party=ends(POST, 5), administrative=ends(DISMISSAL, DISMISSAL))["party"] == EXPULSION


def test_light_sanctions_need_no_match(scale: Scale) -> None:
    """One is given alone, and neither is raised."""
    found = steps(scale, party=ends(1, 4), administrative=ends(1, 5))
    assert (found["party"], found["administrative"]) == (1, 0)


def test_what_is_tolerated_stays_tolerated(scale: Scale) -> None:
    tolerated = ends(0, 5, heavier=True)
    assert set(steps(scale, party=tolerated, administrative=tolerated).values()) == {0}


def test_without_a_matching_nothing_is_raised(scale: Scale) -> None:
    tracks = on(scale, party=ends(POST, 4), administrative=ends(4, 5))
    assert recommended_steps(tracks, scale)["administrative"] == 4


@st.composite
def verdicts(draw: st.DrawFn, most: int) -> TrackVerdict:
    low, wish, high = sorted(draw(st.tuples(*[st.integers(0, most)] * 3)))
    return TrackVerdict(low, wish, high, low, high, draw(st.booleans()), draw(st.booleans()))


@given(party=verdicts(5), administrative=verdicts(6), usual=st.integers(0, 4))
def test_matching_stays_within_the_range_and_leaves_the_form(
    scale: Scale, party: TrackVerdict, administrative: TrackVerdict, usual: int
) -> None:
    tracks = on(scale, party=party, administrative=administrative)
    before = recommended_steps(tracks, scale, usual)
    after = recommended_steps(tracks, scale, usual, scale.matching)
    form = max(scale.track(key).form(step) for key, step in after.items())
    assert form == recommended_form(tracks, scale, usual)
    for key, step in after.items():
        assert before[key] <= step <= tracks[key].high
        assert step == before[key] or form == 3
