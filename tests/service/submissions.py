"""Submissions over HTTP, many at once: cases are opened, some of them are evaluated, each request under a key of its own.

Whoever submits keeps what was acknowledged. When the service dies he stops; later he goes on where he was, and what was not
acknowledged he sends again as it was, under its key, because he cannot know whether it was done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

AT_ONCE = 50
#: Of so many cases that are opened one is evaluated as well.
EVALUATED = 25

CASE = {
    "case": {"id": "submitted", "province": "shanxi", "decision_date": "2021-11-05"},
    "incident": {"date": "2021-10", "consequence": "serious"},
    "subjects": [{"id": "S1", "kind": "person", "conducts": [{"id": "C1", "date": "2021-10-20"}]}],
}


@dataclass
class Submitting:
    """One who submits.

    Attributes:
        acknowledged: What was answered with 201, by the key that it was sent under.
        begun: The submissions of which something was sent.
        unavailable: What was answered with 503.
        gone: Set as soon as the service does not answer any more.
    """

    address: str
    headers: Mapping[str, str]
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)
    unavailable: list[httpx.Response] = field(default_factory=list)
    gone: bool = False

    async def submit(self, submissions: Iterable[int]) -> None:
        """Submits what has not been acknowledged, until all is or the service is gone."""
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
        self.gone = False
        async with httpx.AsyncClient(
            base_url=self.address, headers=self.headers, trust_env=False, timeout=60, limits=limits
        ) as client:
            numbers = iter(submissions)
            await asyncio.gather(*(self._in_turn(client, numbers) for _ in range(AT_ONCE)))

    async def _in_turn(self, client: httpx.AsyncClient, numbers: Iterator[int]) -> None:
        for number in numbers:
            if self.gone:
                return
            try:
                await self._submit(client, number)
            except httpx.TransportError:
                self.gone = True

    async def _submit(self, client: httpx.AsyncClient, number: int) -> None:
        self.begun.add(number)
        text = {"content": {"text": f"submission {number}"}}
        opened = await self.once(client, f"opening-{number}", "/v1/cases", text)
        if opened is not None and number % EVALUATED == 0:
            await self.once(client, f"evaluation-{number}", f"/v1/cases/{opened['id']}/evaluations", CASE)

    async def once(self, client: httpx.AsyncClient, key: str, url: str, body: Any) -> dict[str, Any] | None:
        """What was answered under a key; asked now, if it was not answered before. None if it cannot be answered now."""
        if key not in self.acknowledged:
            answer = await client.post(url, json=body, headers={"Idempotency-Key": f'"{key}"'})
            if answer.status_code == 503:
                self.unavailable.append(answer)
                return None
            assert answer.status_code == 201, answer.text
            self.acknowledged[key] = answer.json()
        return self.acknowledged[key]
