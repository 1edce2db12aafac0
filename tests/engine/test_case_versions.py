"""Other versions of a case: where a setting leads, and which it may not make."""

from __future__ import annotations

from functools import partial

import pytest

from tests.cli.conftest import CASE
from zhunsheng.engine.case import Case
from zhunsheng.engine.case_versions import another_version, with_facts
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.problems import InputError, Problem

DOCUMENT = read_text(CASE, "case.yaml")


def refused(evaluator: Evaluator, *settings: str) -> Problem:
    with pytest.raises(InputError) as caught:
        another_version(DOCUMENT, evaluator.read(DOCUMENT), settings, evaluator.read)
    (problem,) = caught.value.problems
    return problem


def test_a_setting_is_as_if_it_had_been_written_there() -> None:
    other = with_facts(DOCUMENT, ["/incident/consequence=risk", "/subjects/0/circumstances/confessed=true"])
    text = CASE.replace("consequence: serious", "consequence: risk").replace(
        "    conducts:", "    circumstances: {confessed: true}\n    conducts:"
    )
    assert other.value == read_text(text, "case.yaml").value
    assert DOCUMENT.value == read_text(CASE, "case.yaml").value


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "=",
        "/",
        "/incident/consequence",
        "/incident/consequence=[",
        "/incident/consequence={a: 1, a: 2}",
        "/incident/consequence=&anchor risk",
        "/incident/consequence=\x00",
        f"/subjects/{'9' * 5000}/kind=person",
        f"/subjects/{'9' * 5000}=person",
        "/subjects/-1/kind=person",
        "/subjects/٠/kind=person",
        "/subjects/00/kind=person",
    ],
)
def test_a_setting_that_sets_nothing_is_called_one(evaluator: Evaluator, setting: str) -> None:
    assert refused(evaluator, setting).code == "setting"


@pytest.mark.parametrize(
    ("setting", "after"),
    [
        ("/subjects/0/id=S9", "S9"),
        ("/subjects=[{id: S1, kind: person, conducts: []}, {id: S2, kind: person, conducts: []}]", "S1, S2"),
    ],
)
def test_what_would_be_about_other_subjects_is_refused(
    evaluator: Evaluator, setting: str, after: str
) -> None:
    problem = refused(evaluator, setting)
    assert (problem.code, problem.pointer) == ("setting", "/subjects")
    assert problem.what == f"the subjects were S1 and would be {after}"
    assert after.replace(", ", "、") in problem.say("zh")[0]


def test_a_value_that_is_none_is_told_with_its_place(evaluator: Evaluator) -> None:
    problem = refused(evaluator, "/incident/consequence=seriuos")
    assert (problem.code, problem.pointer, problem.near) == (
        "unknown_value",
        "/incident/consequence",
        "serious",
    )


def test_conducts_may_be_others(evaluator: Evaluator) -> None:
    read = partial(another_version, DOCUMENT, evaluator.read(DOCUMENT), read=evaluator.read)
    other: Case = read(settings=["/subjects/0/conducts=[{id: C7, date: 2021-10-20}]"])
    assert [conduct.id for conduct in other.subjects[0].conducts] == ["C7"]
