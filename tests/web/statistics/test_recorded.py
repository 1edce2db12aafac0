"""Figures of the cases recorded here: who sees them, that they come from what happened, and that they stay fast."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from tests.web.site import Site, text_of
from tests.web.statistics.test_statistics import rows_of
from zhunsheng.engine.statistics.text import form_name
from zhunsheng.records.register.outcome_sums import outcome_sums
from zhunsheng.records.storage.tables import tallies

READERS = ("senior_reviewer", "auditor", "maintainer")
RECORDED = (
    ("/statistics", "suggested"),
    ("/statistics/by/month", "suggested"),
    ("/statistics/by/finding", "suggested"),
    ("/statistics/by/rule", "suggested"),
    ("/statistics/by/opinion", "suggested"),
    ("/statistics", "decided"),
    ("/statistics/by/month", "decided"),
)


def told(site: Site, path: str, source: str, language: str = "zh", more: str = "") -> dict[str, Any]:
    answer = site.as_("auditor", language).get(f"{path}.json?source={source}{more}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(("path", "source"), RECORDED)
def test_who_may_read_overrides_may_read_these(site: Site, path: str, source: str) -> None:
    for role in site.people:
        page = site.as_(role).get(f"{path}?source={source}")
        assert page.status_code == (200 if role in READERS else 403), role
        offered = f"source={source}" in site.as_(role).get("/statistics").text
        assert offered is (role in READERS)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("path", "source"), RECORDED)
def test_the_sheet_is_the_table_and_words_say_it(site: Site, path: str, source: str, language: str) -> None:
    shown = told(site, path, source, language)
    figure = shown["figure"]
    _, *rows = rows_of(site.as_("auditor", language).get(shown["csv"]).content)
    expected = [*figure["rows"], *([figure["total"]] if figure["total"] else [])]
    width = len(figure["columns"])
    assert [[int(cell) for cell in row[2 : 2 + width]] for row in rows] == [
        row["numbers"] for row in expected
    ]
    if figure["total"]:
        columns = zip(*(row["numbers"] for row in figure["rows"]), strict=True)
        assert [sum(column) for column in columns] == figure["total"]["numbers"]
    if "/by/" in path and "month" not in path:
        for row in figure["rows"]:
            assert row["name"] in figure["words"]
            assert all(f"{number:,}" in figure["words"] for number in row["numbers"])


def test_figures_are_what_happened_to_the_cases(site: Site) -> None:
    """Of the site's four cases three were evaluated, one of them closed as suggested; each has the subjects of the example."""
    subjects = len(site.example["subjects"])
    suggested, decided = told(site, "/statistics", "suggested"), told(site, "/statistics", "decided")
    assert suggested["figure"]["total"]["numbers"] == [3 * subjects]
    assert decided["figure"]["total"]["numbers"] == [subjects]
    forms = {row["key"]: row["numbers"][0] for row in decided["figure"]["rows"]}
    assert {row["key"]: row["numbers"][0] for row in suggested["figure"]["rows"]} == {
        key: 3 * number for key, number in forms.items()
    }
    opinions = told(site, "/statistics/by/opinion", "suggested")["figure"]
    assert opinions["total"]["numbers"] == [2 * subjects, 0, subjects, 3 * subjects]
    rules = told(site, "/statistics/by/rule", "suggested")["figure"]["rows"]
    names = {row["key"]: row["name"] for row in rules}
    assert names["disciplinary_2018.133.actor"].endswith("· 《中国共产党纪律处分条例（2018）》第133条"), names
    months = told(site, "/statistics/by/month", "decided")["figure"]
    assert sum(row["numbers"][-1] for row in months["rows"]) == subjects
    page = text_of(site.as_("auditor").get("/statistics?source=decided").text)
    assert f"决定{form_name(2, 'zh')}" in page
    assert "建议第" not in page


def test_recorded_cases_are_not_narrowed_by_facts_that_may_be_erased(site: Site) -> None:
    auditor = site.as_("auditor")
    refused = auditor.get("/statistics?source=suggested&category=grassroots")
    assert refused.status_code == 422
    assert "这些事实可能被删除" in refused.text
    assert auditor.get("/statistics/by/category?source=suggested").status_code == 422
    assert auditor.get("/statistics/by/rule").status_code == 422
    later = told(site, "/statistics", "suggested", more="&since=2099-01")
    assert later["figure"]["total"]["numbers"] == [0]
    assert "没有符合条件的对象" in auditor.get("/statistics?source=suggested&since=2099-01").text


def test_many_rules_and_months_stay_below_the_limits_of_a_page(own_site: Site) -> None:
    """Of rules the most frequent are shown and the sheet has all; of months beyond four years the years."""
    release = own_site.service.app.state.evaluator.release
    with own_site.service.ledger.database.writing() as connection:
        connection.execute(
            insert(tallies),
            [
                {"topic": "subjects.rule", "of": rule, "within": "2021-01", "number": 1_000 + place}
                for place, rule in enumerate([*release.rules, "gone.rule"])
            ]
            + [
                {
                    "topic": "subjects.form.suggested",
                    "of": str(form),
                    "within": f"{2001 + month // 12}-{month % 12 + 1:02d}",
                    "number": 100_000 + month,
                }
                for month in range(12 * 20)
                for form in range(5)
            ],
        )
    auditor = own_site.as_("auditor")
    for path in ("/statistics/by/rule", "/statistics/by/month", "/statistics"):
        page = auditor.get(f"{path}?source=suggested&since=2001-01&until=2021-12")
        assert page.status_code == 200
        assert len(page.content) < 100_000
    rules = told(own_site, "/statistics/by/rule", "suggested")
    assert len(rules["figure"]["rows"]) == 40
    assert "条规则较少起作用" in " ".join(rules["figure"]["notes"])
    assert rules["figure"]["rows"][0]["name"] == "gone.rule"
    _, *sheet = rows_of(auditor.get(rules["csv"]).content)
    account = own_site.service.sign_ins.transactions
    with account.reading() as stores:
        me = stores.accounts.by_id(own_site.people["auditor"].id)
    assert me is not None
    sums = outcome_sums(own_site.service.ledger, me, "rule")
    assert len(sheet) == len({each.of for each in sums})
    assert sum(int(row[2]) for row in sheet) == sum(each.number for each in sums)
    years = told(own_site, "/statistics/by/month", "suggested")["figure"]
    assert years["rows"][0]["key"] == "2001"
