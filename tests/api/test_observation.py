"""What is logged and counted of requests; above all, what is not."""

from __future__ import annotations

import asyncio
import copy
import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, Request
from prometheus_client.parser import text_string_to_metric_families

from tests.api.client import Client, changed
from tests.second_engines import Saying
from zhunsheng.api.app import create_app
from zhunsheng.api.logs import OURS, LogFormat, LogLevel, log_to
from zhunsheng.api.observation import acts_for
from zhunsheng.api.operation import Operation
from zhunsheng.engine.engines.rete.client import Absence
from zhunsheng.engine.engines.verdict import Verdict
from zhunsheng.engine.evaluation import Evaluator

Lines = Callable[[], list[dict[str, Any]]]
SECRET = "tell-nobody"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes while a test runs; the handlers that were there before are put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    found = io.StringIO()
    # pytest's handlers are taken off before `basicConfig` would close them.
    root.handlers.clear()
    yield found
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture
def lines(stream: io.StringIO) -> Lines:
    log_to(stream, "json", "debug")
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def fresh(evaluator: Evaluator) -> Client:
    """A client of an application whose counters are at zero."""
    return Client(create_app(evaluator))


def of_requests(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in found if line["logger"] == "zhunsheng.requests"]


def counted(client: Client, name: str, **labels: str) -> float:
    text = client.get("/metrics").text
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_a_request_is_one_line(fresh: Client, lines: Lines) -> None:
    answer = fresh.get("/v1/rules/shanxi.complacency?lang=en")
    (line,) = of_requests(lines())
    assert line.pop("milliseconds") > 0
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "zhunsheng.requests",
        "message": "request",
        "request_id": answer.headers["x-request-id"],
        "method": "GET",
        "route": "/v1/rules/{rule_id}",
        "status": 200,
        "actor_id": None,
    }


def test_nothing_that_was_sent_is_logged(fresh: Client, lines: Lines, case: dict[str, Any]) -> None:
    case["case"]["title"] = SECRET
    headers = {"Authorization": f"Bearer {SECRET}", "Cookie": f"session={SECRET}", "User-Agent": SECRET}
    fresh.post(f"/v1/evaluations?x={SECRET}", json=case, headers=headers)
    fresh.post("/v1/evaluations", json=case, headers=headers)
    fresh.post("/v1/evaluations", content=SECRET, headers=headers)
    fresh.get(f"/v1/rules/{SECRET}", headers=headers)
    fresh.get(f"/{SECRET}", headers=headers)
    found = lines()
    assert [line["status"] for line in of_requests(found)] == [422, 422, 415, 404, 404]
    assert SECRET not in json.dumps(found)


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_failure_is_logged_with_its_places_and_without_its_words(
    evaluator: Evaluator, case: dict[str, Any], stream: io.StringIO, format: LogFormat
) -> None:
    def broken(*_: object) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error

    log_to(stream, format, "info")
    transport = httpx.ASGITransport(app=changed(evaluator, evaluate=broken).app)

    async def post() -> None:
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as http:
            await http.post("/v1/evaluations", json=case)

    # What the server does once the application has let an exception out.
    with pytest.raises(ValueError, match=SECRET) as raised:
        asyncio.run(post())
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=raised.value)
    text = stream.getvalue()
    assert SECRET not in text
    for word in ("builtins.ValueError", "builtins.KeyError", "broken", "test_observation.py"):
        assert word in text


def test_a_probe_that_finds_all_well_is_a_detail(fresh: Client, lines: Lines) -> None:
    for path in ("/healthz", "/readyz", "/metrics", "/v1/vocabulary"):
        fresh.get(path)
    assert [line["level"] for line in of_requests(lines())] == ["debug", "debug", "debug", "info"]


def test_who_asked_is_in_the_line(fresh: Client, lines: Lines) -> None:
    router = APIRouter()

    @router.get("/mine")
    def mine(request: Request) -> dict[str, str]:
        acts_for(request.scope, "account-7")
        logging.getLogger("somewhere").warning("said meanwhile")
        return {}

    fresh.app.include_router(router)
    answer = fresh.get("/mine")
    said = [line for line in lines() if line["logger"] == "somewhere"]
    assert [line["actor_id"] for line in of_requests(lines())] == ["account-7"]
    assert [line["request_id"] for line in said] == [answer.headers["x-request-id"]]


def test_a_line_is_a_line_whatever_is_in_it(stream: io.StringIO) -> None:
    formats: tuple[tuple[LogFormat, LogLevel], ...] = (("json", "info"), ("text", "info"))
    for format, level in formats:
        log_to(stream, format, level)
        logging.getLogger("x").warning("one\ntwo\u2028three\x1b[31m")
    assert len(stream.getvalue().split("\n")) == 3
    assert stream.getvalue().isascii()
    logging.getLogger("x").debug("not at this level")
    assert "not at" not in stream.getvalue()


