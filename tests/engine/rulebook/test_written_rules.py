"""The lines that are shown of a rule are those of that rule, all of them, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.language.test_tables import table
from tests.engine.rulesets import file_of, rule, ruleset
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.rulebook.written_rules import WrittenRules, written_rules


@pytest.fixture(scope="module")
def written(release: Release) -> WrittenRules:
    return written_rules(release)


def test_every_rule_has_its_own_entry(release: Release, written: WrittenRules) -> None:
    assert set(written.rules) == set(release.rules)
    for id, entry in written.rules.items():
        value = read_text(entry.text, entry.file).value
        assert isinstance(value, dict)
        assert value["id"] == id
        assert {"title", "cite", "when", "then"} <= set(value)


def test_entries_are_the_lines_of_the_file(release: Release, written: WrittenRules) -> None:
    entry = written.rules["harm.serious"]
    assert entry.file == "rulesets/rules/scope/harm.yaml"
    lines = (release.folder / "rules" / "scope" / "harm.yaml").read_text(encoding="utf-8").split("\n")
    assert lines[entry.first_line - 1].endswith(entry.text.split("\n")[0])


def test_a_comment_before_the_next_rule_is_not_part_of_this_one(tmp_path: Path) -> None:
    text = file_of(rule("mine.a"), "  # of the next\n", rule("mine.b", note="{zh: 注, en: n}"))
    found = written_rules(load_release(ruleset(tmp_path, findings=text))).rules
    assert "of the next" not in found["mine.a"].text
    assert found["mine.a"].text.endswith("then: {finding: 履职不力}")
    assert found["mine.b"].text.startswith("id: mine.b")


def test_a_row_shows_its_whole_table(tmp_path: Path) -> None:
    made = load_release(ruleset(tmp_path, provisions=table("'>= 严重后果', '-'", "'< 严重后果', 是")))
    found = written_rules(made)
    assert found.rules["mine.table.1"] == found.rules["mine.table.2"]
    assert found.rules["mine.table.1"].text.startswith("id: mine.table\n")
    assert [row.cells for row in found.tables["mine.table"].rows] == [
        (">= 严重后果", "-"),
        ("< 严重后果", "是"),
    ]
    assert found.tables["mine.table"].columns == ("事件.后果", "行为.隐瞒")
