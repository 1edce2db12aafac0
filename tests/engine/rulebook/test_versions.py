"""What other versions of an instrument say in place of a rule."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from tests.engine.two_versions import two_versions
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.versions import instruments, rule_versions, source_of, sources_in_order
from zhunsheng.engine.sources import versions

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


def test_all_versions_stand_with_their_instrument_oldest_first(release: Release) -> None:
    found = sources_in_order(release)
    assert set(found) == set(release.sources.values())
    assert len(found) == len(release.sources)
    assert list(dict.fromkeys(source.instrument for source in found)) == list(instruments(release))
    for key, of_key in groupby(found, lambda source: source.instrument):
        assert tuple(of_key) == versions(release.sources.values(), key)
    assert {source.kind for source in found[-5:]} == {"policy"}
