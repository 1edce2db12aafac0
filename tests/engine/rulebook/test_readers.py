"""Who reads what is what the premises say, read the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.rulesets import file_of, rule, ruleset
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.rulebook.readers import Readers, conclusions_read, facts_read
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.vocabulary.facts import FactRef


@pytest.fixture(scope="module")
def readers(release: Release) -> Readers:
    return Readers(release)


def test_every_rule_stands_under_each_fact_that_it_reads_and_under_no_other(readers: Readers) -> None:
    for ref, _ in readers.release.vocabulary.all_facts():
        assert list(readers.of_fact(ref)) == [rule for rule in readers.in_order if ref in facts_read(rule)]


def test_facts_inside_conditions_on_parts_are_read(readers: Readers, tmp_path: Path) -> None:
    text = file_of(
        rule("mine.a", "{circumstance: 党纪可从轻减轻}", "any(行为, 行为.隐瞒)"),
        layer="circumstances",
        per="subject",
    )
    made = load_release(ruleset(tmp_path, circumstances=text))
    assert facts_read(made.rules["mine.a"]) == (FactRef("conduct", "concealed"),)


def test_the_date_that_a_time_runs_from_is_read(release: Release) -> None:
    timed = next(rule for rule in release.rules.values() if rule.due)
    assert timed.due
    assert timed.due.after in facts_read(timed)


def test_days_in_force_are_no_facts_that_a_rule_compares(release: Release) -> None:
    dated = release.rules["disciplinary_2018.121.major"]
    assert dated.in_force
    assert FactRef("conduct", "date") not in facts_read(dated)


def test_who_asks_for_the_broader_conclusion_reads_the_narrower_one(readers: Readers) -> None:
    narrow = next(item for item in readers.release.vocabulary.conclusions if item.implies)
    broad = readers.implied_by(narrow.key)[1]
    assert set(readers.of_conclusion(broad)) <= set(readers.of_conclusion(narrow.key))
    assert set(readers.concluding(narrow.key)) <= set(readers.concluding(broad))
    for each in readers.in_order:
        for key in conclusions_read(each):
            assert each in readers.of_conclusion(key)


def test_articles_know_the_rules_that_cite_them(readers: Readers) -> None:
    found = readers.citing(Citation("shanxi_notice_2021", "严查一"))
    assert "shanxi.complacency" in {rule.id for rule in found}
    assert set(found) <= set(readers.citing_source("shanxi_notice_2021"))


def test_exceptions_are_known_from_both_sides(readers: Readers) -> None:
    for each in readers.in_order:
        for other in each.overrides:
            assert each in readers.setting_aside(other)


def test_moves_of_the_scale_belong_to_what_calls_for_them(readers: Readers) -> None:
    for move in readers.release.scale.moves:
        assert move in readers.moves(move.conclusion)
