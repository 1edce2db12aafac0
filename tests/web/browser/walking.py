"""A walk through the site in Chromium: who, in which language, on which screen; and what must not happen on any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
MEASURE = (Path(__file__).parent / "measure_page.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Screen:
    """What a page is shown on, in CSS pixels."""

    width: int
    height: int


TELEPHONE, DESK, WALL = Screen(360, 740), Screen(1024, 768), Screen(1600, 900)
SCREENS = (TELEPHONE, DESK, WALL)


@dataclass(frozen=True)
class Window:
    """A window of the browser, and what must not have happened in it."""

    context: BrowserContext
    page: Page
    complaints: list[str]

    def go(self, way: Callable[[Page], Any]) -> None:
        """Does something in it.

        Raises:
            AssertionError: something was asked of another host, the console complained, or an answer was a failure that is not
                expected; and whatever the way asserts.
        """
        self.complaints.clear()
        way(self.page)
        if self.complaints:
            raise AssertionError(self.complaints)


def window(
    browser: Browser,
    origin: str,
    cookies: Mapping[str, str],
    screen: Screen,
    javascript: bool,
    expected: tuple[int, ...] = (),
) -> Window:
    """A new window."""
    context = browser.new_context(
        base_url=origin,
        viewport={"width": screen.width, "height": screen.height},
        java_script_enabled=javascript,
    )
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])
    page, complaints = context.new_page(), list[str]()
    page.on("request", lambda request: _foreign(request.url, origin, complaints))
    page.on("response", lambda answer: _failed(answer.status, answer.url, expected, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # A failed answer is complained of here as well, without saying which; those are looked at above.
    page.on(
        "console",
        lambda message: None if "Failed to load" in message.text else complaints.append(message.text),
    )
    return Window(context, page, complaints)


def faults(page: Page) -> list[str]:
    """What is wrong with how a page looks: text that is cut or lies outside, and a page that scrolls sideways."""
    found: list[str] = page.evaluate(MEASURE)
    return found


def barriers(page: Page) -> list[str]:
    """What axe-core finds that keeps people out: rules of WCAG 2.2 A and AA that are broken, of any impact."""
    page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result: dict[str, Any] = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })",
        tags,
    )
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:200]}: {node['failureSummary'][:300]}"
        for found in result["violations"]
        for node in found["nodes"][:5]
    ]


def _foreign(url: str, origin: str, complaints: list[str]) -> None:
    if not url.startswith((f"{origin}/", "data:", "blob:")):
        complaints.append(f"asked of another host: {url}")


def _failed(status: int, url: str, expected: tuple[int, ...], complaints: list[str]) -> None:
    if status >= 400 and status not in expected:
        complaints.append(f"{status} for {url}")
