"""How long each page takes: by the clock of whoever asks for it, and in time of processors."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import httpx

from tests.web.every_page import EVERY_PAGE, Looked
from tests.web.site import Site
from zhunsheng.api.ahead import THREAD

LANGUAGES = ("zh", "en")
#: What a service works out once, beside its pages, after somebody has asked for it for the first time.
_ONCE = "agreement"


@dataclass(frozen=True)
class Timed:
    """A page, in the language in which it took longer.

    Attributes:
        path: As it is registered, with its parameters.
        first: Milliseconds of the first time, with whatever is made once and kept and was not made ahead.
        median: Milliseconds by the clock, of the times after it.
        busy: Milliseconds of processor time, on the average of these, of the service and of whoever asks, who are one process.
        size: Bytes; of the language in which it is larger.
    """

    path: str
    first: float
    median: float
    busy: float
    size: int


def made_ahead(site: Site, origin: str) -> float:
    """Waits until a service that has just been started has made what it makes ahead, and tells how many seconds that took."""
    began = time.perf_counter()
    with httpx.Client(base_url=origin, trust_env=False, timeout=60) as client:
        client.get("/readyz").raise_for_status()
    _wait_for(THREAD)
    if site.service.app.state.rule_book.uses.now() is None:
        raise RuntimeError("the service has made nothing ahead")
    return time.perf_counter() - began


def timed(site: Site, origin: str, rounds: int, pages: Sequence[Looked] = EVERY_PAGE) -> tuple[Timed, ...]:
    """Pages, in their order; by default every one.

    Raises:
        httpx.HTTPStatusError: a page could not be had.
    """
    # First every page once: what is begun with the first, such as the agreement with practice, is not told of the next.
    firsts = {
        (looked.path, language): _opened_once(site, origin, looked, language)
        for looked in pages
        for language in LANGUAGES
    }
    _wait_for(_ONCE)
    return tuple(_of_page(site, origin, looked, rounds, firsts) for looked in pages)


def _wait_for(name: str) -> None:
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join()


def _of_page(
    site: Site, origin: str, looked: Looked, rounds: int, firsts: Mapping[tuple[str, str], float]
) -> Timed:
    each = [
        _opened_often(site, origin, looked, language, rounds, firsts[looked.path, language])
        for language in LANGUAGES
    ]
    slower = max(each, key=lambda timed: timed.median)
    return replace(slower, first=max(timed.first for timed in each), size=max(timed.size for timed in each))


def _browser(site: Site, origin: str, looked: Looked, language: str) -> httpx.Client:
    cookies = dict(site.people[looked.role].cookies) if looked.role else {}
    cookies["zhunsheng-language"] = language
    headers = {
        "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "accept": "text/html",
    }
    return httpx.Client(base_url=origin, headers=headers, trust_env=False, timeout=60)


def _opened_often(site: Site, origin: str, looked: Looked, language: str, rounds: int, first: float) -> Timed:
    with _browser(site, origin, looked, language) as client:
        _, size = _opened(client, looked.of(site))
        before = time.process_time()
        taken = [_opened(client, looked.of(site))[0] for _ in range(rounds)]
        busy = (time.process_time() - before) * 1000 / rounds
    return Timed(looked.path, first, statistics.median(taken), busy, size)


def _opened_once(site: Site, origin: str, looked: Looked, language: str) -> float:
    with _browser(site, origin, looked, language) as client:
        return _opened(client, looked.of(site))[0]


def _opened(client: httpx.Client, path: str) -> tuple[float, int]:
    began = time.perf_counter()
    size = len(client.get(path).raise_for_status().content)
    return (time.perf_counter() - began) * 1000, size
