"""`python -m benchmarks.pages`: fills a database, opens every page of the workbench, and writes docs/page-speed.md and .json.

With ``--again`` nothing is measured, and the page is made anew from the figures. The pages are those that the tests look at in a
browser (tests/web/every_page.py), so that none is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.pages.report import Figures, page
from benchmarks.pages.site import filled_site
from benchmarks.pages.timing import made_ahead, timed
from zhunsheng.api.lasting_objects import set_apart
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release

DOCS = Path(__file__).resolve().parents[2] / "docs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, and writes what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--records", type=int, default=100_000, help="how many recorded evaluations")
    parser.add_argument("--rounds", type=int, default=7, help="how often each page is opened")
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="FOLDER", help="where the page goes")
    parser.add_argument("--again", action="store_true", help="measure nothing, write from the figures")
    options = parser.parse_args(arguments)
    kept = options.docs / "page-speed.json"
    if not options.again:
        figures = _measured(options.records, options.rounds)
        kept.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    told = page(Figures.of(json.loads(kept.read_text(encoding="utf-8"))))
    (options.docs / "page-speed.md").write_text(told, encoding="utf-8")
    print(told)
    return 0


def _measured(records: int, rounds: int) -> Figures:
    place = TemporaryDirectory(prefix="zhunsheng-pages-", ignore_cleanup_errors=True)
    with (
        place as folder,
        Evaluator(default_release()) as evaluator,
        filled_site(Path(folder), evaluator, records) as (site, origin, counted),
    ):
        # As `zhunsheng serve` does before it takes requests.
        set_apart()
        ahead = made_ahead(site, origin)
        return Figures(
            filled=counted,
            pages=timed(site, origin, rounds),
            conditions={
                "first": f"once the service had made ahead what it does, {ahead:.0f} seconds after it started",
                "each page opened": f"{rounds} times in each language, after once that is told by itself",
                "processors": str(os.cpu_count()),
                "Python": platform.python_version(),
            },
        )


if __name__ == "__main__":
    raise SystemExit(main())
