"""Reports and decision graphs as Chromium shows them: on a desk, on a telephone, and on paper."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Written
from tests.browser.looking import DESKTOP, PAPER, PHONE, Eyes, Screen
from zhunsheng.engine.evaluation import Language

#: Two persons, of whom one is tolerated and the other is excluded from it, and an organization.
REPORTS: tuple[tuple[str, Language], ...] = (
    ("cases/seed_003_urgent_matter", "zh"),
    ("cases/seed_003_urgent_matter", "en"),
    ("cases/organization", "zh"),
)
SCREENS = pytest.mark.parametrize("screen", [DESKTOP, PHONE, PAPER], ids=["desktop", "phone", "paper"])


@SCREENS
@pytest.mark.parametrize(("name", "language"), REPORTS)
def test_a_report_is_shown_whole(
    eyes: Eyes, written: Written, name: str, language: Language, screen: Screen
) -> None:
    sight = eyes.look(written("report", name, language), screen)
    assert sight.sound, sight
    assert sight.lines > 500
    assert sight.chinese_fonts  # some articles have a Chinese name alone


@pytest.mark.parametrize(
    ("name", "language"), [("cases/seed_003_urgent_matter", "zh"), ("cases/organization", "en")]
)
def test_a_graph_is_shown_whole(eyes: Eyes, written: Written, name: str, language: Language) -> None:
    sight = eyes.look(written("graph", name, language), DESKTOP)
    assert sight.sound, sight
    assert sight.lines > 50


def test_a_report_is_printed_on_a4(eyes: Eyes, written: Written) -> None:
    printed = eyes.print(written("report", "cases/organization", "zh"))
    (paper,) = set(re.findall(rb"/MediaBox \[([\d. ]+)\]", printed))
    assert [round(float(points) / 72 * 25.4) for points in paper.split()] == [0, 0, 210, 297]
