"""One browser for all of these tests, and the pages that they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.looking import CHINESE_FONTS, DESKTOP, WHAT_IS_MISSING, Eyes
from tests.engine.report.conftest import Reports
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.report.html import render_html

#: A file with what it is to hold: what is shown of a scenario, in a language.
Written = Callable[[str, str, Language], Path]


@pytest.fixture(scope="session")
def eyes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Eyes]:
    """The browser; without it, or without the font, no test can say anything, and each fails with what is to be installed."""
    try:
        made = Eyes()
    except LookupError as missing:
        pytest.fail(str(missing), pytrace=False)
    page = tmp_path_factory.mktemp("font") / "page.html"
    page.write_text("<body style='font-family: \"Noto Sans CJK SC\"'>&#20934;&#32499;", encoding="utf-8")
    if made.look(page, DESKTOP).chinese_fonts != CHINESE_FONTS:
        made.close()
        pytest.fail(WHAT_IS_MISSING, pytrace=False)
    yield made
    made.close()


@pytest.fixture(scope="session")
def written(evaluator: Evaluator, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Writes the ``report`` or the ``graph`` of a scenario, once."""
    folder, reports = tmp_path_factory.mktemp("pages"), Reports(evaluator)

    def write(kind: str, name: str, language: Language) -> Path:
        ending = {"report": "html", "graph": "svg"}[kind]
        path = folder / f"{kind}-{name.rpartition('/')[2]}.{language}.{ending}"
        if not path.exists():
            made = reports.get(name, language)
            text = (
                render_html(made.report)
                if kind == "report"
                else render_svg(build_graph(made.suggestion, evaluator.release))
            )
            path.write_text(text, encoding="utf-8")
        return path

    return write
