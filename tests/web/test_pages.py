"""What holds for every page: it has a twin, it is small, it says everything in both languages, and it is in the list."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest

from tests.api.client import problem
from tests.api.records.test_access import routes_of
from tests.samples import sampled
from tests.web.every_page import EVERY_PAGE, Looked
from tests.web.site import MARKUP, Site

PAGES = pytest.mark.parametrize("looked", EVERY_PAGE, ids=lambda looked: looked.path)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
Followed = set[tuple[str | None, str]]
#: What is there for everybody.
PUBLIC = {
    *(
        ("GET", path)
        for looked in EVERY_PAGE
        if looked.role is None
        for path in (looked.path, f"{looked.path}.json")
    ),
    ("GET", "/index.json"),
    ("GET", "/static/{path:path}"),
    ("POST", "/sign-in"),
    ("POST", "/setup"),
}
#: No page is larger, in bytes.
LARGEST = 100_000


def test_every_page_is_looked_at(site: Site) -> None:
    pages = {path for method, path in routes_of(site.service.app, of_pages=True) if method == "GET"}
    shown = {path for path in pages if ("/index" if path == "/" else path) + ".json" in pages}
    assert shown == {looked.path for looked in EVERY_PAGE}
    assert len(EVERY_PAGE) == len(shown)


@PAGES
@LANGUAGES
def test_a_page_is_whole_and_small(site: Site, looked: Looked, language: str) -> None:
    answer = site.as_(looked.role, language).get(looked.of(site))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-language"] == language
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in answer.text
    assert len(answer.text.encode()) < LARGEST
    assert len(re.findall(r"<h1\b", answer.text)) == 1
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", answer.text)
    assert not re.search(r"(?i)<script(?![^>]* src=)|<style\b", answer.text)
    assert MARKUP not in answer.text
    assert "<script>alert" not in answer.text


@PAGES
def test_a_page_has_a_twin(site: Site, looked: Looked) -> None:
    address, _, query = looked.of(site).partition("?")
    twin = "/index.json" if address == "/" else f"{address}.json"
    answer = site.as_(looked.role).get(f"{twin}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(answer.json(), dict)
    page = site.as_(looked.role).get(looked.of(site)).text
    assert f'href="{unquote(twin)}' in unquote(page)


@PAGES
def test_who_is_not_signed_in_is_led_to_the_desk(site: Site, looked: Looked) -> None:
    answer = site.as_(None).get(looked.of(site))
    if looked.role is None:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?to=%2F")


def test_every_page_but_a_few_asks_who_it_is(site: Site) -> None:
    for method, path in sorted(routes_of(site.service.app, of_pages=True) - PUBLIC):
        nobody = site.as_(None)
        url = re.sub(r"\{[^}]*\}", "1", path)
        answer = nobody.get(url) if method == "GET" else nobody.post(url, {"text": "typed"})
        if path.startswith(
            "/examples/"
        ):  # files of examples are for everybody as well, and there is no example "1"
            assert answer.status_code == 404, path
        elif method == "POST":
            assert (answer.status_code, "resumed.text" in answer.text) == (401, True), path
        elif path.endswith(".json"):
            problem(answer, 401, "not_signed_in")
        else:
            assert answer.headers.get("location", "").startswith("/sign-in?to="), path


@PAGES
def test_the_links_of_a_page_lead_somewhere(site: Site, looked: Looked, followed: Followed) -> None:
    visitor = site.as_(looked.role)
    page = visitor.get(looked.of(site)).text
    inner = {link.partition("#")[0] for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page)}
    new = {unescape(link) for link in inner if link} - {
        link for role, link in followed if role == looked.role
    }
    for link in sampled(sorted(new), 4):
        followed.add((looked.role, link))
        status = visitor.get(link).status_code
        assert status in (200, 303), f"{link}: {status}"


@pytest.fixture(scope="module")
def followed() -> Followed:
    """The links that somebody has followed already, on another page."""
    return set()
