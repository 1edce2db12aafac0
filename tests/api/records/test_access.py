"""Who is let in: nobody without credentials, and everybody as the table of permissions says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from tests.api.client import problem
from tests.api.records.people import Service
from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.permissions import REACHES, Reach
from zhunsheng.records.access.roles import Role

PUBLIC = {
    ("GET", "/v1"),
    ("GET", "/openapi.json"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/problems/{code}"),
    ("POST", "/v1/session"),
    ("POST", "/v1/setup"),
}

#: What a route takes, for routes that are not about a case that there must be.
SAMPLES = (
    ("POST", "/v1/evaluations", Operation.EVALUATE_UNRECORDED),
    ("POST", "/v1/what-if", Operation.EVALUATE_UNRECORDED),
    ("GET", "/v1/rules", Operation.READ_RULES),
    ("GET", "/v1/vocabulary", Operation.READ_VOCABULARY),
    ("GET", "/v1/schemas/case", Operation.READ_VOCABULARY),
    ("GET", "/metrics", Operation.READ_METRICS),
    ("POST", "/v1/cases", Operation.OPEN_CASE),
    ("GET", "/v1/cases", Operation.LIST_CASES),
    ("GET", "/v1/cases/none", Operation.READ_CASE),
    ("POST", "/v1/cases/none/evaluations", Operation.EVALUATE_CASE),
    ("GET", "/v1/cases/none/evaluations/3", Operation.READ_RECORD),
    ("GET", "/v1/register", Operation.SEARCH_REGISTER),
    ("GET", "/v1/statistics/overrides", Operation.READ_OVERRIDE_STATISTICS),
)


def all_routes(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Every route, also those of routers that were included, which the framework keeps as they are."""
    for route in routes:
        included = getattr(route, "original_router", None)
        yield from [route] if included is None else all_routes(included.routes)


def routes_of(app: FastAPI, *, of_pages: bool = False) -> set[tuple[str, str]]:
    """The routes for programs; or those of the workbench, which answers people (tests/web)."""
    found = list(all_routes(app.routes))
    assert all(isinstance(route, APIRoute) for route in found)
    return {
        (method, route.path)
        for route in found
        if isinstance(route, APIRoute)
        and route.endpoint.__module__.startswith("zhunsheng.api.web") is of_pages
        for method in route.methods
    }


def test_every_route_but_a_few_asks_who_it_is(service: Service) -> None:
    routes = routes_of(service.app)
    assert routes > PUBLIC
    assert ("POST", "/v1/cases/{case_id}/moves") in routes
    for method, path in sorted(routes - PUBLIC):
        url = re.sub(r"\{[^}]*\}", "1", path)
        found = problem(service.client.request(method, url), 401, "not_signed_in")
        assert found["errors"][0]["help"]


def test_what_is_public_asks_nobody(service: Service) -> None:
    for method, path in sorted(PUBLIC):
        answer = service.client.request(method, path.replace("{code}", "not_found"))
        # Those with a body miss it; the others answer.
        assert answer.status_code == (415 if method == "POST" else 200), path


@pytest.mark.parametrize("role", list(Role))
def test_the_table_of_permissions_holds_for_routes(service: Service, role: Role) -> None:
    person = service.person("somebody", role)
    for method, url, operation in SAMPLES:
        answer = person.get(url) if method == "GET" else person.post(url)
        if REACHES[role, operation] is Reach.NOT:
            problem(answer, 403, "not_allowed")
        else:
            assert answer.status_code in (200, 201, 404, 422), (url, answer.text)
            assert (answer.status_code == 404) == ("/none" in url), (url, answer.text)


def test_a_post_by_cookie_needs_the_second_token(service: Service) -> None:
    person = service.person("handler", Role.HANDLER)
    headers = {**person.headers(), "Idempotency-Key": '"1"'}
    del headers["x-csrf-token"]
    problem(service.client.post("/v1/cases", json={}, headers=headers), 403, "csrf")


def test_without_records_nobody_signs_in(evaluator: Evaluator, service: Service) -> None:
    app = create_app(evaluator)
    assert not any(path.startswith(("/v1/cases", "/v1/session")) for _, path in routes_of(app))
    with pytest.raises(ValueError, match="nobody signs in"):
        create_app(evaluator, records=service.app.state.records)
    with pytest.raises(ValueError, match="nobody signs in"):
        create_app(evaluator, security=service.app.state.security)
