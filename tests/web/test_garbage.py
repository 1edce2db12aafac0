"""What no page of ours links to: addresses and queries that somebody typed, or a program made up. Never a failure inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from tests.api.records.test_access import all_routes
from tests.samples import sampled
from tests.web.every_page import EVERY_PAGE, Looked
from tests.web.site import Site

#: Texts that are no id, no number and no word of ours.
_GARBAGE: Final = sampled(("\x00'\"<", "-1", "//[", "9" * 5000), 2)
#: What some pages read from the whole query, besides what they declare; none of it is refused for the others.
_UNDECLARED: Final = ("done", "lang", "subject", "duty", "state", "owner", "due_before", "cursor", "contents")


@pytest.mark.parametrize("looked", EVERY_PAGE, ids=lambda looked: looked.path)
def test_what_nobody_links_to_is_refused_and_no_failure(site: Site, looked: Looked) -> None:
    visitor = site.as_(looked.role)
    found = {path: visitor.get(path).status_code for path in _asked(site, looked)}
    assert [path[:120] for path, status in found.items() if status >= 500] == []


def _asked(site: Site, looked: Looked) -> Iterator[str]:
    address = looked.of(site).partition("?")[0]
    for garbage in map(_quoted, _GARBAGE):
        yield f"{address}?{'&'.join(f'{name}={garbage}' for name in _UNDECLARED)}"
        for name in _declared(site, looked.path):
            yield f"{address}?{name}={garbage}"
    for place, step in enumerate(looked.path.split("/")):
        for garbage in map(_quoted, _GARBAGE if "{" in step else ()):
            before, after = address.split("/")[:place], address.split("/")[place + 1 :]
            yield "/".join((*before, garbage, *after))


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _declared(site: Site, path: str) -> list[str]:
    """The parameters that a page declares, by itself or through what it depends on."""
    routes = (route for route in all_routes(site.service.app.routes) if isinstance(route, APIRoute))
    (route,) = [route for route in routes if route.path == path and "GET" in route.methods]
    return list(_of(route.dependant))


def _of(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for further in dependant.dependencies:
        yield from _of(further)
