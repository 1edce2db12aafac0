"""Every page of the book, in both languages: whole, small, in its language, and every link on it leads to a page."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from urllib.parse import unquote

import pytest

from tests.api.client import Client
from tests.samples import sampled
from zhunsheng.api.web.rules.addresses import to_article, to_conclusion, to_fact, to_layer, to_rule, to_source
from zhunsheng.engine.release import Release

#: No page is larger, in bytes.
LARGEST = 100_000
_LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
#: The book; what lies outside of it is asked for once.
_WITHIN = re.compile(r"/(?:rules|vocabulary|sources)\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def expected(release: Release) -> set[str]:
    """The pages that there must be."""
    return {
        *map(to_rule, release.rules),
        *map(to_layer, release.layers),
        *map(to_source, release.sources),
        *(to_article(source.id, of.article) for source in release.sources.values() for of in source.articles),
        *(to_fact(ref) for ref, _ in release.vocabulary.all_facts()),
        *(to_conclusion(item.key) for item in release.vocabulary.conclusions),
        "/rules",
        "/rules/by-source",
        "/rules/releases",
        "/sources",
        "/vocabulary",
    }


def test_everything_is_reached_from_the_first_page(reader: Client, release: Release) -> None:
    seen = {"/rules"}
    waiting = deque(seen)
    while waiting:
        address = waiting.popleft()
        page = _get(reader, address, "zh")
        if not _WITHIN.match(address):
            continue
        _whole(page, address)
        for link in map(unescape, _LINK.findall(page.partition("<main")[2].partition("</main>")[0])):
            assert link.startswith(("/", "#")), f"{address} leads away: {link}"
            target = link.partition("#")[0]
            if target and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert expected(release) <= seen


def test_pages_are_whole_in_english(reader: Client, release: Release) -> None:
    for address in sampled(sorted(expected(release)), 10):
        _whole(_get(reader, address, "en"), address)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_says_what_it_is_in_the_language_of_its_page(
    reader: Client, release: Release, language: str
) -> None:
    for rule in sampled(list(release.rules.values()), 22):
        twin = reader.get(f"{to_rule(rule.id)}.json?lang={language}").json()
        assert twin["title"] == rule.title.get(language)
        assert [of["cited"] for of in twin["articles"]] == [
            release.sources[cite.source].cited_as(cite.article, language) for cite in rule.cites
        ]
        said = _said(twin["premise"])
        assert said
        if language == "en":
            assert not [text for text in said if _CHINESE.search(text)]


def _said(node: dict[str, object]) -> list[str]:
    parts = node["parts"]
    assert isinstance(parts, list)
    return [str(node["text"]), *(text for part in parts for text in _said(part))]


def _get(reader: Client, address: str, language: str) -> str:
    answer = reader.get(address, headers={"accept": "text/html", "cookie": f"zhunsheng-language={language}"})
    assert answer.status_code == 200, f"{unquote(address)}: {answer.status_code}"
    assert answer.headers["content-language"] == language or not _WITHIN.match(address)
    return answer.text


def _whole(page: str, address: str) -> None:
    assert len(page.encode()) < LARGEST, f"{address}: {len(page.encode())}"
    assert len(re.findall(r"<h1\b", page)) == 1, address
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), f"{address}: an id stands twice"
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page), address
