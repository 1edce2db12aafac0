"""The site on a port of this machine, and a browser that walks through it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Page

from tests.browser.conftest import eyes
from tests.browser.looking import Eyes
from tests.web.browser.walking import DESK, Screen, walked
from tests.web.site import Original, Site, copy_of
from zhunsheng.engine.evaluation import Evaluator

__all__ = ["eyes"]

#: Has a browser do something as somebody; see `walk`.
Walk = Callable[..., None]


@contextmanager
def served_at(made: Callable[[str], Site]) -> Iterator[tuple[Site, str]]:
    """A site that is made for an origin, and where it is served."""
    # Of a socket that is not said to be TCP, asyncio would not switch off the gathering of small packets: 40 ms an answer.
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
    site = made(origin)
    server = uvicorn.Server(uvicorn.Config(site.service.app, log_config=None, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield site, origin
    server.should_exit = True
    thread.join()
    listening.close()


@contextmanager
def served(original: Original, evaluator: Evaluator, folder: Path) -> Iterator[tuple[Site, str]]:
    """A copy of a site, and where it is served."""
    with ExitStack() as copies:

        def copied(origin: str) -> Site:
            return copies.enter_context(copy_of(original, evaluator, folder, origin))

        with served_at(copied) as made:
            yield made


@pytest.fixture(scope="session")
def served_site(
    original: Original, evaluator: Evaluator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, str]]:
    """The site that every walk of a session is through; a test makes cases of its own in it."""
    with served(original, evaluator, tmp_path_factory.mktemp("served")) as made:
        yield made


@pytest.fixture
def walk(eyes: Eyes, served_site: tuple[Site, str]) -> Walk:
    """Runs `way(page)` in a new browser window, and asserts that nothing went wrong on the way.

    Args (of what it gives):
        way: What is done; `page.goto("/cases")` is an address of the site.
        role: Who does it; None is somebody who is not signed in.
        language, screen: How it is shown.
        javascript: Whether scripts run.
        expected: Statuses of the site's own answers, besides those below 400, that belong to the way.
    """
    site, origin = served_site

    def run(
        way: Callable[[Page], Any],
        *,
        role: str | None = None,
        language: str = "zh",
        screen: Screen = DESK,
        javascript: bool = True,
        expected: tuple[int, ...] = (),
    ) -> None:
        person = None if role is None else site.people[role]
        cookies = {"zhunsheng-language": language, **(person.cookies if person else {})}
        eyes.do(lambda browser: walked(browser, way, origin, cookies, screen, javascript, expected))

    return run
