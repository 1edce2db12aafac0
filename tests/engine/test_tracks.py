"""The effects of measures as the scale states them, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhunsheng.engine.problems import RulesetError
from zhunsheng.engine.release import Release, default_folder
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.scale_document import load_scale


def changed(release: Release, folder: Path, before: str, after: str) -> Scale:
    """The scale that comes with the project, with one text in it changed."""
    text = (default_folder() / "scale.yaml").read_text(encoding="utf-8")
    assert before in text
    path = folder / "scale.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return load_scale(path, release.vocabulary)


def test_every_sanction_says_how_long_it_has_effect(release: Release) -> None:
    for track in ("party", "administrative"):
        without = [step.key for step in release.scale.track(track).steps if not step.effects]
        assert without == ([] if track == "party" else ["dismissal"])


def test_versions_of_a_sanction_are_as_the_ladders_have_it(release: Release) -> None:
    months = {
        step.key: {effect.months for effect in step.effects}
        for track in ("party", "administrative")
        for step in release.scale.track(track).steps
    }
    assert months == {
        "party_warning": {12},
        "party_serious_warning": {18},
        "removal_from_party_post": {24},
        "probation_in_party": {None},
        "expulsion_from_party": {None},
        "admin_warning": {6},
        "demerit": {12},
        "major_demerit": {18},
        "grade_demotion": {24},
        "post_removal": {24},
        "dismissal": set(),
    }


@pytest.mark.parametrize(
    ("before", "after", "code", "what"),
    [
        (
            "running: 主体.处分影响期至",
            "running: 主体.处分影响期止",
            "fact",
            "'主体.处分影响期止' is no fact",
        ),
        ("running: 主体.处分影响期至", "running: 主体.党员", "fact", "of type date"),
        ("unless: 主体.担任党内职务", "unless: 主体.处分影响期至", "fact", "of type bool"),
        ("step: 党内严重警告\n", "step: 留党察看\n", "step", "no lighter measure"),
        ("{months: 12, cites:", "{cites:", "invalid", "months, a text, or both"),
        ("{months: 12, cites:", "{months: 0, cites:", "invalid", "1"),
    ],
)
def test_what_makes_no_sense_is_refused(
    release: Release, tmp_path: Path, before: str, after: str, code: str, what: str
) -> None:
    with pytest.raises(RulesetError) as error:
        changed(release, tmp_path, before, after)
    assert any(problem.code == code and what in problem.what for problem in error.value.problems)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("then: {track: party, step: 开除党籍}", "then: {track: party, step: 党内警告}", "forms"),
        ("then: {track: party, step: 开除党籍}", "then: {track: party, step: 党内记过}", "step"),
        ("then: {track: party, step: 开除党籍}", "then: {track: partly, step: 开除党籍}", "step"),
        ("    whose: 主体.党员", "    whose: 主体.职位", "fact"),
    ],
)
def test_a_matching_is_refused(release: Release, tmp_path: Path, before: str, after: str, code: str) -> None:
    """Measures of two forms, a step or a track that is not there, a fact that is no yes or no."""
    with pytest.raises(RulesetError) as error:
        changed(release, tmp_path, before, after)
    assert [problem.code for problem in error.value.problems] == [code]
