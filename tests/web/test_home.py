"""The first page of a service that was just set up, of one that people work with, and of one that keeps nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.client import changed
from tests.api.records.people import service_over
from tests.web.conftest import opened
from tests.web.site import Site, text_of
from zhunsheng.engine.evaluation import Evaluator


def test_who_just_set_it_up_is_told_what_comes_first(evaluator: Evaluator, tmp_path: Path) -> None:
    database = opened(tmp_path)
    page = service_over(database, evaluator, tmp_path).client.get("/", headers={"accept": "text/html"})
    assert "还没有账户" in text_of(page.text)
    assert 'href="/setup"' in page.text
    assert 'href="/examples/' in page.text
    database.close()


def test_where_there_are_people_nobody_is_told_so(site: Site) -> None:
    assert "还没有账户" not in site.as_(None).get("/").text
    assert 'href="/sign-in"' in site.as_(None).get("/").text


def test_everybody_finds_what_is_his(site: Site) -> None:
    for role, shown, hidden in (
        ("handler", "/cases", "/accounts"),
        ("auditor", "/log", "/accounts"),
        ("administrator", "/accounts", "/cases"),
    ):
        page = site.as_(role).get("/").text
        assert f'href="{shown}"' in page, role
        assert f'href="{hidden}"' not in page, role


@pytest.mark.parametrize(
    ("role", "said", "unsaid"),
    [
        ("handler", ("您承办的案卷", "您可以查看的评估记录"), ("待您审核", "全部案卷", "每条都有证明")),
        ("reviewer", ("待您审核的案卷", "您可以查看的评估记录"), ("您承办", "全部案卷")),
        ("senior_reviewer", ("待您审核的案卷", "作出不同的决定"), ("您承办", "全部案卷")),
        (
            "auditor",
            ("查阅全部案卷", "不办理", "全部评估记录", "每条都有证明", "是否就绪"),
            ("您承办", "待您审核"),
        ),
        ("maintainer", ("条款查阅规则", "作出不同的决定", "是否就绪"), ("案卷及其期限", "评估记录")),
        ("administrator", ("建立账户", "依法删除", "是否就绪"), ("案卷及其期限", "评估记录")),
    ],
)
def test_what_is_said_of_a_place_is_so_for_whoever_looks(
    site: Site, role: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    page = text_of(site.as_(role).get("/").text)
    assert [words for words in said if words not in page] == []
    assert [words for words in unsaid if words in page] == []


def test_without_records_there_are_examples_and_rules(evaluator: Evaluator) -> None:
    page = changed(evaluator).get("/", headers={"accept": "text/html"}).text
    assert "--stateless" in page
    assert 'href="/rules"' in page
    assert 'href="/cases"' not in page
