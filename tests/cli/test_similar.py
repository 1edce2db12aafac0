"""``zhunsheng similar``: notices with reasons, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import CASE, Run
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.similar import render_similar
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import default_folder
from zhunsheng.engine.suggestion import SimilarNotices

Write = Callable[..., str]


def test_json_is_the_answer(run: Run, write: Write, evaluator: Evaluator) -> None:
    done = run("similar", write(CASE), "--format", "json", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    answer = SimilarNotices.model_validate_json(done.stdout)
    assert answer == evaluator.precedents.of_case(evaluator.read(read_text(CASE, "case.yaml")), "en", 5)
    (found,) = answer.subjects
    assert len(found.similar) == 5
    assert [item.likeness for item in found.similar] == sorted(
        (i.likeness for i in found.similar), reverse=True
    )
    assert all(item.title and item.agrees for item in found.similar)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_names_outcome_and_reasons(
    here: Run, write: Write, evaluator: Evaluator, language: Language
) -> None:
    result = here("similar", write(CASE), "--limit", "2", "--lang", language)
    assert (result.returncode, result.stderr) == (0, "")
    case = evaluator.read(read_text(CASE, "case.yaml"))
    assert result.stdout == render_similar(evaluator.precedents.of_case(case, language, 2))
    assert result.stdout.count({"zh": "相似度", "en": "likeness"}[language]) == 2
    assert {"zh": "相同：", "en": "alike: "}[language] in result.stdout


def test_a_notice_is_compared_with_the_others(here: Run) -> None:
    path = min((default_folder() / "scenarios" / "published").glob("*.yaml"))
    done = here("similar", str(path), "--format", "json", "--limit", "400")
    answer = SimilarNotices.model_validate_json(done.stdout)
    assert answer.case_id in path.read_text(encoding="utf-8")
    assert not any(path.stem in item.notice for subject in answer.subjects for item in subject.similar)


def test_a_case_from_standard_input(here: Run) -> None:
    done = here("similar", "-", input=CASE)
    assert done.returncode == 0
    assert "━━ 主体 S1 ━━" in done.stdout


def test_a_broken_case_is_refused_with_its_place(run: Run, write: Write) -> None:
    done = run("similar", write(CASE.replace("position:", "positoin:")), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "case.yaml:7:5: 'positoin'" in done.stderr


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_that_is_none(here: Run, write: Write, limit: str) -> None:
    assert here("similar", write(CASE), "--limit", limit).returncode == 2
