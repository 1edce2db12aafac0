"""The drafts of pairs: what is found holds, what is there stays, and what can never apply is named."""

from __future__ import annotations

import dataclasses

import pytest

from tests.scenarios.draft_pairs import Drafter
from tests.scenarios.drafting.files import HEADER, merged, pair_text
from tests.scenarios.pair_verdicts import faults
from zhunsheng.engine.language.conditions import AllOf, MonthsTest, Not
from zhunsheng.engine.language.expressions import parse_expression
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.problems import Span
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenario_pairs import Pair


@pytest.fixture(scope="module")
def drafter(release: Release) -> Drafter:
    return Drafter(release)


def of_subject(release: Release, when: str) -> Rule:
    """A rule per subject, in place of one that there is."""
    condition = parse_expression(when, release.vocabulary, "subject", Span("test", 1, 1))
    return dataclasses.replace(
        release.rules["procedure.present_facts"], premise=condition, in_force=None, overrides=()
    )


def with_rule(release: Release, rule: Rule) -> Drafter:
    return Drafter(dataclasses.replace(release, rules={**release.rules, rule.id: rule}))


@pytest.mark.parametrize(
    "rule",
    [
        "harm.serious",
        "disciplinary_2018.122.open",
        "disciplinary_2015.16",
        "tolerance.urgent",
        "notice.conflicting_moves",
        "whole.both_actor_and_leader",
        "shanxi.unconnected",
        "procedure.raise_review_level",
    ],
)
def test_a_draft_does_what_it_says(drafter: Drafter, release: Release, rule: str) -> None:
    pair = drafter.pair(release.rules[rule])
    assert isinstance(pair, Pair)
    assert faults(drafter.bits, [pair], release.vocabulary) == {}


@pytest.mark.parametrize(
    "when",
    [
        "count(行为, 行为.隐瞒) >= 2",
        "any(行为, 行为.隐瞒) and any(行为, not 行为.隐瞒)",
        "all(行为, 行为.情节 <= 轻微)",
        "not any(行为, 行为.情节 >= 较重) and not all(行为, 行为.隐瞒)",
        "any(行为, months(行为.日期, 案件.处理日期) <= 12)",
        "any(行为, not months(行为.日期, 案件.处理日期) < 24 and 行为.日期 >= \"2020-01-20\")",
        "事件.感染人数 > 3 and not 事件.死亡人数 == 2",
    ],
)  # fmt: skip
def test_every_form_of_a_condition_can_be_drafted(release: Release, when: str) -> None:
    rule = of_subject(release, when)
    drafter = with_rule(release, rule)
    pair = drafter.pair(rule)
    assert isinstance(pair, Pair)
    assert faults(drafter.bits, [pair], release.vocabulary) == {}


def test_a_rule_that_can_never_apply_is_named(release: Release) -> None:
    rule = of_subject(release, "主体.党员 and not 主体.党员")
    assert with_rule(release, rule).pair(rule) == "no facts found under which it applies"
    always = dataclasses.replace(rule, premise=AllOf(()))
    assert with_rule(release, always).pair(always) == "no single fact found without which it does not apply"


def test_months_are_kept_apart_in_both_directions(release: Release) -> None:
    rule = of_subject(release, "any(行为, months(行为.日期, 案件.处理日期) >= 6)")
    search = with_rule(release, rule).search
    assert any(isinstance(leaf, MonthsTest) for leaf in [rule.premise.condition])
    negated = dataclasses.replace(rule, premise=Not(rule.premise))
    assert next(search.facts_for(rule), None)
    assert next(search.facts_for(negated), None)


def test_drafts_are_put_in_order_and_the_rest_of_a_file_stays() -> None:
    first, third = "  - rule: a.first\n    # by hand\n", "  # on the third\n  - rule: a.third\n"
    text = "# own header\npairs:\n" + first + third
    drafted = {"a.second": "  - rule: a.second\n"}
    order = ["a.first", "a.second", "a.third"]
    assert merged(text, drafted, order, frozenset()) == (
        "# own header\npairs:\n" + first + "  - rule: a.second\n" + third
    )
    assert merged(text, {}, order, frozenset({"a.third"})) == "# own header\npairs:\n" + first
    assert merged(text, {}, order, frozenset()) == text
    assert merged("", drafted, order, frozenset()) == HEADER + "  - rule: a.second\n"


def test_a_long_pair_takes_several_lines(drafter: Drafter, release: Release) -> None:
    pair = drafter.pair(release.rules["shanxi.dereliction"])
    assert isinstance(pair, Pair)
    lines = pair_text(pair, release.vocabulary).splitlines()
    assert lines[0] == "  - rule: shanxi.dereliction"
    assert lines[1].startswith("    applies: {主体.党员: 是")
    assert lines[2].startswith(" " * 14)
    assert not any(line.endswith(" ") for line in lines)
