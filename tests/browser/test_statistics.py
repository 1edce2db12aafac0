"""Pyramid and trend as Chromium shows them: whatever the numbers and the months, nothing overlaps, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.browser.looking import DESKTOP, PHONE, Eyes
from tests.engine.statistics.made_results import GOLDEN, Row, batches, failed, result
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import default_release
from zhunsheng.engine.statistics.counting import Counts, count
from zhunsheng.engine.statistics.pyramid import render_pyramid
from zhunsheng.engine.statistics.tables import statistics
from zhunsheng.engine.statistics.trend import render_trend


def months(first_year: int, number: int) -> list[Row]:
    """A subject or two in each month, in every form."""
    labels = [f"{first_year + place // 12}-{place % 12 + 1:02d}" for place in range(number)]
    return [
        result(place % 5, 0, 4, contingent=place % 3 == 0, month=label)
        for place, label in enumerate([*labels, *labels[::2]])
    ]


def millions() -> Counts:
    """Numbers as wide as they get: of one row, ten million times."""
    counts = count(batches([*GOLDEN, failed()]), ("month",))
    for numbers in (counts.cells, counts.ranges, *counts.groups["month"].values()):
        numbers[...] = numbers * 9_999_999
    counts.rows *= 9_999_999
    counts.rulesets = {key: number * 9_999_999 for key, number in counts.rulesets.items()}
    return counts


BATCHES: Mapping[str, Callable[[], Counts]] = {
    "usual": lambda: count(batches(GOLDEN), ("month",)),
    "nobody": lambda: count([], ("month",)),
    "one_month": lambda: count(batches(months(2021, 1)), ("month",)),
    "two_years": lambda: count(batches(months(2020, 24)), ("month",)),
    "eight_years": lambda: count(batches(months(2017, 96)), ("month",)),
    "two_centuries": lambda: count(batches(months(1900, 2400)), ("month",)),
    "millions": millions,
}
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BATCHES)
def test_pictures_are_shown_whole(eyes: Eyes, tmp_path: Path, name: str, language: Language) -> None:
    found = statistics(BATCHES[name](), default_release())
    table = found.table("month")
    assert table is not None
    for kind, picture in (
        ("pyramid", render_pyramid(found, language)),
        ("trend", render_trend(table, language)),
    ):
        path = tmp_path / f"{kind}.svg"
        path.write_text(picture, encoding="utf-8")
        for screen in (DESKTOP, PHONE):
            sight = eyes.look(path, screen)
            assert sight.sound, (kind, sight)
            assert sight.lines > 8
