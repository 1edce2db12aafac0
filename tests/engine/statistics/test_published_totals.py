"""Published totals add up, percentages are right to the digits printed, and what is wrong is said with what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.problems import InputError, RulesetError
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.published_documents import (
    FILE,
    load_published_totals,
    published_total,
    read_totals,
)
from zhunsheng.engine.statistics.published_totals import Part, faults
from zhunsheng.engine.vocabulary.facts import Text


def part(count: int, *parts: Part, percent: str | None = None) -> Part:
    return Part("p", Text("部分", "part"), count, parts, percent=percent)


def test_the_recorded_totals_are_those_of_the_publications(release: Release) -> None:
    jilin, yili = load_published_totals(release)
    assert (jilin.key, jilin.counts, jilin.whole.count) == ("jilin_2022", "persons", 484)
    assert {leaf.key: (leaf.count, leaf.stated, leaf.forms(release.scale)) for leaf in jilin.whole.leaves()} == {
        "admonition": (53, True, (1,)),
        "sanctions": (209, True, (2, 3)),
        "organizational": (217, True, (2, 3)),
        "still_open": (5, False, ()),
    }  # fmt: skip
    assert jilin.whole.parts[0].count == 53 + 209 + 217 == 479
    assert (yili.counts, yili.whole.count, yili.whole.parts[0].percent) == ("problems", 522, "98.85")
    assert yili.whole.parts[0].count + yili.whole.parts[1].count == 516 + 6
    assert "jilin_2022" in release.sources
    assert jilin.source.zh.startswith("《吉林省")


@pytest.mark.parametrize(
    ("counts", "said", "zh"),
    [
        ((53, 209, 217), None, None),
        ((53, 209, 212), "come to 474, and 479 are stated: 5 are missing", "还差 5"),
        ((53, 209, 218), "come to 480, and 479 are stated: 1 too many", "多出 1"),
    ],
)
def test_what_is_missing_is_said(counts: tuple[int, ...], said: str | None, zh: str | None) -> None:
    found = tuple(faults(part(484, part(479, *map(part, counts)), part(5)), "/totals/0"))
    if said is None:
        assert found == ()
        return
    (problem,) = found
    assert problem.code == "does_not_add_up"
    assert problem.pointer == "/totals/0/parts/0/count"
    assert said in problem.what
    assert problem.zh is not None
    assert zh is not None
    assert zh in problem.zh.what


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("98.85", None),
        ("98.9", None),
        ("99", None),
        ("98.8506", None),
        ("98.84", "98.85"),
        ("98", "99"),
        ("98.850", "98.851"),
    ],
)
def test_a_percentage_is_right_to_the_digits_that_are_printed(printed: str, right: str | None) -> None:
    found = tuple(faults(part(522, part(516, percent=printed), part(6))))
    assert [problem.what.rpartition("is ")[2] for problem in found] == ([f"{right} %"] if right else [])


def test_halves_are_rounded_up() -> None:
    assert not tuple(faults(part(8, part(1, percent="12.5"), part(1, percent="13"), part(6))))
    assert [problem.code for problem in faults(part(0, part(0, percent="0")))] == []


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(-3, 3))
def test_only_the_sum_adds_up(counts: list[int], off: int) -> None:
    whole = part(max(0, sum(counts) + off), *map(part, counts))
    assert bool(tuple(faults(whole))) == (whole.count != sum(counts))


def test_what_is_recorded_wrongly_is_refused_with_its_place(release: Release) -> None:
    text = (release.folder / FILE).read_text(encoding="utf-8")
    for old, new, said in (
        ("count: 209", "count: 208", "1 are missing"),
        ('"98.85"', '"98.86"', "is 98.85 %"),
        ("measures: [admonition]", "measures: [admonishment]", "did you mean: admonition"),
        ("ladders: [organizational]", "ladders: [organisational]", "did you mean: organizational"),
        (", ladders: [organizational]", "", "does not say which measures it counts"),
        ("source: jilin_2022", "source: jilin_2020", "did you mean: jilin_2022"),
        ("    source: jilin_2022\n", "", "either a source that is on record or a publication"),
        ("key: yili_2020", "key: jilin_2022", "two totals 'jilin_2022'"),
    ):
        assert old in text
        with pytest.raises(RulesetError) as raised:
            read_totals(read_text(text.replace(old, new, 1), FILE), release)
        assert said in str(raised.value)
        assert f"{FILE}:" in str(raised.value)


def test_a_ruleset_without_published_totals_has_none(release: Release, tmp_path: Path) -> None:
    assert load_published_totals(replace(release, folder=tmp_path)) == ()


@pytest.mark.parametrize(
    ("key", "code", "near"),
    [("jilin", "unknown_total", "jilin_2022"), ("yili_2020", "counts_no_persons", None)],
)
def test_what_cannot_stand_beside_forms_is_refused(
    release: Release, key: str, code: str, near: str | None
) -> None:
    with pytest.raises(InputError) as raised:
        published_total(key, release)
    assert [(problem.code, problem.near) for problem in raised.value.problems] == [(code, near)]
