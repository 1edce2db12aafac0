"""Every row is counted once, in the group that it belongs to; an independent count, row by row, says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.statistics.made_results import Row, batches, failed, result, rows, table
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.statistics import counting
from zhunsheng.engine.statistics.counting import CELLS, ERROR, OPEN, Counts, count
from zhunsheng.engine.statistics.groupings import COLUMNS, GROUPINGS, NONE, SEVERAL, UNKNOWN, GroupKey
from zhunsheng.engine.statistics.tables import DoesNotAddUp, Statistics, statistics


def cell_of(row: Row) -> int:
    return ERROR if row.get("error") else row["recommended"] + OPEN * row["contingent"]


def keys_of(row: Row, column: str, several: bool) -> set[GroupKey]:
    """The groups of a row, slowly."""
    value = row.get(column)
    if value is None:
        return {UNKNOWN}
    if not several:
        return {GroupKey("group", value)}
    return {GroupKey("group", item) for item in value} or {NONE}


def slowly(all_rows: Iterable[Row], column: str, several: bool) -> Counter[tuple[GroupKey, int]]:
    return Counter((key, cell_of(row)) for row in all_rows for key in keys_of(row, column, several))


@given(st.lists(rows(), max_size=40))
def test_groups_are_those_of_a_count_row_by_row(drawn: list[Row]) -> None:
    counts = count(batches(drawn), GROUPINGS)
    for grouping in GROUPINGS:
        found = {
            (key, cell): int(number)
            for key, cells in counts.groups[grouping].items()
            for cell, number in enumerate(cells)
            if number
        }
        assert found == dict(slowly(drawn, COLUMNS[grouping], grouping in SEVERAL))


@given(st.lists(rows(), max_size=40), st.integers(1, 50), st.integers(0, 40))
def test_any_split_gives_the_same_answer(drawn: list[Row], size: int, at: int) -> None:
    release = default_release()
    whole = statistics(count(batches(drawn), GROUPINGS), release)
    split = [*batches(drawn[at:], size), *batches(drawn[:at], size)]
    assert statistics(count(split, GROUPINGS), release) == whole


@given(st.lists(rows(), max_size=40))
def test_totals_add_up(drawn: list[Row]) -> None:
    found = statistics(count(batches(drawn), GROUPINGS), default_release())
    assert found.total.total == len(drawn)
    assert found.total.errors == sum("error" in row for row in drawn)
    for part in found.tables:
        for number in (lambda c: c.total, lambda c: c.errors, lambda c: sum(c.still_open)):
            summed = sum(number(group.count) for group in part.groups) - number(part.repeated)
            assert summed == number(part.total) == number(found.total)
    for name in ("recommended", "at_least", "at_most"):
        of_rows = Counter(row[name] for row in drawn if "error" not in row)
        assert [getattr(item, name) for item in found.ranges] == [of_rows[form] for form in range(5)]
    for item in found.ranges:
        ranges = [(row["at_least"], row["at_most"]) for row in drawn if "error" not in row]
        assert item.within == sum(low <= item.form <= high for low, high in ranges)
        assert item.only == sum(low == item.form == high for low, high in ranges)


def counted(*made: Row, release: Release) -> Statistics:
    return statistics(count(batches(made), GROUPINGS), release)


def test_nothing_established_is_not_the_same_as_not_known(release: Release) -> None:
    found = counted(result(findings=[]), result(findings=None), failed(), release=release)
    findings = found.table("finding")
    assert findings is not None
    assert [(group.key, group.count.subjects, group.count.errors) for group in findings.groups] == [
        (NONE, 1, 0),
        (UNKNOWN, 1, 1),
    ]


def test_a_value_that_is_listed_twice_counts_once(release: Release) -> None:
    (group,) = counted(result(rules=["a", "a"]), release=release).tables[5].groups
    assert (group.key.value, group.count.total) == ("a", 1)
    found = counted(result(rules=["a", "b", None, ""]), release=release).tables[5]
    assert [group.count.total for group in found.groups] == [1, 1, 1]
    assert found.repeated.total == 2


def test_an_empty_text_is_no_value(release: Release) -> None:
    province = counted(result(province=""), result(province=None), release=release).table("province")
    assert province is not None
    assert [(group.key, group.count.total) for group in province.groups] == [(UNKNOWN, 2)]


def test_columns_of_a_dictionary_and_parts_of_larger_arrays_are_counted_alike(release: Release) -> None:
    made = [result(province="jilin", rules=["a"]), result(2, province="hubei", rules=["b", "a"]), failed()]
    whole = table([*made, *made, *made])
    encoded = whole.set_column(
        whole.schema.get_field_index("province"), "province", whole["province"].dictionary_encode()
    )
    plain = count(table(made).to_batches(), ("province", "rule"))
    sliced = count(whole.slice(3, 3).to_batches(), ("province", "rule"))
    assert statistics(plain, release) == statistics(sliced, release)
    cast = [
        batch.set_column(batch.schema.get_field_index("province"), "province", batch["province"].cast(pa.string()))
        for batch in encoded.slice(3, 3).to_batches()
    ]  # fmt: skip
    assert statistics(count(cast, ("province", "rule")), release) == statistics(plain, release)


@pytest.mark.parametrize(
    "wrong",
    [
        result(5),
        result(-1),
        result(3, 0, 2),
        result(1, 2, 3),
        {"row": 7},
        result(1, contingent=None),
        result(1) | {"at_most": None},
    ],
)
def test_a_row_that_is_no_result_is_refused_with_its_number(wrong: Row) -> None:
    with pytest.raises(InputError) as raised:
        count(batches([result(), wrong | {"row": 7}]), ())
    (problem,) = raised.value.problems
    assert problem.code == "no_result"
    assert problem.what.startswith("row 7 is no result")
    assert problem.zh is not None
    assert problem.zh.what.startswith("第 7 条")


def test_a_column_with_a_value_for_everybody_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MAXIMUM_GROUPS", 2)
    with pytest.raises(InputError, match="more than 2 different values"):
        count(batches([result(month=month) for month in "abc"]), ("month",))


def spoiled(how: str) -> Counts:
    counts = count(batches([result(rules=["a", "b"]), result(2), failed()]), ("rule", "month"))
    match how:
        case "rows":
            counts.rows += 1
        case "group":
            counts.groups["rule"][GroupKey("group", "a")] += np.eye(1, CELLS, 2, dtype=np.int64)[0]
        case "repeated":
            counts.repeated["rule"][1] -= 1
        case "ranges":
            counts.ranges[1, 1, 1] += 1
        case "rulesets":
            counts.rulesets["sha256:other"] = 1
    return counts


@pytest.mark.parametrize("how", ["rows", "group", "repeated", "ranges", "rulesets"])
def test_what_does_not_add_up_is_not_shown(how: str, release: Release) -> None:
    assert statistics(spoiled("not at all"), release).total.total == 3
    with pytest.raises(DoesNotAddUp):
        statistics(spoiled(how), release)


def order(found: Statistics, grouping: str) -> Sequence[str]:
    (part,) = (part for part in found.tables if part.grouping == grouping)
    return [group.key.value or group.key.kind for group in part.groups]


def test_groups_stand_in_the_order_in_which_people_look_for_them(release: Release) -> None:
    found = counted(
        result(level="city", month="2021-10", rules=["b"]),
        result(level="village", month="2020-11", rules=["a"]),
        result(level="moon", month=None, rules=["b", "c"]),
        result(level=None, month="2021-01"),
        release=release,
    )
    assert order(found, "level") == ["village", "city", "moon", "unknown"]
    assert order(found, "month") == ["2020-11", "2021-01", "2021-10", "unknown"]
    assert order(found, "rule") == ["b", "a", "c", "none"]
