"""The page on how the service runs: who may see it, and that it says what `/readyz`, the log and `/metrics` say."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tests.web.site import Site, text_of
from zhunsheng.api.metrics import SignInFailure
from zhunsheng.api.web.operation.measured import LABELS
from zhunsheng.engine.evaluation import Agreement


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 200),
        ("auditor", 200),
        ("maintainer", 200),
        ("handler", 403),
        ("reviewer", 403),
        ("senior_reviewer", 403),
    ],
)
def test_who_may_read_metrics_sees_it(site: Site, role: str, status: int) -> None:
    page = site.as_(role).get("/operation")
    assert page.status_code == status
    assert ('href="/operation"' in site.as_(role).get("/account").text) is (status == 200)


def test_it_says_what_readiness_and_the_log_say(site: Site) -> None:
    auditor = site.as_("auditor")
    told = auditor.get("/operation.json").json()
    ready = auditor.get("/readyz").json()
    assert {part["key"]: part["state"] for part in told["parts"]} == {
        check["name"]: check["state"] for check in ready["checks"]
    }
    assert told["state"] == ready["status"]
    assert told["log"]["entries"] == len(site.service.entries()) == told["log"]["witnessed"]
    assert told["log"]["signed"] is False
    release = site.service.app.state.evaluator.release
    assert told["release_digest"] == release.digest
    words = text_of(auditor.get("/operation").text)
    assert release.digest in words
    assert all(part["name"] in words for part in told["parts"])


def test_it_counts_what_the_metrics_count(own_site: Site) -> None:
    auditor = own_site.as_("auditor")
    own_site.service.client.post("/v1/session", json={"login": "auditor", "password": "not the right one"})
    told = auditor.get("/operation.json").json()["measured"]
    metrics = auditor.get("/metrics").text
    answered = sum(float(n) for n in re.findall(r"zhunsheng_requests_total\{.*\} ([\d.]+)", metrics))
    assert told["answered"] == answered - 1  # the request for the page itself was counted since
    assert sum(item["number"] for item in told["answers"]) == told["answered"]
    failed = {item["key"]: item["number"] for item in told["sign_ins_failed"]}
    assert failed["wrong_credentials"] == 1
    assert {item["key"] for item in told["answers"]} <= {"2xx", "3xx", "4xx", "5xx"}
    assert told["memory_bytes"] > 10_000_000


def test_every_label_has_its_words_in_both_languages() -> None:
    for label in (*get_args(Agreement), *get_args(SignInFailure)):
        assert LABELS[label].zh
        assert LABELS[label].en
