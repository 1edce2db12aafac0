"""Who reads the metrics where nobody signs in, and that the secret is compared whole."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from tests.api.client import Client, problem
from zhunsheng.api.app import create_app
from zhunsheng.api.metrics_token import MetricsToken
from zhunsheng.api.operation import Operation
from zhunsheng.engine.evaluation import Evaluator

SECRET = "x" * 40


@pytest.fixture
def client(evaluator: Evaluator) -> Client:
    return Client(create_app(evaluator, Operation(metrics_token=MetricsToken.of(SecretStr(SECRET)))))


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_who_bears_the_secret_reads_them(client: Client, scheme: str) -> None:
    assert client.get("/metrics", headers={"authorization": f"{scheme} {SECRET}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": SECRET},
        {"authorization": f"Basic {SECRET}"},
        {"authorization": f"Bearer {SECRET[:-1]}"},
        {"authorization": f"Bearer {SECRET}x"},
        {"authorization": "Bearer "},
        {"authorization": f"Bearer {'X' * 40}"},
    ],
)
def test_nobody_else_does(client: Client, headers: dict[str, str]) -> None:
    for language, word in (("zh", "指标令牌"), ("en", "metrics token")):
        answer = client.get(f"/metrics?lang={language}", headers=headers)
        found = problem(answer, 401, "not_signed_in")
        assert word in found["detail"]
        assert "credentials_file" in found["errors"][0]["help"]
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_without_a_secret_and_without_sign_in_they_are_open(evaluator: Evaluator) -> None:
    assert Client(create_app(evaluator)).get("/metrics").status_code == 200
