"""Pictures of every page in both languages, for the guides; and of what each was taken, so that a stale one is known.

    make pictures

A picture shows a page at 1024 pixels. Beside it is kept what decided how the page looked: a digest of its template, of the
templates that this one is made of, and of their style sheets. A test compares them: two machines never draw the same pixels.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from jinja2 import meta
from playwright.sync_api import Browser
from pydantic import BaseModel

from tests.browser.looking import Eyes
from tests.web.browser.conftest import served
from tests.web.conftest import example_of
from tests.web.every_page import EVERY_PAGE, Looked
from tests.web.sentences import TEMPLATES
from tests.web.site import Site, original_in
from zhunsheng.api.web.assets import assets
from zhunsheng.api.web.frame import Frame
from zhunsheng.api.web.rendering import environment, render
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "workbench" / "pictures"
MANIFEST = FOLDER / "taken.json"
#: What lies further down is for whoever opens the page.
TALLEST = 1200
_LANGUAGES = ("zh", "en")


def name_of(looked: Looked) -> str:
    """The name of a page's pictures, made of its address."""
    return "-".join(re.findall(r"\w[\w-]*", looked.path)) or "home"


def digests(site: Site) -> dict[str, str]:
    """What decides how each page looks: its template, those that this is made of, and the style sheets that they name."""
    return {name_of(looked): _digest(_made_of(_template_of(looked, site))) for looked in EVERY_PAGE}


def take() -> None:
    """Takes every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with (
        TemporaryDirectory() as first,
        TemporaryDirectory() as folder,
        Evaluator(default_release()) as evaluator,
    ):
        original = original_in(Path(first), evaluator, example_of(evaluator))
        eyes = Eyes()
        try:
            with served(original, evaluator, Path(folder)) as (site, origin):
                for looked in EVERY_PAGE:
                    for language in _LANGUAGES:
                        eyes.do(_shot(site, origin, looked, language))
                made_of = digests(site)
        finally:
            eyes.close()
    MANIFEST.write_text(json.dumps(made_of, indent=1, sort_keys=True) + "\n", "utf-8")


def _shot(site: Site, origin: str, looked: Looked, language: str) -> Any:
    def shoot(browser: Browser) -> None:
        context = browser.new_context(base_url=origin, viewport={"width": 1024, "height": 768})
        cookies = site.people[looked.role].cookies if looked.role else {}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": origin}
                for name, value in {**cookies, "zhunsheng-language": language}.items()
            ]
        )
        page = context.new_page()
        page.goto(looked.of(site))
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": 1024, "height": min(height, TALLEST)})
        # WebP, which takes half of what the formats of Playwright's own method do.
        shot = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": 40})
        (FOLDER / f"{name_of(looked)}.{language}.webp").write_bytes(b64decode(shot["data"]))
        context.close()

    return shoot


def _template_of(looked: Looked, site: Site) -> str:
    """The template that shows a page."""
    shown: list[str] = []

    def noting(template: str, data: BaseModel, frame: Frame) -> str:
        shown.append(template)
        return render(template, data, frame)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("zhunsheng.api.web.pages.render", noting)
        answer = site.as_(looked.role).get(looked.of(site))
    if len(shown) != 1:
        raise LookupError(f"{looked.path} is shown by {shown}: {answer.status_code}")
    return shown[0]


def _made_of(template: str) -> Iterator[str]:
    """The text of a template and of those that it is made of, each once, in the order of their names."""
    found, waiting = set[str](), [template]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        others = meta.find_referenced_templates(environment("zh").parse(text))
        waiting.extend(other for other in others if other is not None)
    texts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in sorted(found)]
    yield from texts
    for sheet in sorted(set(re.findall(r"asset\('(css/[^']+)'\)", "".join(texts)))):
        yield assets()[sheet].digest


def _digest(texts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(hashlib.sha256(text.encode()).digest())
    return whole.hexdigest()[:16]


if __name__ == "__main__":
    take()
