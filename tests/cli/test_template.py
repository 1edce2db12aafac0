"""``zhunsheng template``: what it writes can be read at once, and nothing is overwritten unasked."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from zhunsheng.cli.main import app


def template(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["template", *arguments])


def test_the_template_goes_straight_into_a_batch(tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"
    assert template(str(out)).exit_code == 0
    result = CliRunner().invoke(app, ["batch", str(out), str(tmp_path / "out.csv")])
    assert result.exit_code == 0, result.stderr
    assert "0 名主体" in result.stdout


def test_what_is_there_stays(tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    out.write_text("mine")
    assert template(str(out)).exit_code == 2
    assert out.read_text() == "mine"
    assert template(str(out), "--force", "--lang", "en").exit_code == 0
    assert out.read_bytes()[:2] == b"PK"


def test_other_endings_are_refused(tmp_path: Path) -> None:
    result = template(str(tmp_path / "t.xls"))
    assert result.exit_code == 2
    assert ".xlsx" in result.stderr
