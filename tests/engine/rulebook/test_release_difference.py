"""Two releases side by side: every difference is shown, with both texts, and the scenarios that tell."""

from __future__ import annotations

from pathlib import Path

from tests.engine.impact.releases import CONCEALED, REMOVAL, opens, release, rule
from tests.engine.language.test_tables import table
from tests.engine.rulesets import ruleset
from tests.second_engines import nobody
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.rulebook.release_difference import ReadRelease, ReleaseDifference, release_difference
from zhunsheng.engine.rulebook.written_rules import written_rules
from zhunsheng.engine.scenarios import Scenario, read_scenario

SCENARIO = """\
scenario: cases.trial
title: {zh: 试, en: Trial}
kind: case
case:
  case: {id: trial, decision_date: '2020-05-01'}
  incident: {}
  subjects:
    - id: S1
      kind: person
      party_member: true
      conducts: [{id: C1, date: '2019-05-01', continued_until: '2019-05-01', concealed: true}]
"""


def scenario(text: str = SCENARIO) -> Scenario:
    return read_scenario(read_text(text, "trial.yaml"))


def difference(before: Release, after: Release, *scenarios: Scenario) -> ReleaseDifference:
    sides = [ReadRelease(of, written_rules(of)) for of in (before, after)]
    return release_difference(sides[0], sides[1], scenarios or (scenario(),))


def test_a_release_does_not_differ_from_itself(release: Release) -> None:
    found = difference(release, release)
    assert (found.rules, found.facts, found.articles, found.tables, found.elsewhere) == ((), (), (), (), {})
    assert (found.scenarios.subjects, found.scenarios.changed) == (1, ())


def test_a_rewritten_rule_has_both_texts_and_the_scenario_in_which_it_tells(tmp_path: Path) -> None:
    heavier = rule("concealed", "行为.隐瞒", REMOVAL)
    before = release(tmp_path / "one", provisions=[CONCEALED])
    after = release(tmp_path / "two", provisions=[heavier])
    found = difference(before, after)
    (changed,) = found.rules
    assert (changed.id, changed.presence, changed.parts) == ("trial.concealed", "both", ("ranges",))
    assert changed.text_before
    assert changed.text_after
    assert "党内警告" in changed.text_before.text
    assert "撤销党内职务" in changed.text_after.text
    (told,) = found.scenarios.changed
    assert (told.scenario.id, told.subject) == ("cases.trial", "S1")
    assert "recommended" in told.aspects
    for made, outcome in ((before, told.before), (after, told.after)):
        evaluator = Evaluator(made, second=nobody())
        answer = evaluator.evaluate(evaluator.read(scenario().case)).subjects[0]
        assert outcome.recommended == answer.form.recommended
        assert outcome.measures == tuple(of.key for of in answer.measures if of.recommended)


def test_rules_that_were_added_and_removed(tmp_path: Path) -> None:
    other = rule("harm", "行为.造成后果", opens("党内警告", "党内警告"))
    before = release(tmp_path / "one", provisions=[CONCEALED])
    after = release(tmp_path / "two", provisions=[other])
    found = difference(before, after)
    assert [of.id for of in found.of("only_before")] == ["trial.concealed"]
    assert [of.id for of in found.of("only_after")] == ["trial.harm"]
    assert found.of("only_before")[0].text_after is None
    assert found.of("only_after")[0].rule.title.zh == "harm"


def test_a_version_with_another_first_day_and_an_article_with_another_summary(tmp_path: Path) -> None:
    before = release(tmp_path / "one", provisions=[CONCEALED])
    after = release(tmp_path / "two", effective="2011-01-01", provisions=[CONCEALED])
    found = difference(before, after)
    assert [(of.source.id, of.article, of.presence) for of in found.articles] == [("trial", None, "both")]
    assert found.rules[0].parts == ("in_force",)

    place = tmp_path / "one" / "mine" / "sources" / "trial.yaml"
    place.write_text(
        place.read_text(encoding="utf-8").replace("summary: 试", "summary: 另一概括"), encoding="utf-8"
    )
    (changed,) = difference(before, load_release(place.parents[1])).articles
    assert (
        changed.article,
        changed.before and changed.before.summary,
        changed.after and changed.after.summary,
    ) == (
        "1",
        "试",
        "另一概括",
    )


def test_facts_that_were_changed_and_scenarios_that_only_one_can_read(tmp_path: Path) -> None:
    before = release(tmp_path / "one", provisions=[CONCEALED])
    made = tmp_path / "two"
    release(made, provisions=[CONCEALED])
    place = made / "mine" / "vocabulary" / "incident.yaml"
    text = place.read_text(encoding="utf-8")
    assert "key: epidemic_risk" in text
    place.write_text(text.replace("key: epidemic_risk", "key: risk_of_epidemic"), encoding="utf-8")
    found = difference(before, load_release(made / "mine"))
    assert [(of.key, of.before is None, of.after is None) for of in found.facts] == [
        ("incident.epidemic_risk", False, True),
        ("incident.risk_of_epidemic", True, False),
    ]


def test_a_scenario_that_neither_can_read_is_told(tmp_path: Path) -> None:
    made = release(tmp_path, provisions=[CONCEALED])
    strange = scenario(SCENARIO.replace("concealed: true", "unheard_of: true"))
    found = difference(made, made, strange).scenarios
    assert (found.subjects, found.unread) == (0, ("cases.trial",))


def test_decision_tables_are_compared(tmp_path: Path) -> None:
    rows = ("'>= 严重后果', '-'", "'< 严重后果', 是")
    for name, text in (("one", table(*rows)), ("two", table(rows[0]))):
        (tmp_path / name).mkdir()
        ruleset(tmp_path / name, provisions=text)
    found = difference(load_release(tmp_path / "one" / "mine"), load_release(tmp_path / "two" / "mine"))
    assert found.tables == ("mine.table",)
    assert [(of.id, of.presence) for of in found.rules] == [("mine.table.2", "only_before")]
