"""Decision tables: their promises are proved by trying every combination, never trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.builders import case_of
from tests.engine.rulesets import refused, ruleset
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.release import load_release


def table(
    *rows: str, columns: str = "[事件.后果, 行为.隐瞒]", promises: str = "hit: unique", when: str = ""
) -> str:
    """A file with one table; each row is the text of its cells. The table starts in line 6."""
    lines = [
        "ruleset: 试",
        "source: disciplinary_regulations_2018",
        "layer: provisions",
        "per: conduct",
        "tables:",
        "  - id: mine.table",
        "    title: {zh: 试, en: Test}",
        "    cite: {article: '121第一款'}",
        f"    {promises}",
        f"    columns: {columns}",
        *([f"    when: {when}"] if when else []),
        "    rows:",
    ]
    for row in rows:
        lines += [
            f"      - cells: [{row}]",
            "        then: {provision: 工作失职, ranges: [{track: party, to: 党内警告}]}",
        ]
    return "\n".join(lines) + "\n"


def refusal(folder: Path, text: str) -> Problem:
    (problem,) = refused(folder, provisions=text)
    assert problem.span is not None
    assert problem.span.file == "mine/rules/provisions/mine.yaml"
    return problem


def test_rows_that_hold_together_break_the_promise_of_one_hit(tmp_path: Path) -> None:
    problem = refusal(tmp_path, table("'>= 严重后果', '-'", "'-', 是"))
    assert (problem.code, str(problem.span).split(":")[1]) == ("not_unique", "6")
    assert "rows [1, 2]" in problem.what
    assert "行为.隐瞒=True, 事件.后果=serious" in problem.what


def test_a_combination_without_a_row_breaks_the_promise_of_completeness(tmp_path: Path) -> None:
    problem = refusal(
        tmp_path,
        table(
            "'>= 严重后果', '-'",
            "'< 严重后果', 是",
            promises="hit: unique\n    complete: true",
        ),
    )
    assert problem.code == "incomplete"
    assert "行为.隐瞒=False, 事件.后果=none" in problem.what


def test_every_row_has_a_cell_for_every_column(tmp_path: Path) -> None:
    assert "row 2 has 1 cells for 2 columns" in refusal(tmp_path, table("'>= 严重后果', '-'", "是")).what


@pytest.mark.parametrize(
    ("column", "cell"), [("事件.感染人数", "'>= 1'"), ("案件.处理日期", "'>= \"2021-01-01\"'")]
)
def test_what_has_no_end_of_values_cannot_be_checked(tmp_path: Path, column: str, cell: str) -> None:
    assert refusal(tmp_path, table(cell, columns=f"[{column}]")).code == "table_axis"


def test_first_takes_the_first_row_that_holds(tmp_path: Path) -> None:
    text = table("'>= 严重后果', '-'", "'-', 是", promises="hit: first")
    release = load_release(ruleset(tmp_path, provisions=text))
    bits = BitsEngine(release.circuits(), release.vocabulary, release.scale)

    def rows(**facts: object) -> list[str]:
        made = case_of(
            {
                "conduct.date": "2021-10-20",
                **{name.replace("_", ".", 1): value for name, value in facts.items()},
            }
        )
        verdict = bits.evaluate(made).subjects["S1"].conducts["C1"]
        return [rule for rule, found in verdict.items() if found.established]

    assert rows(incident_consequence="serious", conduct_concealed=True) == ["mine.table.1"]
    assert rows(incident_consequence="none", conduct_concealed=True) == ["mine.table.2"]
    assert rows(incident_consequence="none", conduct_concealed=False) == []
    assert rows(conduct_concealed=True) == []  # the first row may still hold
