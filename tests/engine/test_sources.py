"""Sources: what a file must say, which version a day has, and what may be cited by whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.engine.rulesets import file_of, refused, rule, ruleset
from zhunsheng.engine.article_places import english_place
from zhunsheng.engine.kleene import Truth
from zhunsheng.engine.problems import Problem, RulesetError
from zhunsheng.engine.release import Release, default_release, load_release
from zhunsheng.engine.sources import version_at, versions
from zhunsheng.engine.vocabulary.dates import PartialDate

MINE = "mine/rules/findings/mine.yaml"


@pytest.fixture(scope="module")
def release() -> Release:
    return default_release()


def edited(folder: Path, file: str, old: str, new: str, rules: str = "") -> list[Problem]:
    """The problems after one change in a file of the ruleset."""
    made = ruleset(folder, findings=rules or file_of(rule("mine.one")))
    path = made / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesetError) as error:
        load_release(made)
    return list(error.value.problems)


# Versions


@pytest.mark.parametrize(
    ("instrument", "day", "version"),
    [
        ("disciplinary_regulations", "2018-09-30", "disciplinary_regulations_2015"),
        ("disciplinary_regulations", "2018-10-01", "disciplinary_regulations_2018"),
        ("disciplinary_regulations", "2020-02", "disciplinary_regulations_2018"),
        ("disciplinary_regulations", "2018", None),
        ("disciplinary_regulations", "2024-01-01", "disciplinary_regulations_2023"),
        ("disciplinary_regulations", "1999-01-01", None),
        ("accountability_regulations", "2019-08-31", "accountability_regulations_2016"),
        ("accountability_regulations", "2019-09-01", "accountability_regulations_2019"),
        ("criminal_law", "2021-02-28", "criminal_law_2017"),
        ("criminal_law", "2021-03-01", "criminal_law_2021"),
        ("supervision_law", "2025-06-01", "supervision_law_2024"),
        ("infectious_disease_law", "2025-08-31", "infectious_disease_law_2013"),
        ("four_forms_statistics", "2016-12-15", None),
        ("four_forms_statistics", "2017-01-01", "four_forms_statistics_2016"),
        ("sanction_authority", "2020-01-01", None),
        ("sanction_authority", "2022-09-22", "sanction_authority_2022"),
        ("nothing_of_that_name", "2020-01-01", None),
    ],
)
def test_the_version_of_a_day(release: Release, instrument: str, day: str, version: str | None) -> None:
    found = version_at(release.sources.values(), instrument, PartialDate.parse(day))
    assert (found.id if found else None) == version


def test_versions_come_oldest_first_and_one_of_unknown_age_before_them(release: Release) -> None:
    recorded = release.sources.values()
    assert [source.version for source in versions(recorded, "disciplinary_regulations")] == [
        "2003", "2015", "2018", "2023"
    ]  # fmt: skip
    assert [source.id for source in versions(recorded, "sanction_authority")] == [
        "sanction_authority_before_2022",
        "sanction_authority_2022",
    ]


def test_a_version_of_unknown_age_is_over_when_it_is_over(release: Release) -> None:
    old = release.sources["sanction_authority_before_2022"]
    assert old.in_force_on(PartialDate.parse("2022-09-21")) is Truth.UNKNOWN
    assert old.in_force_on(PartialDate.parse("2022-09-22")) is Truth.FALSE


@pytest.mark.parametrize("end", ["2018-10-01", "2018-10", "null"])
def test_two_versions_are_not_in_force_on_one_day(tmp_path: Path, end: str) -> None:
    (problem,) = edited(
        tmp_path, "sources/disciplinary_regulations_2015.yaml", "to: 2018-09-30", f"to: {end}"
    )
    assert problem.code == "versions"
    assert "disciplinary_regulations_2015" in problem.what
    assert "disciplinary_regulations_2018" in problem.what


# Files


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("instrument: shanxi_notice\n", "", "missing"),
        ("instrument: shanxi_notice\n", "instrument: 山西通知\n", "invalid"),
        ("{from: 2021-08-06, to: null}", "{to: null}", "missing"),
        ("{from: 2021-08-06, to: null}", "{from: 2021-08-06}", "missing"),
        ("{from: 2021-08-06, to: null}", "{from: 2021-08-06, to: 2021-08-05}", "invalid"),
        ("{from: 2021-08-06, to: null}", "{from: unknwon, to: null}", "invalid"),
        ("issued: 2021-08-06", "issued: 2021-08-32", "invalid"),
        ("kind: policy", "kind: politics", "unknown_value"),
        ('- article: "严查一"', '- article: "严查二"', "source"),
    ],
)
def test_a_malformed_source_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    (problem,) = edited(tmp_path, "sources/shanxi_notice_2021.yaml", old, new)
    assert problem.code == code
    assert problem.span is not None
    assert problem.span.file == "mine/sources/shanxi_notice_2021.yaml"


def test_summaries_refer_to_no_other_version_for_what_they_say(release: Release) -> None:
    """Whoever reads an article reads what it says, not "the same as" another."""
    for source in release.sources.values():
        for article in source.articles:
            assert not re.match(r"同(?!一|时|种)", article.summary), f"{source.id} {article.article}"


def test_nothing_of_a_version_that_nobody_saw_counts_as_seen(release: Release) -> None:
    for source in release.sources.values():
        if source.confidence == "memory":
            assert {article.confidence for article in source.articles} <= {"memory"}, source.id


# Citations


UNSEEN = "{source: accountability_regulations_2019, article: '19'}"


def test_a_tolerance_does_not_rest_on_an_unseen_article(tmp_path: Path) -> None:
    tolerance = rule("mine.one", cite=UNSEEN, then="{tolerance: 容错先行先试}")
    (problem,) = refused(tmp_path, tolerance=file_of(tolerance, layer="tolerance"))
    assert problem.code == "memory"


@pytest.mark.parametrize(
    ("old", "where"),
    [
        ("cites: [{source: accountability_regulations_2019, article: '18'}]", "/moves/9"),
        ("cites: [{source: accountability_regulations_2019, article: '8'}]", "/tracks/7"),
        ("cites: [{source: sanction_matching_practice, article: 轻处分可单给}]", "/either_suffices/0"),
    ],
)
def test_the_scale_does_not_rest_on_an_unseen_article(tmp_path: Path, old: str, where: str) -> None:
    (problem,) = edited(tmp_path, "scale.yaml", old, f"cites: [{UNSEEN}]")
    assert (problem.code, problem.pointer) == ("memory", where)
    assert f"scale.yaml{where}" in problem.what


@pytest.mark.parametrize(
    ("cited", "in_force"),
    [
        ("{source: disciplinary_regulations_2023, article: '131'}", "{from: 2018-10-01, to: 2023-12-31}"),
        ("{source: disciplinary_regulations_2018, article: '122'}", "{from: 2024-01-01}"),
        ("{source: disciplinary_regulations_2015, article: '113'}", "{from: 2018-10-01}"),
    ],
)
def test_a_version_of_another_time_is_not_cited(tmp_path: Path, cited: str, in_force: str) -> None:
    (problem,) = refused(tmp_path, findings=file_of(rule("mine.one", cite=cited, in_force=in_force)))
    assert (problem.code, str(problem.span)) == ("not_in_force", f"{MINE}:6:5")


def test_a_version_that_was_in_force_for_part_of_the_time_may_be_cited(tmp_path: Path) -> None:
    cited = "{source: disciplinary_regulations_2018, article: '122'}"
    mine = file_of(rule("mine.one", cite=cited, in_force="{from: 2023-12-31}"))
    assert list(load_release(ruleset(tmp_path, findings=mine)).rules) == ["mine.one"]


def test_a_rule_of_a_law_of_unknown_age_says_since_when(tmp_path: Path) -> None:
    header = file_of().replace("shanxi_notice_2021", "filing_standards_2006")
    mine = header + rule("mine.one", cite="{article: (二十)}")
    (problem,) = refused(tmp_path, findings=mine)
    assert (problem.code, str(problem.span)) == ("in_force", f"{MINE}:6:5")
    dated = header + rule("mine.one", cite="{article: (二十)}", in_force="{from: 2006-07-26}")
    (tmp_path / "dated").mkdir()
    assert list(load_release(ruleset(tmp_path / "dated", findings=dated)).rules) == ["mine.one"]


# How an article is cited in English


@pytest.mark.parametrize(
    ("article", "english"),
    [
        ("121", "art. 121"),
        ("121第一款", "art. 121 para. 1"),
        ("40第一款(一)", "art. 40 para. 1(1)"),
        ("28(三)", "art. 28(3)"),
        ("16-17", "art. 16-17"),
        ("3至8", "art. 3-8"),
        ("2-3,6", "art. 2-3,6"),
        ("5第十款", "art. 5 para. 10"),
        ("5第十二款", "art. 5 para. 12"),
        ("5(二十)", "art. 5(20)"),
        ("5(二十三)", "art. 5(23)"),
        ("严查一", None),
        ("(二十)", None),
        ("6-8等", None),
    ],
)
def test_numbers_are_the_same_in_english(article: str, english: str | None) -> None:
    assert english_place(article) == english


def test_what_is_more_than_numbers_is_cited_by_its_english_name(release: Release) -> None:
    notice = release.sources["shanxi_notice_2021"]
    assert notice.placed("严查一", "zh") == "严查一"
    assert notice.placed("严查一", "en") == "first category"
    assert notice.cited_as("严查一", "en") == f"{notice.title.en}, first category"


def test_no_english_citation_has_chinese_in_it(release: Release) -> None:
    cited = [
        source.cited_as(article.article, "en")
        for source in release.sources.values()
        for article in source.articles
    ]
    assert len(cited) > 300
    assert not [text for text in cited if re.search(r"[\u4e00-\u9fff]", text)]
