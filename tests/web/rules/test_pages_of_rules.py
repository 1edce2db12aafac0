"""What the pages of the book show beside what the engine says: lists, searches, tables, and what is not there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from tests.api.client import Client
from tests.engine.language.test_tables import table
from tests.engine.rulesets import file_of, rule, ruleset
from tests.second_engines import nobody
from tests.web.site import MARKUP
from zhunsheng.api.app import create_app
from zhunsheng.api.web.rules.lists import RULES_ON_A_PAGE
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release, load_release


def told(reader: Client, address: str, language: str = "zh") -> dict[str, Any]:
    """The data of a page."""
    path, mark, query = address.partition("?")
    answer = reader.get(f"{path}.json?lang={language}{'&' if mark else ''}{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def shown(reader: Client, address: str, language: str = "zh") -> str:
    """A page."""
    joint = "&" if "?" in address else "?"
    answer = reader.get(f"{address}{joint}lang={language}", headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def reader_of(folder: Path) -> Client:
    return Client(create_app(Evaluator(load_release(folder), second=nobody())))


def test_the_first_page_counts_every_rule_once(reader: Client, release: Release) -> None:
    found = told(reader, "/rules")
    assert found["rules"] == len(release.rules) == sum(layer["rules"] for layer in found["layers"])
    for layer in found["layers"]:
        assert layer["rules"] == sum(layer["kinds"].values()) == sum(of["rules"] for of in layer["sources"])


def test_the_pages_of_a_layer_have_each_of_its_rules_once(reader: Client, release: Release) -> None:
    for key in release.layers:
        first = told(reader, f"/rules/layers/{key}")
        pages = [told(reader, f"/rules/layers/{key}?page={n}") for n in range(1, first["pages"] + 1)]
        ids = [of["id"] for page in pages for of in page["rules"]]
        assert sorted(ids) == sorted(of.id for of in release.rules.values() if of.layer == key)
        assert max(len(page["rules"]) for page in pages) <= RULES_ON_A_PAGE
        assert [page["next"] is None for page in pages] == [False] * (len(pages) - 1) + [True]
        assert pages[0]["previous"] is None
    assert told(reader, "/rules/layers/provisions?page=999")["next"] is None


def test_sources_list_every_rule_that_cites_them(reader: Client, release: Release) -> None:
    found = told(reader, "/rules/by-source")
    assert sum(of["rules"] > 0 for of in found["instruments"]) == len(found["instruments"])
    for id in ("disciplinary_regulations_2018", "shanxi_notice_2021"):
        page = told(reader, f"/rules/sources/{id}")
        listed = {of["key"] for article in page["articles"] for of in article["rules"]}
        citing = {of.id for of in release.rules.values() if any(cite.source == id for cite in of.cites)}
        assert listed == citing
        assert page["version"]["rules"] == len(citing)


def test_all_versions_are_on_the_page_of_sources(reader: Client, release: Release) -> None:
    found = told(reader, "/sources")
    ids = [version["id"] for instrument in found["instruments"] for version in instrument["versions"]]
    assert sorted(ids) == sorted(release.sources)
    assert "2018年10月1日至2023年12月31日" in shown(reader, "/sources")
    assert "1 October 2018 to 31 December 2023" in shown(reader, "/sources", "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fact_says_what_would_show_it(reader: Client, release: Release, language: str) -> None:
    for ref, fact in list(release.vocabulary.all_facts())[::15]:
        evidence = fact.evidence.get(language)
        assert told(reader, f"/vocabulary/{ref}", language)["evidence"] == evidence
        assert f"<dd>{escape(evidence)}</dd>" in shown(reader, f"/vocabulary/{ref}", language)


def test_a_fact_that_law_dates_come_from_says_so(reader: Client) -> None:
    assert set(told(reader, "/vocabulary/conduct.date")["law_clocks"]) == {"act", "policy", "general"}
    assert told(reader, "/vocabulary/conduct.concealed")["law_clocks"] == {}


@pytest.mark.parametrize(
    ("query", "first"), [("第121条", "disciplinary_2018.121"), ("complacency", "shanxi.complacency")]
)
def test_a_search_shows_what_the_index_finds(reader: Client, query: str, first: str) -> None:
    found = told(reader, f"/rules/search?q={query}")
    assert found["rules"][0]["rule"]["id"].startswith(first)
    page = shown(reader, f"/rules/search?q={query}")
    assert "<mark>" in page
    assert f'value="{query}"' in page


def test_a_search_for_nothing_and_one_that_finds_nothing_say_what_to_do(reader: Client) -> None:
    assert "用空格隔开" in shown(reader, "/rules/search")
    assert "没有找到“龘龘龘”" in shown(reader, "/rules/search?q=龘龘龘")
    assert "Nothing was found" in shown(reader, "/rules/search?q=zzzzqqq", "en")


def test_a_search_by_parts_says_that_it_is_one(reader: Client) -> None:
    assert "没有照原样找到" in shown(reader, "/rules/search?q=瞒报了疫情的人怎么处理")


def test_what_was_typed_is_text(reader: Client) -> None:
    page = shown(reader, "/rules/search?q=<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/rules/shanxi.complacancy", "shanxi.complacency"),
        ("/rules/layers/finding", "findings"),
        ("/rules/sources/shanxi_notice_2020", "shanxi_notice_2021"),
        ("/rules/sources/shanxi_notice_2021/严查五", "严查"),
        ("/vocabulary/conduct.conceald", "conduct.concealed"),
        ("/vocabulary/conclusions/work_derelicton", "work_dereliction"),
        ("/rules/releases/00000000..11111111", None),
    ],
)
def test_what_there_is_not_is_said_with_the_nearest_that_there_is(
    reader: Client, address: str, near: str | None
) -> None:
    for language in ("zh", "en"):
        answer = reader.get(f"{address}?lang={language}", headers={"accept": "text/html"})
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert near is None or near in answer.text
    assert reader.get(f"{address}.json").headers["content-type"] == "application/problem+json"


def test_a_row_shows_its_whole_table_in_words(tmp_path: Path) -> None:
    folder = ruleset(
        tmp_path, provisions=table("'>= 严重后果', '-'", "'< 严重后果', 是", promises="hit: first")
    )
    reader = reader_of(folder)
    for language, words in (
        ("zh", "事件的“后果”达到“严重后果”"),
        ("en", "“Consequence” (incident) is at least"),
    ):
        found = told(reader, "/rules/mine.table.2", language)["table"]
        assert found["columns"] == ["事件.后果", "行为.隐瞒"]
        assert [row["own"] for row in found["rows"]] == [False, True]
        first, any_value = found["rows"][0]["cells"]
        assert first["text"].startswith(words)
        assert any_value == {"written": "-", "text": ""}
        page = shown(reader, "/rules/mine.table.2", language)
        assert 'href="/rules/mine.table.1"' in page
        assert "hit: first" in page


def test_a_release_without_scenarios_says_that_nothing_uses_its_rules(tmp_path: Path) -> None:
    reader = reader_of(ruleset(tmp_path, findings=file_of(rule("mine.a"))))
    for _ in reader.app.state.rule_book.uses.steps():
        pass
    found = told(reader, "/rules/mine.a")
    assert found["pair"] is None
    assert found["uses"]["scenarios"] == []
    assert found["decided"]["examples"] == {"established": 0, "contingent": 0, "scenarios": 0}
    assert "没有案例或者通报用到它" in shown(reader, "/rules/mine.a")
    assert "这一层没有规则" in shown(reader, "/rules/layers/provisions")


def test_no_page_waits_for_the_scenarios_to_be_judged(evaluator: Evaluator) -> None:
    """And who asks again, whether or not somebody has them judged by then, has the page that says so until it is true."""
    reader = Client(create_app(evaluator))
    judging = reader.app.state.rule_book.uses.steps()
    next(judging)
    found = told(reader, "/rules/shanxi.complacency")
    assert (found["state"], found["uses"]) == ("under_way", None)
    assert (found["decided"]["examples"], found["decided"]["notices"]) == (None, None)
    for language, words in (("zh", "正在逐件推演"), ("en", "are being judged")):
        page = shown(reader, "/rules/shanxi.complacency", language)
        assert words in page
        assert 'data-awaited="/rules/shanxi.complacency.json' in page
    for _ in judging:
        pass
    found = told(reader, "/rules/shanxi.complacency")
    assert found["state"] == "ready"
    assert found["uses"]["established"] == (
        found["decided"]["examples"]["established"] + found["decided"]["notices"]["established"]
    )
    assert "awaited" not in shown(reader, "/rules/shanxi.complacency")


def test_markup_in_a_ruleset_is_text(tmp_path: Path) -> None:
    quoted = MARKUP.replace("'", "''")
    note = f"{{zh: '{quoted}', en: '{quoted}'}}"
    strange = rule("mine.a", note=note).replace("{zh: 试, en: Test}", note)
    reader = reader_of(ruleset(tmp_path, findings=file_of(strange, rule("mine.b"))))
    for address in ("/rules/mine.a", "/rules/layers/findings", "/rules/search?q=alert"):
        page = shown(reader, address)
        assert "<script>alert" not in page
        assert "<b>粗</b>" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_scenarios_that_use_a_rule_lead_to_examples_where_there_are_pages(reader: Client) -> None:
    uses = told(reader, "/rules/shanxi.complacency")["uses"]["scenarios"]
    assert "/examples/seed_000_complacency" in [use["href"] for use in uses]
    assert [use["status"] for use in uses] == sorted((use["status"] for use in uses), reverse=True)


def test_a_service_with_one_release_has_nothing_to_compare(reader: Client) -> None:
    found = told(reader, "/rules/releases")
    assert [of["release"]["in_use"] for of in found["releases"]] == [True]
    assert "zhunsheng impact" in shown(reader, "/rules/releases")


def test_a_release_beside_itself_is_the_same(reader: Client, release: Release) -> None:
    short = release.digest.removeprefix("sha256:")[:12]
    found = told(reader, f"/rules/releases/{short}..{short}")["difference"]
    assert found["same"]
    assert "没有不同" in shown(reader, f"/rules/releases/{short}..{short}")


def test_a_ruleset_that_was_copied_has_pages_as_well(tmp_path: Path, release: Release) -> None:
    copied = tmp_path / "copied"
    shutil.copytree(release.folder, copied)
    page = shown(reader_of(copied), "/rules/harm.serious")
    assert "copied/rules/scope/harm.yaml:20" in page
