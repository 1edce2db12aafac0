"""``zhunsheng graph``: a picture of the decision, on standard output or in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.cli.conftest import CASE, Run
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.graph.building import build_graph
from zhunsheng.engine.explain.graph.mermaid import render_mermaid
from zhunsheng.engine.explain.graph.svg import render_svg
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import default_folder

Write = Callable[..., str]

TWO = CASE + CASE.partition("subjects:\n")[2].replace("S1", "S2").replace("main_leader", "staff")


def test_svg_is_the_picture_of_the_answer(run: Run, write: Write, evaluator: Evaluator) -> None:
    done = run("graph", write(CASE))
    assert (done.returncode, done.stderr) == (0, "")
    suggestion = evaluator.evaluate(evaluator.read(read_text(CASE, "case.yaml")))
    assert done.stdout == render_svg(build_graph(suggestion, evaluator.release))
    assert Xml.fromstring(done.stdout).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_mermaid_in_both_languages(here: Run, write: Write, evaluator: Evaluator, language: Language) -> None:
    arguments = ["graph", write(CASE), "--format", "mermaid", "--lang", language, "--subject", "S1", "--all"]
    result = here(*arguments)
    assert (result.returncode, result.stderr) == (0, "")
    suggestion = evaluator.evaluate(evaluator.read(read_text(CASE, "case.yaml")), language)
    assert result.stdout == render_mermaid(build_graph(suggestion, evaluator.release, "S1", True))
    assert {"zh": "决策图 · 案件 cli-1", "en": "Decision graph · case cli-1"}[language] in result.stdout


def test_the_hash_seed_changes_nothing(run: Run, write: Write) -> None:
    path = write(TWO)
    first, second = (run("graph", path, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
    assert first == second


def test_a_picture_is_utf8_whatever_the_terminal(run: Run, write: Write) -> None:
    done = run("graph", write(CASE), env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "形态：" in done.stdout


def test_into_a_file_with_links_to_the_rules(here: Run, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "图.svg"
    done = here("graph", write(CASE), "--out", str(out), "--rules-at", "http://127.0.0.1:8000/v1/rules/")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = out.read_text(encoding="utf-8")
    Xml.fromstring(text)
    assert 'href="http://127.0.0.1:8000/v1/rules/shanxi.' in text


def test_one_subject_of_two(here: Run, write: Write) -> None:
    path = write(TWO)
    whole, one = here("graph", path).stdout, here("graph", path, "--subject", "S2").stdout
    assert 'data-node="/subjects/0#form"' in whole
    assert 'data-node="/subjects/1#form"' in whole
    assert 'data-node="/subjects/0#form"' not in one
    assert 'data-node="/subjects/1#form"' in one


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("案件中没有主体“S3”", "是否想写", "可选：S1、S2")),
        ("en", ("the case has no subject 'S3'", "did you mean", "Name one of: S1, S2")),
    ],
)
def test_an_unknown_subject_is_refused(here: Run, write: Write, language: str, said: tuple[str, ...]) -> None:
    done = here("graph", write(TWO), "--subject", "S3", "--lang", language)
    assert (done.returncode, done.stdout) == (2, "")
    assert all(part in done.stderr for part in said), done.stderr


def test_a_broken_case_is_refused_with_its_place(here: Run, write: Write) -> None:
    done = here("graph", write(CASE.replace("position:", "positoin:")), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "case.yaml:7:5: 'positoin'" in done.stderr
    done = here("graph", write("subjects: [", "broken.yaml"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "broken.yaml:1:" in done.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_place_that_cannot_be_written(here: Run, write: Write, tmp_path: Path, language: str) -> None:
    done = here("graph", write(CASE), "--out", str(tmp_path), "--lang", language)
    assert (done.returncode, done.stdout) == (2, "")
    assert {"zh": "无法写入", "en": "cannot be written"}[language] in done.stderr


def test_a_scenario_from_standard_input(here: Run) -> None:
    path = default_folder() / "scenarios" / "cases" / "organization.yaml"
    done = here("graph", "-", "--format", "mermaid", input=path.read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert done.stdout.startswith("flowchart LR\n")


@pytest.mark.parametrize("arguments", [("--format", "png"), ("--lang", "fr"), ("--subject",)])
def test_options_that_are_none(here: Run, write: Write, arguments: tuple[str, ...]) -> None:
    assert here("graph", write(CASE), *arguments).returncode == 2
