"""Renders statistics of a few made-up results as text and pictures, so that nobody changes what people see by accident."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.engine.statistics.made_results import GOLDEN, batches
from zhunsheng.engine.release import default_release
from zhunsheng.engine.statistics.counting import count
from zhunsheng.engine.statistics.groupings import GROUPINGS
from zhunsheng.engine.statistics.pyramid import render_pyramid
from zhunsheng.engine.statistics.tables import statistics
from zhunsheng.engine.statistics.text import render_text
from zhunsheng.engine.statistics.trend import render_trend

FOLDER = Path(__file__).parent / "statistics"


def statistics_files() -> Iterator[tuple[Path, str]]:
    """Each file with what it should hold."""
    release = default_release()
    found = statistics(count(batches(GOLDEN), GROUPINGS), release)
    months = found.table("month")
    if months is None:
        raise LookupError("nothing was counted by month")
    for language in ("zh", "en"):
        yield FOLDER / f"batch.{language}.txt", render_text(found, release, language)
        yield FOLDER / f"pyramid.{language}.svg", render_pyramid(found, language)
        yield FOLDER / f"trend.{language}.svg", render_trend(months, language)


if __name__ == "__main__":
    for path, text in statistics_files():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.name)
