"""Opens a page in Chromium and says what is wrong with how it looks.

Playwright's plain interface runs an event loop in the thread that calls it, and other tests want loops of their own in theirs;
so the browser lives in a thread of its own, and what comes back is plain data.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
#: The fonts in which Chinese may be drawn: complete, and those that a report names first.
CHINESE_FONTS = {"Noto Sans CJK SC"}
WHAT_IS_MISSING = (
    "these tests need Chromium and fonts-noto-cjk: `make test` installs them as root (scripts/install-browser); "
    "otherwise `apt-get install chromium-headless-shell fonts-noto-cjk`"
)
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Screen:
    """What a page is shown on: its width and height in CSS pixels, and whether it is paper."""

    width: int
    height: int
    media: Literal["screen", "print"] = "screen"


DESKTOP, PHONE = Screen(1280, 900), Screen(390, 844)
#: What A4 leaves between the margins of a report: 174 mm, at 96 pixels an inch.
PAPER = Screen(657, 970, "print")


@dataclass(frozen=True)
class Sight:
    """What was seen.

    Attributes:
        faults: What is wrong, in words; see measure.js.
        lines: How many lines of text there are.
        characters: Which characters occur.
        chinese_fonts: The fonts in which the Chinese ones were drawn.
        complaints: What the console said, and errors of scripts.
        requests: What was asked for besides the page itself.
    """

    faults: tuple[str, ...]
    lines: int
    characters: str
    chinese_fonts: frozenset[str]
    complaints: tuple[str, ...]
    requests: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether there is nothing to object to."""
        fonts = self.chinese_fonts <= CHINESE_FONTS
        return fonts and not (self.faults or self.complaints or self.requests)


class Eyes:
    """One browser, for all tests of a session."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="browser")
        self._playwright: Playwright | None = None
        try:
            self._browser = self._do(self._start)
        except BaseException:
            self.close()
            raise

    def look(self, page: Path, screen: Screen) -> Sight:
        """The page on a screen."""
        return self._do(lambda: self._look(page, screen))

    def print(self, page: Path) -> bytes:
        """The page as a PDF, on the paper that it asks for."""
        return self._do(lambda: self._print(page))

    def do(self, work: Callable[[Browser], _Result]) -> _Result:
        """Has something done with the browser, in its own thread."""
        return self._do(lambda: work(self._browser))

    def close(self) -> None:
        """Ends the browser."""
        if self._playwright is not None:
            self._do(self._playwright.stop)
        self._thread.shutdown()

    def _do(self, work: Callable[[], _Result]) -> _Result:
        return self._thread.submit(work).result()

    def _start(self) -> Browser:
        # The first takes half the processor time of the other for the same pages.
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        if path is None:
            raise LookupError(WHAT_IS_MISSING)
        self._playwright = sync_playwright().start()
        return self._playwright.chromium.launch(executable_path=path)

    def _look(self, path: Path, screen: Screen) -> Sight:
        context = self._browser.new_context(
            viewport={"width": screen.width, "height": screen.height}, offline=True
        )
        try:
            page, complaints, requests = context.new_page(), list[str](), list[str]()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("request", lambda request: requests.append(request.url))
            page.emulate_media(media=screen.media)
            page.goto(path.as_uri())
            seen: dict[str, Any] = page.evaluate(MEASURE)
            return Sight(
                tuple(seen["faults"]),
                seen["lines"],
                seen["characters"],
                _fonts(page, seen["characters"]),
                tuple(complaints),
                tuple(url for url in requests if url != path.as_uri()),
            )
        finally:
            context.close()

    def _print(self, path: Path) -> bytes:
        context = self._browser.new_context(offline=True)
        try:
            page = context.new_page()
            page.goto(path.as_uri())
            return page.pdf(prefer_css_page_size=True)
        finally:
            context.close()


def _fonts(page: Page, characters: str) -> frozenset[str]:
    """The fonts in which a page's Chinese characters are drawn: all of them, in the font of its text."""
    chinese = "".join(re.findall(r"[\u4e00-\u9fff]", characters))
    if not chinese:
        return frozenset()
    page.evaluate(
        """(text) => {
          const root = document.documentElement;
          const [holder, space, tag] = root instanceof SVGElement ? [root, "svg", "text"] : [document.body, "html", "p"];
          const uri = { svg: "http://www.w3.org/2000/svg", html: "http://www.w3.org/1999/xhtml" }[space];
          const probe = document.createElementNS(uri, tag);
          probe.id = "probe";
          probe.textContent = text;
          holder.append(probe);
          // Before it has been laid out for a frame, it is said to be drawn in no font at all.
          return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
        }""",
        chinese,
    )
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    probe = session.send("DOM.querySelector", {"nodeId": document, "selector": "#probe"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": probe})["fonts"]
    return frozenset(font["familyName"] for font in fonts)


@contextmanager
def opened_eyes(folder: Path) -> Iterator[Eyes]:
    """A browser that can draw Chinese.

    Args:
        folder: An empty one.

    Raises:
        LookupError: there is none, or the font is missing; what is to be installed.
    """
    made = Eyes()
    try:
        page = folder / "page.html"
        page.write_text("<body style='font-family: \"Noto Sans CJK SC\"'>&#20934;&#32499;", encoding="utf-8")
        if made.look(page, DESKTOP).chinese_fonts != CHINESE_FONTS:
            raise LookupError(WHAT_IS_MISSING)
        yield made
    finally:
        made.close()
