"""``zhunsheng batch``: exit codes, what it says where, and that it goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet
from typer.testing import CliRunner, Result

from tests.cli.conftest import CASE, Run
from zhunsheng.cli.commands import batch as command
from zhunsheng.cli.main import app
from zhunsheng.engine.batch.run import run_batch
from zhunsheng.engine.evaluation import evaluate
from zhunsheng.engine.language.documents import read_text

Write = Callable[[str, str], str]


def batch(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["batch", *arguments])


@pytest.fixture
def lines(write: Write) -> str:
    """The same case twice, with another id."""
    document = read_text(CASE, "case").value
    assert isinstance(document, dict)
    other = {**document, "case": {**document["case"], "id": "cli-2"}}
    return write("".join(json.dumps(item) + "\n" for item in (document, other)), "cases.ndjson")


def test_what_it_writes_is_what_evaluate_says(lines: str, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    result = batch(lines, str(out), "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "records: 2, subjects: 2" in result.stdout
    rows = parquet.read_table(out).to_pylist()
    assert [row["case_id"] for row in rows] == ["cli-1", "cli-2"]
    (answer,) = evaluate(read_text(CASE, "case").value).subjects
    for row in rows:
        assert (row["recommended"], row["at_least"], row["at_most"]) == (
            answer.form.recommended,
            answer.form.at_least,
            answer.form.at_most,
        )
        assert row["measures"] == [measure.key for measure in answer.measures if measure.recommended]


def test_bad_rows_have_an_exit_code_of_their_own(run: Run, write: Write, tmp_path: Path) -> None:
    source = write("案件.编号,事件.后果,行为.类型\nK1,严重后国,\nK2,严重后果,其他行为\n", "cases.csv")
    out = tmp_path / "out.csv"
    done = run("batch", source, str(out))
    assert done.returncode == 4
    assert "第 1 条（K1 S1）：事件.后果" in done.stderr
    assert "是否想写 严重后果" in done.stderr
    assert "1 名主体" in done.stdout
    assert "严重后国" in out.read_text(encoding="utf-8")
    again = batch(source, str(out))
    assert again.exit_code == 2
    assert "--overwrite" in again.stderr
    assert batch(source, str(out), "--overwrite", "--lang", "en").exit_code == 4


def test_bad_input_is_two(write: Write, tmp_path: Path) -> None:
    out = str(tmp_path / "out.parquet")
    for arguments, word in (
        ((write("案件.省分\n吉林\n", "cases.csv"), out), "案件.省份"),
        ((write("x", "cases.txt"), out), ".csv"),
        ((str(tmp_path / "none.csv"), out), "找不到"),
        ((write("case.id\nK1\n", "good.csv"), str(tmp_path / "out.xlsx")), ".parquet"),
    ):
        result = batch(*arguments)
        assert result.exit_code == 2
        assert word in result.stderr


def test_a_stop_says_how_to_go_on(lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    out = str(tmp_path / "out.parquet")
    monkeypatch.setattr(command, "run_batch", interrupted)
    result = batch(lines, out)
    assert result.exit_code == 130
    assert "续做" in result.stderr
    monkeypatch.setattr(command, "run_batch", run_batch)
    assert batch(lines, out).exit_code == 0
