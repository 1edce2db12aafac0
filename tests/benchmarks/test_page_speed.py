"""Every page is timed, and what is told of it is made of its figures."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.pages.report import Figures, page
from benchmarks.pages.site import filled_site
from benchmarks.pages.timing import timed
from tests.samples import sampled
from tests.web.every_page import EVERY_PAGE
from zhunsheng.engine.evaluation import Evaluator

_SOME = sampled(EVERY_PAGE, 6)
DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_made_of_the_figures() -> None:
    figures = Figures.of(json.loads((DOCS / "page-speed.json").read_text(encoding="utf-8")))
    assert (DOCS / "page-speed.md").read_text(encoding="utf-8") == page(figures), (
        "run `python -m benchmarks.pages --again`"
    )
    assert figures.filled["records"] >= 100_000
    assert {timed.path for timed in figures.pages} == {looked.path for looked in EVERY_PAGE}


def test_pages_can_be_had_beside_a_register_that_is_filled(evaluator: Evaluator, tmp_path: Path) -> None:
    with filled_site(tmp_path, evaluator, 30) as (site, origin, counted):
        assert counted["records"] == 30 + 3
        found = timed(site, origin, 1, _SOME)
    assert [page.path for page in found] == [looked.path for looked in _SOME]
    assert all(page.size < 100_000 for page in found)
