"""Puts load on a service: so many ask at a time, each the next thing as soon as it is answered (a closed loop).

What is timed is the evaluation alone. Where records are kept it is one of a case, which is opened before, outside of the clock,
and is evaluated a few times before there is another one, as people do who learn something new.
"""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from benchmarks.load.services import RECORDING, Service

#: So often a case is evaluated.
EVALUATIONS = 4
_JSON = {"content-type": "application/json"}
#: Stands in every answer that both engines gave.
BOTH = b'"ran":["bits","rete"]'


@dataclass
class Load:
    """What came of asking a service.

    Attributes:
        times: How long each evaluation took, in milliseconds.
        errors: What was not answered as it must be, in words.
        seconds: How long it was asked.
    """

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


def put_on(
    service: Service,
    bodies: Sequence[bytes],
    at_a_time: int,
    seconds: float,
    seen: Callable[[Load], None] = lambda _: None,
) -> Load:
    """Asks a service for so long.

    Args:
        bodies: Case documents, one after the other and from the beginning again.
        seen: Is told after every evaluation.
    """
    load = Load()
    asyncio.run(_all(service, itertools.cycle(bodies), at_a_time, seconds, load, seen))
    return load


async def _all(
    service: Service,
    bodies: Iterator[bytes],
    at_a_time: int,
    seconds: float,
    load: Load,
    seen: Callable[[Load], None],
) -> None:
    limits = httpx.Limits(max_connections=at_a_time, max_keepalive_connections=at_a_time)
    async with httpx.AsyncClient(
        base_url=service.address,
        headers={**_JSON, **service.headers},
        trust_env=False,
        timeout=60,
        limits=limits,
    ) as client:
        start = time.perf_counter()
        end = start + seconds
        await asyncio.gather(*(_one(service, client, bodies, end, load, seen) for _ in range(at_a_time)))
        load.seconds = time.perf_counter() - start


async def _one(
    service: Service,
    client: httpx.AsyncClient,
    bodies: Iterator[bytes],
    end: float,
    load: Load,
    seen: Callable[[Load], None],
) -> None:
    recording = service.kind in RECORDING
    address, left = "/v1/evaluations", 0
    while time.perf_counter() < end:
        try:
            if recording and left == 0:
                opened = await client.post("/v1/cases", content=b"{}", headers=_key())
                address, left = f"{opened.raise_for_status().headers['location']}/evaluations", EVALUATIONS
            left -= 1
            start = time.perf_counter()
            answer = await client.post(address, content=next(bodies), headers=_key() if recording else None)
            load.times.append((time.perf_counter() - start) * 1000)
            if not answer.is_success:
                load.errors.append(f"{answer.status_code} {answer.text[:200]}")
            elif service.kind != "echo" and BOTH not in answer.content:
                load.errors.append("one engine alone answered")
        except httpx.HTTPError as error:
            load.errors.append(f"{type(error).__name__}: {error}")
            left = 0
        seen(load)


def _key() -> dict[str, str]:
    return {"Idempotency-Key": f'"{uuid.uuid4()}"'}
