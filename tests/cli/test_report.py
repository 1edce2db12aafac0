"""``zhunsheng report``: what it writes, and that it writes nothing where it should not."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import CASE, Run
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, Language
from zhunsheng.engine.suggestion import Suggestion

Write = Callable[..., str]


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_page_is_written(run: Run, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "报告.html"
    done = run("report", write(CASE), str(out))
    assert (done.returncode, done.stderr) == (0, "")
    assert str(out) in done.stdout
    text = out.read_text(encoding="utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "麻痹大意" in text
    assert left(tmp_path) == {"case.yaml", "报告.html"}


def test_a_document_is_written_in_english(here: Run, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "report.DOCX"
    result = here("report", write(CASE), str(out), "--lang", "en")
    assert result.returncode == 0, result.stdout + result.stderr
    opened = docx.Document(io.BytesIO(out.read_bytes()))
    assert opened.paragraphs[0].text == "Report on a suggestion"
    assert out.stat().st_mode & 0o777 == (tmp_path / "case.yaml").stat().st_mode & 0o777


def test_a_case_from_standard_input(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    result = here("report", "-", str(out), input=CASE)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "cli-1" in out.read_text(encoding="utf-8")


def test_the_same_case_gives_the_same_file(here: Run, write: Write, tmp_path: Path) -> None:
    file = write(CASE)
    for name in ("a.docx", "b.docx"):
        assert here("report", file, str(tmp_path / name)).returncode == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.parametrize(("name", "said"), [("report.pdf", "ends in '.pdf'"), ("report", "has no ending")])
def test_another_ending_is_refused(here: Run, write: Write, tmp_path: Path, name: str, said: str) -> None:
    result = here("report", write(CASE), str(tmp_path / name), "--lang", "en")
    assert result.returncode == 2
    assert said in result.stderr
    assert "help: End the name of the file with .html or .docx." in result.stderr
    assert "请让文件名以 .html 或 .docx 结尾" in here("report", write(CASE), str(tmp_path / name)).stderr
    assert left(tmp_path) == {"case.yaml"}


def test_a_file_that_is_there_is_replaced_only_by_force(here: Run, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    out.write_text("mine", encoding="utf-8")
    result = here("report", write(CASE), str(out), "--lang", "en")
    assert result.returncode == 2
    assert "report.html is there already" in result.stderr
    assert "--force" in result.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    assert here("report", write(CASE), str(out), "--force").returncode == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("broken", [CASE.replace("position:", "positoin:"), "", 'case: {id: "a\n'])
def test_a_broken_case_leaves_every_file_as_it_was(
    here: Run, write: Write, tmp_path: Path, broken: str
) -> None:
    out = tmp_path / "report.docx"
    out.write_bytes(b"the last report")
    result = here("report", write(broken), str(out), "--force", "--lang", "en")
    assert result.returncode == 2
    assert "case.yaml:" in result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert out.read_bytes() == b"the last report"
    assert left(tmp_path) == {"case.yaml", "report.docx"}


def test_a_place_that_cannot_be_written_to(here: Run, write: Write, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    nowhere = here("report", write(CASE), str(tmp_path / "missing" / "report.html"), "--lang", "en")
    folder = here("report", write(CASE), str(tmp_path / "folder.html"), "--lang", "en", "--force")
    assert (nowhere.returncode, folder.returncode) == (2, 2)
    assert "cannot be written: No such file or directory" in nowhere.stderr
    assert "is a folder" in folder.stderr


def test_a_failure_while_writing_leaves_nothing_behind(
    here: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report.html"
    out.write_text("mine", encoding="utf-8")

    def fail(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zhunsheng.cli.writing.os.replace", fail)
    result = here("report", write(CASE), str(out), "--force", "--lang", "en")
    assert result.returncode == 2
    assert "cannot be written: No space left on device" in result.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    assert left(tmp_path) == {"case.yaml", "report.html"}


def test_engines_that_differ_write_nothing(
    here: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def differ(self: Evaluator, case: Case, language: Language) -> Suggestion:
        raise EnginesDiffer(case.id, ("shanxi.complacency",))

    monkeypatch.setattr(Evaluator, "evaluate", differ)
    assert here("report", write(CASE), str(tmp_path / "report.html")).returncode == 3
    assert left(tmp_path) == {"case.yaml"}
