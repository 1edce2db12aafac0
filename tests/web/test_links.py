"""No page offers a link that its reader may not follow: each page is opened by each role, and so is what it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.web.every_page import EVERY_PAGE
from tests.web.site import Site
from zhunsheng.records.access.roles import Role

#: Below these, whoever may open one page may open every other.
_ALIKE = ("/rules/", "/vocabulary/", "/examples/", "/static/")


@pytest.mark.parametrize("role", [None, *(role.value for role in Role)])
def test_no_link_is_offered_that_may_not_be_followed(site: Site, role: str | None) -> None:
    visitor = site.as_(role)
    offered: dict[str, tuple[str, str]] = {}
    for address in _addresses(site):
        answer = visitor.get(address)
        if answer.status_code == 200:
            for link in _links(answer.text):
                offered.setdefault(_place(link), (link, address))
    found = {link: (address, visitor.get(link).status_code) for link, address in offered.values()}
    assert {link: told for link, told in found.items() if told[1] == 403} == {}


def _addresses(site: Site) -> Iterator[str]:
    """Every page, and the pages of a case wherever it stands."""
    yield from (looked.of(site) for looked in EVERY_PAGE)
    for case in site.cases.values():
        yield from (f"/cases/{case}", f"/cases/{case}/evaluations/3")


def _links(page: str) -> Iterator[str]:
    for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page):
        yield unescape(link).partition("#")[0]


def _place(link: str) -> str:
    """What may be followed alike is followed once."""
    path = link.partition("?")[0]
    return next((start for start in _ALIKE if path.startswith(start)), path)
