"""Whether the service is ready to answer: named checks, each looked at in its own thread and by its own deadline.

Alive (`/healthz`) and ready (`/readyz`) are different questions. Whoever restarts processes asks the first, which is answered
without looking at anything: a database that is away is not mended by restarting us. Whoever sends requests asks the second.

A check may hang: a database behind a network that swallows packets answers neither yes nor no. So nobody waits for a look for
longer than its deadline, and a look that has not come back is waited for again by the next who asks, never begun a second
time beside it: however often somebody asks, there is at most one hanging thread a check. The threads are daemons, since a
process that ends must not wait for what never comes.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final, Literal

from zhunsheng.engine.vocabulary.facts import Text

State = Literal["ok", "degraded", "failed"]

_LOG: Final = logging.getLogger(__name__)
_BY_WEIGHT: Final[tuple[State, ...]] = ("ok", "degraded", "failed")


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Attributes:
        state: `ok`; `degraded`, if requests are answered all the same, and the operator has something to do; `failed`, if
        they should
            go elsewhere.
        reason: Why it is not ok. It is shown to whoever may ask, so it names no host, no path and no account.
    """

    state: State
    reason: Text | None = None


OK: Final = Finding("ok")


@dataclass(frozen=True)
class Check:
    """One thing to be looked at.

    Attributes:
        name: A stable ASCII identifier, such as `database`.
        look: Looks, and may block. One that raises has failed; it is called in threads of its own, one at a time.
        seconds: So long it may take.
    """

    name: str
    look: Callable[[], Finding]
    seconds: float = 2.0


@dataclass(frozen=True)
class Checked:
    """A check by its name, and what it found."""

    name: str
    finding: Finding


@dataclass
class _Watched:
    """A check and the look that is under way, if one is."""

    check: Check
    turn: threading.Lock = field(default_factory=threading.Lock)
    under_way: Future[Finding] | None = None

    def looked(self) -> Future[Finding]:
        """The look that is under way, else a new one."""
        with self.turn:
            if self.under_way is None or self.under_way.done():
                self.under_way = Future()
                # One that runs cannot be cancelled: whoever gives up waiting gives up for itself alone.
                self.under_way.set_running_or_notify_cancel()
                name = f"check-{self.check.name}"
                threading.Thread(target=self._look, args=(self.under_way,), name=name, daemon=True).start()
            return self.under_way

    def _look(self, found: Future[Finding]) -> None:
        try:
            found.set_result(self.check.look())
        except Exception as error:
            _LOG.warning("the check %s failed", self.check.name, exc_info=error)
            found.set_result(failed("检查时出错，详情在服务日志里", "the check failed; the log says why"))


class Readiness:
    """The checks of one application."""

    def __init__(self, checks: Iterable[Check]) -> None:
        """Keeps the checks in their order.

        Raises:
            ValueError: two of them have one name.
        """
        self._watched = tuple(_Watched(check) for check in checks)
        names = [watched.check.name for watched in self._watched]
        if len(set(names)) < len(names):
            raise ValueError(f"checks share a name: {names}")

    async def now(self) -> tuple[Checked, ...]:
        """What the checks find, all looked at together; it takes as long as the longest deadline at most."""
        found = await asyncio.gather(*(_by_deadline(watched) for watched in self._watched))
        return tuple(
            Checked(watched.check.name, finding)
            for watched, finding in zip(self._watched, found, strict=True)
        )


def overall(checked: Iterable[Checked]) -> State:
    """The worst of what was found; `ok` where nothing was to be looked at."""
    return max((each.finding.state for each in checked), key=_BY_WEIGHT.index, default="ok")


def degraded(zh: str, en: str) -> Finding:
    """Requests are answered all the same, and somebody has something to do."""
    return Finding("degraded", Text(zh, en))


def failed(zh: str, en: str) -> Finding:
    """Requests should go elsewhere."""
    return Finding("failed", Text(zh, en))


async def _by_deadline(watched: _Watched) -> Finding:
    seconds = watched.check.seconds
    try:
        return await asyncio.wait_for(asyncio.wrap_future(watched.looked()), seconds)
    except TimeoutError:
        return failed(f"{seconds:g} 秒内没有结果", f"no result within {seconds:g} s")