def test_requests_are_counted_by_route_method_and_status(fresh: Client) -> None:
    fresh.get("/v1/rules/shanxi.complacency")
    fresh.get("/v1/rules/shanxi.complacencx")
    fresh.request("DELETE", "/v1/vocabulary")
    route = "/v1/rules/{rule_id}"
    assert counted(fresh, "zhunsheng_requests_total", route=route, method="GET", status="200") == 1
    assert counted(fresh, "zhunsheng_requests_total", route=route, method="GET", status="404") == 1
    assert (
        counted(fresh, "zhunsheng_requests_total", route="/v1/vocabulary", method="DELETE", status="405") == 1
    )
    assert counted(fresh, "zhunsheng_request_seconds_count", route=route) == 2
    assert counted(fresh, "process_resident_memory_bytes") > 0


def test_labels_are_not_the_callers_to_make(fresh: Client) -> None:
    for number in range(20):
        fresh.get(f"/made-up/{number}")
        fresh.request(f"METHOD{number}", "/healthz")
    found = list(text_string_to_metric_families(fresh.get("/metrics").text))
    routes = {
        sample.labels["route"] for family in found for sample in family.samples if "route" in sample.labels
    }
    methods = {
        sample.labels["method"] for family in found for sample in family.samples if "method" in sample.labels
    }
    assert routes == {"unmatched", "/healthz"}
    assert methods == {"GET", "other"}


def test_every_documented_route_is_a_label_as_it_is_documented(fresh: Client, lines: Lines) -> None:
    """The template is the route's own path: that holds as long as no router is included with a prefix."""
    paths = list(fresh.get("/openapi.json").json()["paths"])
    for path in paths:
        fresh.request("DELETE", path.replace("{", "").replace("}", ""))
    assert [line["route"] for line in of_requests(lines())][1:] == paths


@pytest.mark.parametrize(
    ("second", "outcome", "status"),
    [
        (Saying(Absence("away")), "one_engine", 200),
        (Saying(Verdict({}, {})), "differ", 500),
        (None, "agreed", 200),
    ],
)
def test_evaluations_are_counted_by_what_the_second_engine_said(
    evaluator: Evaluator, case: dict[str, Any], second: Saying | None, outcome: str, status: int
) -> None:
    operation = Operation()
    other = copy.copy(evaluator)
    other.watch = operation.metrics.evaluated
    if second is not None:
        other.second = second
    client = Client(create_app(other, operation))
    assert client.post("/v1/evaluations", json=case).status_code == status
    assert counted(client, "zhunsheng_evaluations_total", outcome=outcome) == 1
    assert counted(client, "zhunsheng_evaluations_total") == 1


def test_bodies_that_are_refused_are_counted_by_why(fresh: Client) -> None:
    json_type = {"content-type": "application/json"}
    fresh.post("/v1/evaluations", content="{", headers=json_type)
    fresh.post("/v1/evaluations", content="a=1")
    fresh.post("/v1/evaluations", content=" " * 2_000_001, headers=json_type)
    fresh.post("/v1/evaluations", content="{}", headers=json_type)
    for reason in ("malformed", "unsupported_media_type", "too_large"):
        assert counted(fresh, "zhunsheng_bodies_refused_total", reason=reason) == 1
    assert counted(fresh, "zhunsheng_bodies_refused_total") == 3


def test_what_others_count(fresh: Client) -> None:
    metrics = fresh.app.state.operation.metrics
    metrics.records_appended(3)
    metrics.sign_in_failed("wrong_credentials")
    assert counted(fresh, "zhunsheng_records_appended_total") == 3
    assert counted(fresh, "zhunsheng_sign_in_failures_total", reason="wrong_credentials") == 1
    assert counted(fresh, "zhunsheng_sign_in_failures_total") == 1


def test_two_applications_count_each_for_itself(evaluator: Evaluator) -> None:
    first, second = (Client(create_app(evaluator)) for _ in range(2))
    first.get("/v1/vocabulary")
    assert counted(first, "zhunsheng_requests_total", route="/v1/vocabulary") == 1
    assert counted(second, "zhunsheng_requests_total", route="/v1/vocabulary") == 0


def test_openmetrics_is_spoken_to_those_who_ask_for_it(fresh: Client) -> None:
    plain = fresh.get("/metrics")
    asked = fresh.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert plain.headers["content-type"].startswith("text/plain")
    assert asked.headers["content-type"].startswith("application/openmetrics-text")
    assert asked.text.endswith("# EOF\n")
