"""Clocks in words: by which day, or from what event, and what the count does not know."""

from __future__ import annotations

import pytest

from zhunsheng.engine.deadlines import Length
from zhunsheng.engine.explain.clocks import describe_due, running_clock
from zhunsheng.engine.language.rules import Due
from zhunsheng.engine.release import Release
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import FactRef

FILED = FactRef("case", "filed_date")
YEAR = Due(FILED, Length(1, "years"), Length(18, "months"))
WORKING = Due(FILED, Length(15, "working_days"))


@pytest.mark.parametrize(
    ("due", "start", "zh", "en"),
    [
        (
            YEAR,
            "2021-10-20",
            "自立案日期（2021-10-20）起1年内，至2022-10-20，延长的至迟2023-04-20",
            "within 1 year of: Date the case was filed (2021-10-20), by 2022-10-20, extended by 2023-04-20 at the latest",
        ),
        (
            YEAR,
            "2021-10",
            "自立案日期（2021-10）起1年内，不晚于2022-10-01（起算日不全，按最早的一日计），延长的至迟2023-04-01",
            "within 1 year of: Date the case was filed (2021-10), no later than 2022-10-01 (the start is known in part; "
            "counted from its first day), extended by 2023-04-01 at the latest",
        ),
        (
            YEAR,
            None,
            "自立案日期起1年内（该日期尚未填写），延长的不超过18个月",
            "within 1 year of: Date the case was filed (not stated yet), extended at most 18 months",
        ),
        (
            WORKING,
            "2021-10-20",
            "自立案日期（2021-10-20）起15个工作日内，至2021-11-10；只扣除周六周日，法定节假日和调休未计，请核对",
            "within 15 working days of: Date the case was filed (2021-10-20), by 2021-11-10; Saturdays and Sundays are "
            "left out, public holidays and swapped days are not known here: check",
        ),
    ],
)
def test_a_running_clock(release: Release, due: Due, start: str | None, zh: str, en: str) -> None:
    day = PartialDate.parse(start) if start else None
    assert running_clock(due, day, release.vocabulary, "zh") == zh
    assert running_clock(due, day, release.vocabulary, "en") == en


def test_a_clock_as_the_rule_has_it(release: Release) -> None:
    assert describe_due(YEAR, release.vocabulary, "zh") == "自立案日期起1年内，延长的不超过18个月"
    assert (
        describe_due(WORKING, release.vocabulary, "en")
        == "within 15 working days of: Date the case was filed"
    )
