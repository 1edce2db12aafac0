"""What other versions of an instrument say in place of a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.two_versions import two_versions
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.versions import first_known_day, rule_versions, source_of

WARNING, REMOVAL = "party 党内警告 党内严重警告", "party 撤销党内职务 开除党籍"


@pytest.mark.parametrize(
    ("new", "likeness"),
    [
        ({"行为.隐瞒": WARNING}, ["same"]),
        ({"行为.隐瞒": REMOVAL}, ["range"]),
        ({"行为.造成后果": WARNING}, ["condition"]),
        ({"行为.造成后果": WARNING, "行为.隐瞒": REMOVAL}, ["range"]),
    ],
)
def test_the_nearest_rule_of_the_other_version(
    tmp_path: Path, new: dict[str, str], likeness: list[str]
) -> None:
    release = two_versions(tmp_path, {"行为.隐瞒": WARNING}, new)
    old, other = rule_versions(release.rules["old.1"], release)
    assert (old.own, old.counterparts, other.own) == (True, (), False)
    assert [of.likeness for of in other.counterparts] == likeness


def test_versions_come_oldest_first_with_the_rule_in_its_own(release: Release) -> None:
    versions = rule_versions(release.rules["disciplinary_2018.121.major"], release)
    assert [version.source.id for version in versions] == [
        "disciplinary_regulations_2003",
        "disciplinary_regulations_2015",
        "disciplinary_regulations_2018",
        "disciplinary_regulations_2023",
    ]
    said = {version.source.id: [of.rule.id for of in version.counterparts] for version in versions}
    assert said["disciplinary_regulations_2003"] == []
    assert said["disciplinary_regulations_2023"] == ["disciplinary_2023.130.major"]
    assert [version.own for version in versions] == [False, False, True, False]


def test_counterparts_are_of_their_version_and_conclude_the_same(release: Release) -> None:
    for rule in release.rules.values():
        for version in rule_versions(rule, release):
            for of in version.counterparts:
                assert source_of(of.rule, release) == version.source
                assert of.rule.conclusion == rule.conclusion


def test_a_version_without_a_known_first_day_does_not_begin_anything(release: Release) -> None:
    undated = [source for source in release.sources.values() if source.effective is None]
    assert undated
    assert first_known_day(undated) is None
