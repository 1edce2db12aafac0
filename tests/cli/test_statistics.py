"""``zhunsheng statistics``: text, data and pictures of result files, and what it says of files that are none."""

from __future__ import annotations

import csv
import importlib
import io
import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from typer.testing import CliRunner, Result

from tests.cli.conftest import Run
from tests.cli.test_check import edit
from tests.cli.test_check import ruleset as ruleset
from tests.engine.statistics.made_results import GOLDEN, result, write_csv, write_parquet
from tests.golden.statistics_files import FOLDER
from zhunsheng.cli.main import app
from zhunsheng.engine.statistics.result_files import count_files

#: The module, which shares its name with the command in it.
command = importlib.import_module("zhunsheng.cli.commands.statistics")

EVERYTHING = [
    "pyramid.csv",
    "pyramid.svg",
    "statistics.csv",
    "statistics.json",
    "statistics.txt",
    "trend.csv",
    "trend.svg",
]


@pytest.fixture
def results(tmp_path: Path) -> str:
    return str(write_parquet(tmp_path / "结果.parquet", GOLDEN))


def counted(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["statistics", *arguments])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_is_the_golden_one(results: str, language: str) -> None:
    done = counted(results, "--lang", language)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (FOLDER / f"batch.{language}.txt").read_text(encoding="utf-8")


def test_a_split_into_files_changes_nothing(results: str, tmp_path: Path) -> None:
    one, other = write_parquet(tmp_path / "a", GOLDEN[:9]), write_csv(tmp_path / "b", GOLDEN[9:])
    assert counted(str(other), str(one)).stdout == counted(results).stdout


def test_json_has_the_groups_that_were_asked_for(run: Run, results: str) -> None:
    done = run(
        "statistics", results, "--by", "finding", "--by", "level", "--by", "finding", "--format", "json"
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found["tables"]) == ["finding", "level"]
    assert found["total"]["total"] == len(GOLDEN)
    assert "no decision" in found["note"]["en"]


def test_csv_begins_with_a_byte_order_mark(run: Run, results: str) -> None:
    done = run("statistics", results, "--format", "csv", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert done.stdout.startswith("\ufeff分组,类型,键,名称,建议不予问责,")
    header, *body = csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    assert {len(line) for line in body} == {len(header)}


def test_a_picture_on_standard_output(results: str) -> None:
    pyramid = counted(results, "--format", "svg").stdout
    assert pyramid == (FOLDER / "pyramid.zh.svg").read_text(encoding="utf-8")
    trend = counted(results, "--format", "svg", "--by", "month", "--lang", "en").stdout
    assert trend == (FOLDER / "trend.en.svg").read_text(encoding="utf-8")


def test_everything_into_a_folder(results: str, tmp_path: Path) -> None:
    out = tmp_path / "统计" / "2021"
    done = counted(results, "--out", str(out))
    assert (done.exit_code, done.stderr) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == EVERYTHING
    assert all(f"已写出 {out / name}" in done.stdout for name in EVERYTHING)
    Xml.parse(out / "trend.svg")
    assert (out / "trend.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    again = counted(results, "--out", str(out))
    assert again.exit_code == 2
    assert "已经存在" in again.stderr
    assert counted(results, "--out", str(out), "--force").exit_code == 0


def test_one_format_into_a_folder(results: str, tmp_path: Path) -> None:
    counted(results, "--out", str(tmp_path / "a"), "--format", "svg", "--by", "level")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["pyramid.csv", "pyramid.svg"]


@pytest.mark.parametrize(("language", "said"), [("zh", "与公布数对照"), ("en", "Beside a published total")])
def test_beside_a_published_total(results: str, language: str, said: str) -> None:
    done = counted(results, "--compare", "jilin_2022", "--lang", language)
    assert done.exit_code == 0
    assert said in done.stdout
    assert "479" in done.stdout
    rows = json.loads(counted(results, "--compare", "jilin_2022", "--format", "json").stdout)["comparison"][
        "rows"
    ]
    assert [row["forms"] for row in rows] == [[1], [2, 3], [4]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "provinse"), ("不能按“provinse”分组", "是否想写: province")),
        (("--compare", "jilin"), ("没有公布数“jilin”", "是否想写: jilin_2022")),
        (("--compare", "yili_2020", "--lang", "en"), ("counts problems, not persons", "Name one of: jilin_2022")),
        (("--format", "png"), ()),
        (("--lang", "fr"), ()),
    ],
)  # fmt: skip
def test_options_that_are_none(results: str, arguments: tuple[str, ...], said: tuple[str, ...]) -> None:
    done = counted(results, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert all(part in done.stderr for part in said), done.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_file_that_is_no_result_is_listed(results: str, tmp_path: Path, language: str) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "cut.parquet").write_bytes(Path(results).read_bytes()[:500])
    (tmp_path / "case.json").write_text('{"case": {}}', encoding="utf-8")
    text = write_csv(tmp_path / "b.csv", GOLDEN).read_text(encoding="utf-8")
    (tmp_path / "b.csv").write_text(text.replace("contingent", "contignent", 1), encoding="utf-8")
    names = ["empty.csv", "cut.parquet", "case.json", "b.csv", "nowhere.csv"]
    done = counted(results, *(str(tmp_path / name) for name in names), "--lang", language)
    assert (done.exit_code, done.stdout) == (2, "")
    assert all(f"{tmp_path / name}: " in done.stderr for name in names)
    assert "contignent" in done.stderr
    assert "problems: 5" in done.stderr


def test_a_row_that_is_no_result_is_refused_with_its_file(tmp_path: Path) -> None:
    broken = write_parquet(tmp_path / "broken", [result(), result(2, 3, 4, row=2)])
    done = counted(str(broken), "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{broken}: row 2 is no result" in done.stderr


def test_what_does_not_add_up_is_not_shown(results: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = count_files([Path(results)], ("month",))
    counts.rows += 1
    monkeypatch.setattr(command, "count_files", lambda *_: counts)
    done = counted(results)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "DoesNotAddUp: 41 of 42 rows are counted" in done.stderr


def test_a_folder_that_is_a_file_or_cannot_be_made(results: str) -> None:
    for out in (results, f"{results}/inside"):
        done = counted(results, "--out", out)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "--out: " in done.stderr


def test_check_holds_published_totals_to_adding_up(ruleset: Path) -> None:
    line = edit(ruleset / "published_totals.yaml", "count: 217", "count: 212")
    done = CliRunner().invoke(app, ["check", str(ruleset), "--lang", "en"])
    assert done.exit_code == 2
    assert "come to 474, and 479 are stated: 5 are missing" in done.stderr
    assert f"published_totals.yaml:{line - 4}:" in done.stderr
