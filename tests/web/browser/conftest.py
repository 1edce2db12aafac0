"""The site on a port of this machine, and a browser that walks through it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from tests.browser.looking import Eyes
from tests.web.browser.walking import DESK, Screen, Window, window
from tests.web.site import Original, Site, copy_of
from zhunsheng.engine.evaluation import Evaluator

#: Has a browser do something as somebody; see `walk`.
Walk = Callable[..., None]


@contextmanager
def served_at(
    made: Callable[[str], Site], lifespan: Literal["on", "off"] = "off"
) -> Iterator[tuple[Site, str]]:
    """A site that is made for an origin, and where it is served; nothing is made ahead unless that is switched on."""
    # Of a socket that is not said to be TCP, asyncio would not switch off the gathering of small packets: 40 ms an answer.
    listening = socket.socket(proto=socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    # From here on whoever comes waits; before the server has begun, he would be refused.
    listening.listen()
    origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
    site = made(origin)
    server = uvicorn.Server(uvicorn.Config(site.service.app, log_config=None, lifespan=lifespan, ws="none"))
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

        def walked(browser: Browser) -> None:
            made = window(browser, origin, cookies, screen, javascript, expected)
            try:
                made.go(way)
            finally:
                made.context.close()

        eyes.do(walked)

    return run


@pytest.fixture(scope="session")
def read(eyes: Eyes, served_site: tuple[Site, str]) -> Iterator[Walk]:
    """Runs `way(page)` as `walk` does, in a window that stays open: to open one takes longer than most pages.

    For ways that only read: nothing that is left in a window may matter to the next.
    """
    site, origin = served_site
    windows: dict[tuple[str | None, str, bool], Window] = {}

    def run(
        way: Callable[[Page], Any], *, role: str | None, language: str = "zh", javascript: bool = True
    ) -> None:
        def looked(browser: Browser) -> None:
            who = (role, language, javascript)
            if who not in windows:
                person = None if role is None else site.people[role]
                cookies = {"zhunsheng-language": language, **(person.cookies if person else {})}
                windows[who] = window(browser, origin, cookies, DESK, javascript)
            windows[who].go(way)

        eyes.do(looked)

    yield run
    eyes.do(lambda _: [kept.context.close() for kept in windows.values()])
