"""Only proxies that were named say where a request comes from."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request

from zhunsheng.cli.serving import Ending, server_for
from zhunsheng.cli.trusted_proxies import DEFAULT, trusted_proxies
from zhunsheng.engine.problems import InputError


def _address_of(proxies: str, peer: str, forwarded: str) -> str:
    """The address that the application sees."""
    app = FastAPI()

    @app.get("/")
    async def address(request: Request) -> str:
        assert request.client is not None
        return request.client.host

    config = server_for(app, "127.0.0.1", 0, Ending(), trusted_proxies(proxies)).config
    config.load()
    return asyncio.run(_asked(config.loaded_app, peer, forwarded))


async def _asked(app: Any, peer: str, forwarded: str) -> str:
    transport = httpx.ASGITransport(app, client=(peer, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        answer = await client.get("/", headers={"x-forwarded-for": forwarded})
    found: str = answer.json()
    return found


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "seen"),
    [
        (DEFAULT, "127.0.0.1", "192.0.2.7", "192.0.2.7"),
        (DEFAULT, "::1", "192.0.2.7", "192.0.2.7"),
        (DEFAULT, "172.18.0.2", "192.0.2.7", "172.18.0.2"),
        ("172.18.0.2", "172.18.0.2", "192.0.2.7", "192.0.2.7"),
        ("172.18.0.2", "127.0.0.1", "192.0.2.7", "127.0.0.1"),
        ("172.18.0.0/16 fd00::/64", "172.18.3.4", "192.0.2.7", "192.0.2.7"),
        ("", "127.0.0.1", "192.0.2.7", "127.0.0.1"),
        # What somebody wrote himself stands before what the proxy has appended.
        ("172.18.0.2", "172.18.0.2", "10.1.1.1, 192.0.2.7", "192.0.2.7"),
    ],
)
def test_whose_word_counts(
    proxies: str, peer: str, forwarded: str, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert _address_of(proxies, peer, forwarded) == seen


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("*", "every_proxy_trusted"),
        ("10.0.0.2, *", "every_proxy_trusted"),
        ("0.0.0.0/0", "every_proxy_trusted"),
        ("::/0", "every_proxy_trusted"),
        ("proxy", "not_a_proxy"),
        ("10.0.0.2/24", "not_a_proxy"),
        ("10.0.0", "not_a_proxy"),
    ],
)
def test_everybody_and_nobody_are_refused(said: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        trusted_proxies(said)
    (problem,) = refused.value.problems
    assert (problem.code, problem.pointer) == (code, "ZHUNSHENG_TRUSTED_PROXIES")
    assert problem.why
