"""``zhunsheng questions`` and ``zhunsheng what-if``: the library's answers, as text and JSON, and slips told with their place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
import yaml

from tests.cli.conftest import CASE, Run
from zhunsheng.engine.answer_changes import Compared, OpenQuestions, WhatItTakes, WhatWouldChange
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.questions_text import render_questions
from zhunsheng.engine.explain.what_if import compared, questions, what_it_takes, what_would_change
from zhunsheng.engine.explain.what_if_text import (
    render_compared,
    render_what_it_takes,
    render_what_would_change,
)
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import default_folder

Write = Callable[..., str]


def test_json_is_the_answer(run: Run, write: Write, evaluator: Evaluator) -> None:
    case = evaluator.read(read_text(CASE, "case.yaml"))
    asked = run("questions", write(CASE), "--format", "json", "--lang", "en")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert OpenQuestions.model_validate_json(asked.stdout) == questions(evaluator, case, "en")
    changes = run("what-if", write(CASE), "--size", "1", "--format", "json")
    assert (changes.returncode, changes.stderr) == (0, "")
    assert WhatWouldChange.model_validate_json(changes.stdout) == what_would_change(evaluator, case, "zh", 1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_says_the_same(here: Run, write: Write, evaluator: Evaluator, language: Language) -> None:
    case = evaluator.read(read_text(CASE, "case.yaml"))
    asked = here("questions", write(CASE), "--lang", language)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout == render_questions(questions(evaluator, case, language))
    assert bool(re.search(r"[\u4e00-\u9fff]", asked.stdout)) == (language == "zh")
    changes = here("what-if", write(CASE), "--lang", language)
    assert (changes.returncode, changes.stderr) == (0, "")
    found = what_would_change(evaluator, case, language)
    assert changes.stdout == render_what_would_change(found)
    for subject in found.subjects:
        for item in subject.alterations:
            assert all(change.before_name in changes.stdout for change in item.changes)
            assert all(change.after_name in changes.stdout for change in item.changes)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_it_takes_for_a_form(here: Run, write: Write, evaluator: Evaluator, language: Language) -> None:
    case = evaluator.read(read_text(CASE, "case.yaml"))
    for target in (0, 4):
        options = ["what-if", write(CASE), "--to", str(target), "--lang", language]
        shown, written = (here(*options, "--format", format) for format in ("text", "json"))
        assert (shown.returncode, shown.stderr) == (written.returncode, written.stderr) == (0, "")
        found = WhatItTakes.model_validate_json(written.stdout)
        assert found == what_it_takes(evaluator, case, target, language)
        assert shown.stdout == render_what_it_takes(found)
        (of,) = found.subjects
        assert of.proved
        assert of.alterations
        for item in of.alterations:
            assert item.leads_to.form.recommended == target
            assert all(change.name in shown.stdout for change in item.changes)


def test_a_form_that_is_recommended_already_takes_nothing(
    here: Run, write: Write, evaluator: Evaluator
) -> None:
    case = evaluator.read(read_text(CASE, "case.yaml"))
    now = evaluator.evaluate(case).subjects[0].form.recommended
    shown = here("what-if", write(CASE), "--to", str(now))
    assert "现在就建议这一形态" in shown.stdout


@pytest.mark.parametrize(("language", "said"), [("zh", "只用其中一个"), ("en", "leave one of the two out")])
def test_other_facts_and_a_form_at_once_are_refused(
    here: Run, write: Write, language: str, said: str
) -> None:
    options = ["--to", "0", "--set", "/incident/consequence=", "--lang", language]
    result = here("what-if", write(CASE), *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr


def test_nothing_known_says_that_nothing_changes_it(here: Run, write: Write) -> None:
    """Where no small change goes in a direction, the answer goes on to the smallest that does, or proves that none does."""
    nothing = "case: {id: K}\nincident: {}\nsubjects: [{id: S1, kind: person, conducts: [{id: C1}]}]\n"
    shown = here("what-if", write(nothing))
    assert shown.returncode == 0, shown.stderr
    assert "谁、何时、何地不变，无论怎样改动其余已查明事实，都不会更轻" in shown.stdout
    assert "谁、何时、何地不变，无论怎样改动其余已查明事实，都不会更重" in shown.stdout


@pytest.mark.parametrize(
    "asked",
    [("questions",), ("what-if",), ("what-if", "--to", "3"), ("explain",), ("explain", "--of", "3")],
)
@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有填写行为"), ("en", "o conduct is stated")], ids=["zh", "en"]
)
def test_without_a_conduct_that_is_said_and_nothing_is_proved(
    here: Run, write: Write, language: str, said: str, asked: tuple[str, ...]
) -> None:
    command, *options = asked
    nothing = "case: {id: K}\nincident: {}\nsubjects: [{id: S1, kind: person, party_member: true}]\n"
    shown = here(command, write(nothing), *options, "--lang", language)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert said in shown.stdout
    for claim in ("已证明", "Proved", "没有哪", "No rule", "No change", "定案", "settled", "都不会"):
        assert claim not in shown.stdout


@pytest.mark.parametrize(
    ("language", "never", "least"),
    [
        (
            "zh",
            "谁、何时、何地不变，查明或者改动其余任何事实，都不会使建议成为这一形态",
            "最少须查明或者改动1项（谁、何时、何地不变）：",
        ),
        (
            "en",
            "Who, where and when staying as they are, nothing else that is found or is otherwise makes it the recommended form",
            "At the least 1 fact would have to be found or to be otherwise (who, where and when stay as they are):",
        ),
    ],
)
def test_none_and_fewest_are_said_of_what_can_be_otherwise(
    here: Run, write: Write, language: str, never: str, least: str
) -> None:
    """Of contract staff no change of facts comes to the third form; of somebody employed otherwise the same facts do."""
    scenario = yaml.safe_load(
        (default_folder() / "scenarios" / "cases" / "moves_contract_cap.yaml").read_text("utf-8")
    )
    case = scenario["case"]
    case["subjects"] = [subject for subject in case["subjects"] if subject["id"] == "contract"]
    written = write(json.dumps(case, default=str))
    third = here("what-if", written, "--to", "3", "--lang", language)
    assert never in third.stdout
    first = here("what-if", written, "--to", "1", "--lang", language)
    assert least in first.stdout
    employed = ["--set", "/subjects/0/contract_staff=false", "--format", "json"]
    otherwise = here("what-if", written, *employed)
    assert Compared.model_validate_json(otherwise.stdout).subjects[0].after.form.recommended == 3


@pytest.mark.parametrize(
    ("language", "looked", "settled"),
    [
        (
            "zh",
            "行为过多：其余未知事实单独都不改变结论，几项一起的没有逐一试",
            "行为过多，没有求最少查清哪些事实就能定案",
        ),
        (
            "en",
            "Many conducts: no other fact changes the outcome by itself",
            "it was not looked for what would settle",
        ),
    ],
)
def test_very_many_conducts_are_looked_at_less_and_that_is_said(
    here: Run, write: Write, language: str, looked: str, settled: str
) -> None:
    conducts = "".join(f"\n    - {{id: C{n}, date: 2021-10-20, type: other_duty_failure}}" for n in range(20))
    many = (
        f"case: {{id: K}}\nincident: {{}}\nsubjects:\n  - id: S1\n    kind: person\n    conducts:{conducts}\n"
    )
    shown = here("questions", write(many), "--lang", language)
    assert shown.returncode == 0, shown.stderr
    assert looked in shown.stdout
    assert settled in shown.stdout


@pytest.mark.parametrize(
    ("language", "heading", "line"),
    [
        ("zh", "日期不变，最少查清哪些事实就能定案", "形态3：日期不变，没有哪一组事实能就此定案"),
        (
            "en",
            "days staying as they are",
            "form 3: days staying as they are, no group of facts settles it there",
        ),
    ],
)
def test_a_form_that_no_group_of_facts_settles_has_its_line(
    here: Run, write: Write, evaluator: Evaluator, language: Language, heading: str, line: str
) -> None:
    """No date of the act is known: the case can still come to the third form, and no fact but a day settles it there."""
    text = CASE.replace("date: 2021-10-20, ", "")
    assert text != CASE
    shown = here("questions", write(text), "--lang", language)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert heading in shown.stdout
    assert line in shown.stdout
    (of,) = questions(evaluator, evaluator.read(read_text(text, "case.yaml")), language).subjects
    assert of.settled_by is not None
    assert of.possible.horizon is not None
    told = {item.recommended: item for item in of.settled_by}
    assert told.keys() >= set(of.possible.horizon.recommended)
    assert (told[3].groups, told[3].proved) == ((), True)


def test_a_case_with_other_facts(here: Run, write: Write, evaluator: Evaluator) -> None:
    settings = ("/subjects/0/conducts/0/type=other_duty_failure", "/subjects/0/circumstances/confessed=true")
    options = [word for setting in settings for word in ("--set", setting)]
    result = here("what-if", write(CASE), *options, "--format", "json")
    assert (result.returncode, result.stderr) == (0, "")
    found = Compared.model_validate_json(result.stdout)
    assert {(item.fact, item.before, item.after) for item in found.changes} == {
        ("/subjects/0/conducts/0/type", "deployed_carelessly", "other_duty_failure"),
        ("/subjects/0/circumstances/confessed", None, True),
    }
    text = CASE.replace("type: deployed_carelessly", "type: other_duty_failure").replace(
        "    conducts:", "    circumstances: {confessed: true}\n    conducts:"
    )
    before, after = (evaluator.read(read_text(each, "case.yaml")) for each in (CASE, text))
    assert found == compared(evaluator, before, after)
    shown = here("what-if", write(CASE), *options)
    assert shown.stdout == render_compared(found)
    assert found.subjects[0].altered


def test_a_fact_can_be_made_unknown(here: Run, write: Write) -> None:
    result = here("what-if", write(CASE), "--set", "/incident/consequence=", "--format", "json")
    (change,) = Compared.model_validate_json(result.stdout).changes
    assert (change.before, change.after, change.after_name) == ("serious", None, "不明")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("/incident/consequenc=risk", "consequence"),
        ("/incident/consequence=riskk", "risk"),
        ("/subject/0/kind=person", "subjects"),
        ("/subjects/4/kind=person", "/subjects/4/kind=person"),
        ("/incident/deaths/0=1", "/incident/deaths/0=1"),
        ("consequence=risk", "/subjects/0/conducts/0/intent=negligence"),
        ("/incident/consequence", "/subjects/0/conducts/0/intent=negligence"),
        ("/incident/consequence=[", "/incident/consequence=["),
    ],
)
def test_a_slip_in_a_setting_is_told(here: Run, write: Write, setting: str, said: str) -> None:
    done = here("what-if", write(CASE), "--set", setting)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("name", ["questions", "what-if"])
def test_a_broken_file_is_told(here: Run, write: Write, name: str) -> None:
    done = here(name, write(CASE.replace("party_member: true", "party_membr: true")))
    assert (done.returncode, done.stdout) == (2, "")
    assert "case.yaml:8:" in done.stderr
    assert "party_member" in done.stderr
