"""Talks to an application as a program would, without a network: every request in an event loop of its own."""

from __future__ import annotations

import asyncio
import copy
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator


@dataclass(frozen=True)
class Client:
    """A client of one application. What the application lets out as an exception comes back as its answer of status 500."""

    app: FastAPI

    def get(self, url: str, **options: Any) -> httpx.Response:
        return self.request("GET", url, **options)

    def post(self, url: str, **options: Any) -> httpx.Response:
        return self.request("POST", url, **options)

    def evaluate(self, body: bytes | str, lang: str = "en") -> httpx.Response:
        """Posts a body as it is, as JSON."""
        headers = {"content-type": "application/json"}
        return self.post(f"/v1/evaluations?lang={lang}", content=body, headers=headers)

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._request(method, url, options))

    async def _request(self, method: str, url: str, options: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
            return await client.request(method, url, **options)


def changed(evaluator: Evaluator, **attributes: Any) -> Client:
    """A client of an application whose evaluator behaves otherwise in some way."""
    other = copy.copy(evaluator)
    for name, value in attributes.items():
        setattr(other, name, value)
    return Client(create_app(other))


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of an answer, held to the shape that RFC 9457 and we promise."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    found: dict[str, Any] = response.json()
    assert set(found) - {"checks"} == {"type", "title", "status", "detail", "instance", "errors"}
    assert found["instance"] == f"urn:uuid:{response.headers['x-request-id']}"
    assert (found["type"], found["status"]) == (f"/problems/{code}", status)
    assert found["title"]
    assert found["detail"]
    assert found["errors"]
    for item in found["errors"]:
        assert set(item) == {"code", "pointer", "detail", "why", "help", "did_you_mean", "parameter"}
        assert item["code"]
        assert item["detail"]
        assert item["pointer"] in (None, "") or item["pointer"].startswith("/")
    assert "Traceback" not in response.text
    assert ".py" not in response.text
    return found
