"""The first page of a service that was just set up, of one that people work with, and of one that keeps nothing."""

from __future__ import annotations

from pathlib import Path

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


def test_without_records_there_are_examples_and_rules(evaluator: Evaluator) -> None:
    page = changed(evaluator).get("/", headers={"accept": "text/html"}).text
    assert "--stateless" in page
    assert 'href="/rules"' in page
    assert 'href="/cases"' not in page
