"""A batch beside a published total: forms that the publication does not tell apart stand together; no test of significance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.statistics.made_results import Row, batches, failed, result
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.comparison import Comparison, compare, comparison_text
from zhunsheng.engine.statistics.counting import count
from zhunsheng.engine.statistics.published_documents import published_total
from zhunsheng.engine.statistics.tables import statistics
from zhunsheng.engine.statistics.wilson import wilson_interval


def compared(release: Release, *rows: Row) -> Comparison:
    found = statistics(count(batches(rows), ()), release)
    return compare(found, published_total("jilin_2022", release), release.scale)


def test_shares_of_those_to_be_held_accountable(release: Release) -> None:
    left_out = [result(0), failed(), result(0, 0, 3, contingent=True)]
    made = [
        *[result(1)] * 2,
        result(1, 1, 3, contingent=True),
        *[result(2)] * 4,
        *[result(3)] * 2,
        result(4),
        *left_out,
    ]
    found = compared(release, *made)
    assert (found.batch, found.still_open, found.published) == (10, 1, 479)
    assert [(row.forms, row.count, row.share, row.published) for row in found.rows] == [
        ((1,), 3, 0.3, 53),
        ((2, 3), 6, 0.6, 426),
        ((4,), 1, 0.1, None),
    ]
    first, middle, last = found.rows
    assert first.published_share == round(53 / 479, 6)
    assert first.points == pytest.approx(100 * (0.3 - 53 / 479), abs=1e-4)
    assert middle.points == pytest.approx(100 * (0.6 - 426 / 479), abs=1e-4)
    assert (last.published_share, last.points) == (None, None)
    assert sum(row.share for row in found.rows) == pytest.approx(1)


def test_in_words(release: Release) -> None:
    found = compared(release, *[result(1)] * 53, *[result(2)] * 426)
    zh, en = "".join(comparison_text(found, "zh")), " ".join(" ".join(comparison_text(found, "en")).split())
    assert "相差不到 0.1 个百分点" in zh
    assert "第二种形态或第三种形态" in zh
    assert "公布数中没有这一项" in zh
    assert "less than 0.1 percentage points apart" in en
    found = compared(release, result(1), result(2))
    zh = "".join(comparison_text(found, "zh"))
    assert "本批高 38.9 个百分点" in zh
    assert "本批低 38.9 个百分点" in zh
    assert "significan" not in en


def test_nobody_to_compare(release: Release) -> None:
    with pytest.raises(InputError, match="no subject that is to be held accountable"):
        compared(release, result(0), failed(), result(0, 0, 2, contingent=True))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # The examples of Newcombe (1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_the_literature(part: int, whole: int, low: float, high: float) -> None:
    assert wilson_interval(part, whole) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_interval_holds_the_share_and_stays_within_bounds(one: int, other: int) -> None:
    part, whole = min(one, other), max(one, other)
    low, high = wilson_interval(part, whole)
    assert 0 <= low <= high <= 1
    if whole:
        assert low <= part / whole <= high
