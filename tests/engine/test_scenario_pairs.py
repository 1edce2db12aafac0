"""Pairs of scenarios: how facts are named, and what is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from zhunsheng.engine.case import instances
from zhunsheng.engine.pair_facts import (
    FactPlace,
    UnreadableFactError,
    name_of,
    read_name,
    read_value,
    stated_case,
    written_value,
)
from zhunsheng.engine.problems import Problem, RulesetError
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenario_pairs import checked_pairs, file_of, pair_problems, read_pairs
from zhunsheng.engine.scenarios import scenario_files
from zhunsheng.engine.vocabulary.facts import FactRef

SOUND = (
    "  - rule: harm.serious\n    applies: {行为.日期: 2020-02-10, 行为.造成后果: 是, 事件.后果: 严重后果}\n"
)


def place(subject: int, conduct: int, name: str) -> FactPlace:
    entity, _, fact = name.partition(".")
    return FactPlace(subject, conduct, FactRef(entity, fact))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("事件.后果", place(0, 0, "incident.consequence")),
        ("主体.党员", place(1, 0, "subject.party_member")),
        ("主体2.党员", place(2, 0, "subject.party_member")),
        ("情形.主动交代", place(1, 0, "circumstance.confessed")),
        ("主体2.情形.主动交代", place(2, 0, "circumstance.confessed")),
        ("行为.类型", place(1, 1, "conduct.type")),
        ("行为2.类型", place(1, 2, "conduct.type")),
        ("主体3.行为2.类型", place(3, 2, "conduct.type")),
        ("主体2.行为.类型", place(2, 1, "conduct.type")),
    ],
)
def test_a_name_stands_for_a_fact_of_a_part(release: Release, name: str, expected: FactPlace) -> None:
    assert read_name(name, release.vocabulary) == expected
    assert name_of(expected, release.vocabulary) == name


@pytest.mark.parametrize(
    ("name", "near"),
    [("主体.党圆", "主体.党员"), ("行为0.类型", "行为.类型"), ("情形2.主动交代", "情形.主动交代"), ("后果", None),
     ("主体2.事件.后果", "事件.后果"), ("事件2.后果", "事件.后果"), ("", None)],
)  # fmt: skip
def test_a_name_that_names_nothing(release: Release, name: str, near: str | None) -> None:
    with pytest.raises(UnreadableFactError) as error:
        read_name(name, release.vocabulary)
    assert near is None or error.value.problem.near == near


def test_values_are_written_and_read_the_same(release: Release) -> None:
    vocabulary = release.vocabulary
    for name, written, value in [
        ("行为.隐瞒", "是", True),
        ("行为.隐瞒", "否", False),
        ("行为.隐瞒", "不明", None),
        ("事件.后果", "严重后果", "serious"),
        ("事件.感染人数", 3, 3),
        ("行为.方式", ["消极应付"], {"perfunctory": True}),
        ("行为.方式", {"消极应付": "否"}, {"perfunctory": False}),
    ]:
        fact = vocabulary.fact(read_name(name, vocabulary).ref)
        assert read_value(written, fact) == value
        shown = written_value(value, fact)
        assert shown == {"['消极应付']": "[消极应付]", "{'消极应付': '否'}": "{消极应付: 否}"}.get(
            str(written), str(written)
        )


def test_a_case_of_a_pair_has_the_parts_that_are_named_and_one_at_least() -> None:
    (only,) = instances(stated_case({})).parts
    assert len(only.parts) == 1
    first, second = instances(stated_case({place(2, 2, "conduct.concealed"): True})).parts
    assert [len(first.parts), len(second.parts)] == [1, 2]
    assert second.parts[1].facts == {FactRef("conduct", "concealed"): True}


def _problems(release: Release, folder: Path, pair: str, file: str = "scope/harm.yaml") -> list[Problem]:
    """What is wrong with a release that has this one file of pairs; rules without a pair are left out."""
    path = folder / "rulesets" / "scenarios" / "pairs" / file
    path.parent.mkdir(parents=True)
    path.write_text("pairs:\n" + pair, encoding="utf-8")
    moved = dataclasses.replace(release, folder=folder / "rulesets")
    try:
        found = list(pair_problems(read_pairs(moved), moved))
    except RulesetError as error:
        found = list(error.problems)
    return [problem for problem in found if problem.code != "no_pair"]


@pytest.mark.parametrize(
    ("pair", "code", "where", "near"),
    [
        (SOUND + "    nearly: {事件.后课: 不良影响}\n", "unknown_fact", "4:14", "事件.后果"),
        (SOUND + "    nearly: {事件.后果: 不良映响}\n", "unknown_value", "4:14", "不良影响"),
        (SOUND + "    nearly: {行为.造成后果: false}\n", "wrong_type", "4:14", None),
        (SOUND + "    nearly: {行为.日期: 2020-13}\n", "date", "4:14", None),
        (SOUND + "    nearly: {事件.后果: 严重后果}\n", "no_change", "4:5", None),
        (SOUND + "    nearly: {事件.后果: 不良影响, 行为.造成后果: 否}\n", "invalid", "4:5", None),
        (SOUND + "    neerly: {事件.后果: 不良影响}\n", "unknown_field", "4:5", "nearly"),
        (
            SOUND.replace("serious", "serios") + "    nearly: {事件.后果: 不明}\n",
            "unknown_rule",
            "2:5",
            "harm.serious",
        ),
    ],
)
def test_a_wrong_pair_is_refused_with_its_place(
    release: Release, tmp_path: Path, pair: str, code: str, where: str, near: str | None
) -> None:
    problem = next(item for item in _problems(release, tmp_path, pair) if item.code == code)
    assert str(problem.span) == f"rulesets/scenarios/pairs/scope/harm.yaml:{where}"
    assert problem.near == near


def test_a_pair_stands_once_and_in_the_file_of_its_rule(release: Release, tmp_path: Path) -> None:
    sound = SOUND + "    nearly: {事件.后果: 不明}\n"
    assert _problems(release, tmp_path / "a", sound) == []
    assert [problem.code for problem in _problems(release, tmp_path / "b", sound + sound)] == ["duplicate_id"]
    assert [problem.code for problem in _problems(release, tmp_path / "c", sound, "harm.yaml")] == ["folder"]
    assert file_of(release.rules["harm.serious"]) == "scope/harm.yaml"


def test_a_rule_without_a_pair_is_named(release: Release, tmp_path: Path) -> None:
    moved = dataclasses.replace(release, folder=tmp_path / "rulesets")
    with pytest.raises(RulesetError) as error:
        checked_pairs(moved)
    spans = {problem.span for problem in error.value.problems if problem.code == "no_pair"}
    assert spans == {rule.span for rule in release.rules.values()}


def test_pairs_are_no_scenarios(release: Release) -> None:
    assert read_pairs(release)
    folder = release.folder / "scenarios"
    kinds = {path.relative_to(folder).parts[0] for path in scenario_files(folder)}
    assert "pairs" not in kinds
    assert {"cases", "published"} <= kinds
