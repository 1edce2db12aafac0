"""A thousand submissions over HTTP at once: cases are opened, some of them are evaluated, each request under a key of its own.

Whoever submits keeps what was acknowledged. When the service dies he stops; later he goes on where he was, and what was not
acknowledged he sends again as it was, under its key, because he cannot know whether it was done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

SUBMISSIONS, AT_ONCE = 1000, 50
#: Of so many cases that are opened one is evaluated as well.
EVALUATED = 10

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
        gone: Set as soon as the service does not answer any more.
    """

    address: str
    headers: Mapping[str, str]
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: bool = False

    async def all(self, submissions: int = SUBMISSIONS) -> None:
        """Submits what has not been acknowledged, until all is or the service is gone."""
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
        self.gone = False
        async with httpx.AsyncClient(
            base_url=self.address, headers=self.headers, trust_env=False, timeout=60, limits=limits
        ) as client:
            numbers = iter(range(submissions))
            await asyncio.gather(*(self._in_turn(client, numbers) for _ in range(AT_ONCE)))

    async def _in_turn(self, client: httpx.AsyncClient, numbers: Any) -> None:
        for number in numbers:
            if self.gone:
                return
            try:
                await self._submit(client, number)
            except httpx.TransportError:
                self.gone = True

    async def _submit(self, client: httpx.AsyncClient, number: int) -> None:
        opened = await self.once(
            client, f"opening-{number}", "/v1/cases", {"content": {"text": f"submission {number}"}}
        )
        if number % EVALUATED == 0:
            await self.once(client, f"evaluation-{number}", f"/v1/cases/{opened['id']}/evaluations", CASE)

    async def once(self, client: httpx.AsyncClient, key: str, url: str, body: Any) -> dict[str, Any]:
        """What was answered under a key; asked now, if it was not answered before."""
        if key not in self.acknowledged:
            answer = await client.post(url, json=body, headers={"Idempotency-Key": f'"{key}"'})
            assert answer.status_code == 201, answer.text
            self.acknowledged[key] = answer.json()
        return self.acknowledged[key]
