"""An application with two routes of its own beside those of signing in, over stores in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Depends, FastAPI

from tests.api.client import Client
from tests.records.access.memory import Memory, SetClock
from tests.records.access.people import account, desk
from zhunsheng.api import handlers
from zhunsheng.api.body_limits import BodyLimits
from zhunsheng.api.headers import SecurityHeaders
from zhunsheng.api.observation import Observation
from zhunsheng.api.operation import Operation
from zhunsheng.api.request_ids import RequestIds
from zhunsheng.api.security.cookies import Cookies
from zhunsheng.api.security.current import Signed, requires
from zhunsheng.api.security.routes import install
from zhunsheng.api.security.services import Security
from zhunsheng.records.access import operations
from zhunsheng.records.access.provider_keys import ProviderKeys
from zhunsheng.records.access.roles import Role

ORIGIN = "https://zhunsheng.example"
PASSWORD = "seven green umbrellas"


def bare() -> FastAPI:
    """An application with all that stands around its routes, and no routes."""
    app = FastAPI(openapi_url=None)
    app.state.operation = Operation()
    app.add_middleware(BodyLimits, by_route={})
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Observation, metrics=app.state.operation.metrics)
    app.add_middleware(RequestIds)
    handlers.install(app)
    return app


def application(
    memory: Memory, clock: SetClock, keys: ProviderKeys | None = None, secure: bool = True
) -> FastAPI:
    app = bare()
    install(app, Security(desk(memory, clock), frozenset({ORIGIN}), Cookies(secure), keys))

    @app.post("/v1/cases")
    async def open_case(
        signed: Annotated[Signed, Depends(requires(operations.Operation.OPEN_CASE))],
    ) -> dict[str, str]:
        return {"by": signed.account.id}

    @app.get("/v1/log")
    async def read_log(
        signed: Annotated[Signed, Depends(requires(operations.Operation.READ_LOG))],
    ) -> dict[str, str]:
        return {"by": signed.account.id}

    return app


@dataclass
class Browser:
    """Keeps cookies and the second token, as a page of the service would."""

    client: Client
    cookies: dict[str, str]
    csrf: str | None = None

    def send(self, method: str, url: str, **options: Any) -> httpx.Response:
        headers = {"accept-language": "en"}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.csrf is not None:
            headers["x-csrf-token"] = self.csrf
        headers |= options.pop("headers", {})
        return self.client.request(method, url, headers=headers, **options)

    def sign_in(self, login: str = "desk-1", password: str = PASSWORD) -> httpx.Response:
        response = self.send("POST", "/v1/session", json={"login": login, "password": password})
        if response.status_code == 201:
            self.cookies.update(response.cookies)
            self.csrf = response.json()["csrf_token"]
        return response


@pytest.fixture
def memory() -> Memory:
    found = Memory()
    found.accounts.add(account(Role.HANDLER, login="desk-1"))
    found.accounts.add(account(Role.AUDITOR, login="auditor-1"))
    return found


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def browser(memory: Memory, clock: SetClock) -> Browser:
    return Browser(Client(application(memory, clock)), {})
