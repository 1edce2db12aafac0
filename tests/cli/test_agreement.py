"""``zhunsheng agreement``: figures as text and as JSON, and what it says of a folder that it cannot use."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.cli.conftest import Run
from zhunsheng.cli.main import app
from zhunsheng.engine.release import Release, default_folder
from zhunsheng.practice.agreement import Agreement, agreement
from zhunsheng.practice.cross_validation import cross_validate
from zhunsheng.practice.outcomes import read_practice
from zhunsheng.practice.patterns import fitting
from zhunsheng.practice.report import render_agreement

PUBLISHED = default_folder() / "scenarios" / "published"


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    """The first few notices, to break."""
    folder = tmp_path / "notices"
    folder.mkdir()
    for path in sorted(PUBLISHED.glob("*.yaml"))[:8]:
        shutil.copy(path, folder)
    return folder


def measure(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["agreement", *arguments])


def figures_of(release: Release, folder: Path | None = None) -> Agreement:
    """The figures as the library gives them, with the fitted part of practice cross-validated."""
    practice = read_practice(release, folder)
    return agreement(practice, cross_validate(practice.outcomes, fitting(release)))


def test_json_has_every_figure(run: Run, release: Release) -> None:
    done = run("agreement", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert Agreement.model_validate_json(done.stdout) == figures_of(release)
    assert {"subjects", "inside", "mean_width", "recommended_equals", "macro_f1", "by_form", "by_category", "confusion",
            "majority", "tree", "cross_validated", "disagreements"} <= set(json.loads(done.stdout))  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_is_the_report(notices: Path, release: Release, language: str) -> None:
    result = measure(str(notices), "--lang", language)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == render_agreement(figures_of(release, notices), release.vocabulary, language)
    assert result.stdout.startswith({"zh": "准绳", "en": "Zhunsheng"}[language])


def test_without_scikit_learn_the_text_says_why_there_is_no_tree(
    notices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    result = measure(str(notices))
    assert result.exit_code == 0
    assert "决策树未计算：没有安装 scikit-learn" in result.stdout
    figures = json.loads(measure(str(notices), "--format", "json").stdout)
    assert (figures["tree"], figures["tree_left_out"]) == (None, "scikit_learn_missing")


def test_broken_files_are_refused_together_with_their_places(notices: Path) -> None:
    first, second = sorted(notices.glob("*.yaml"))[:2]
    first.write_text(first.read_text(encoding="utf-8").replace("\ncase:\n", "\nkase:\n"), encoding="utf-8")
    second.write_text(
        second.read_text(encoding="utf-8").replace("    form: ", "    from: "), encoding="utf-8"
    )
    result = measure(str(notices), "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean: case" in result.stderr
    for path in (first, second):
        assert f"{path}:" in result.stderr


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有公开通报的处理结果"), ("en", "there is no published outcome")]
)
def test_an_empty_folder_is_refused(tmp_path: Path, language: str, said: str) -> None:
    result = measure(str(tmp_path), "--lang", language)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = measure(str(tmp_path / "nowhere"), "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nowhere is no folder" in result.stderr
