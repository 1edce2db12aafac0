"""``zhunsheng impact``: what a changed provision changes, as text and JSON, as a file, in one case, and by the exit code."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from typer.testing import CliRunner, Result

from tests.cli.conftest import Run
from zhunsheng.cli.main import app
from zhunsheng.engine.impact.answer import Drill, Impact
from zhunsheng.engine.impact.changed_rows import SCHEMA
from zhunsheng.engine.release import default_folder

PROVISION = "disciplinary_2018.121.considerable"
FROM, TO = (
    "{track: party, from: 党内警告, to: 党内严重警告}",
    "{track: party, from: 撤销党内职务, to: 开除党籍}",
)


def impact(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["impact", *arguments])


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the rulesets in which considerable loss is answered as major loss is."""
    folder = tmp_path_factory.mktemp("rulesets") / "changed"
    shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("scenarios"))
    path = folder / "rules" / "provisions" / "disciplinary_regulations_2018.yaml"
    before, found, rest = path.read_text(encoding="utf-8").partition(f"id: {PROVISION}")
    path.write_text(before + found + rest.replace(FROM, TO, 1), encoding="utf-8")
    return str(folder)


def document(id: str, **conduct: Any) -> dict[str, Any]:
    stated = {
        "id": "C1",
        "date": "2021-03-01",
        "continued_until": "2021-03-01",
        "type": "deployed_carelessly",
        "within_duty": True,
        "directly_in_charge": True,
        "caused_consequence": True,
        **conduct,
    }
    member = {
        "id": "S1",
        "kind": "person",
        "category": "functional_department",
        "leading_cadre": True,
        "position": "main_leader",
        "party_member": True,
        "conducts": [stated],
    }
    return {
        "case": {"id": id, "decision_date": "2021-06-01"},
        "incident": {"epidemic": True},
        "subjects": [member],
    }


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two cases that the change concerns, one that it does not, and a line that is no case."""
    path = tmp_path_factory.mktemp("cases") / "cases.ndjson"
    lines = [
        json.dumps(document("K1", loss_grade="considerable")),
        json.dumps(document("K2", loss_grade="considerable")),
        json.dumps(document("K3", loss_grade="none")),
        '{"case": {"id": "K4"}, "subjects": "none"}',
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def found(changed: str, cases: str) -> Impact:
    """The whole answer, once."""
    done = impact("--to", changed, cases, "--format", "json")
    assert done.exit_code == 0, done.output
    return Impact.model_validate_json(done.stdout)


def test_json_has_every_figure(found: Impact) -> None:
    assert (found.cases, found.subjects, found.changed, found.unchanged) == (3, 3, 2, 1)
    assert found.left_out.unreadable == 1
    assert found.left_out.records[0].row == 4
    rules = [rule for rule in found.rules if rule.rewritten]
    assert [(rule.rule, rule.rewritten) for rule in rules] == [(PROVISION, ("ranges",))]
    (cell,) = (cell for cell in found.matrix if cell.before != cell.after)
    assert [example.case_id for example in cell.examples] == ["K1", "K2"]
    assert cell.after > cell.before
    assert found.by_direction["heavier"] == 2


def test_text_says_what_changed_and_why(run: Run, changed: str, cases: str, found: Impact) -> None:
    done = run("impact", "--from", "current", "--to", changed, cases, "--limit", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 个主体的结论有变（66.67%），1 个不变" in done.stdout
    assert f"改写  {PROVISION}" in done.stdout
    assert "幅度由 党纪处分从“党内警告”到“党内严重警告”" in done.stdout
    assert "前后都以它为依据 2 个（其中形态改变 2 个）" in done.stdout
    assert "▲2" in done.stdout
    assert "K1/S1 …" in done.stdout
    assert "--drill K1/S1" in done.stdout
    assert "两个规则集都读不成案件的记录 1 条" in done.stdout


def test_english(changed: str, cases: str) -> None:
    done = impact("--to", changed, cases, "--lang", "en")
    assert "2 outcomes changed (66.67%), 1 did not" in done.stdout
    assert f"rewritten  {PROVISION}" in done.stdout
    chinese = [char for line in done.stdout.splitlines() if "121" not in line for char in line]
    assert not any("\u4e00" <= char <= "\u9fff" for char in chinese if char not in "疫情防控问责规则")


def test_the_same_rulesets_change_nothing(cases: str) -> None:
    done = impact(cases, "--fail-on-change")
    assert done.exit_code == 0
    assert "没有一个主体的结论有变" in done.stdout
    assert "同一个规则集" in done.stdout


def test_scripts_may_ask_for_an_exit_code(changed: str, cases: str) -> None:
    assert impact("--to", changed, cases, "--fail-on-change").exit_code == 5
    assert impact("--to", changed, cases, "--drill", "K1", "--fail-on-change").exit_code == 5


def test_what_changed_is_written_row_by_row(changed: str, cases: str, tmp_path: Path) -> None:
    whole, flat = tmp_path / "changed.parquet", tmp_path / "changed.csv"
    for path in (whole, flat):
        assert impact("--to", changed, cases, "--out", str(path)).exit_code == 0
    table = parquet.read_table(whole)
    assert table.schema.equals(SCHEMA)
    rows = table.to_pylist()
    assert [(row["file"], row["row"], row["case_id"], row["direction"]) for row in rows] == [
        ("cases.ndjson", 1, "K1", "heavier"),
        ("cases.ndjson", 2, "K2", "heavier"),
    ]
    assert PROVISION in rows[0]["before_rules"]
    with flat.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [row["case_id"] for row in listed] == ["K1", "K2"]
    assert listed[0]["after_measures"] == ";".join(rows[0]["after_measures"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed.csv", "changed.parquet"]


def test_an_output_that_is_there_stays(changed: str, cases: str, tmp_path: Path) -> None:
    path = tmp_path / "there.csv"
    path.write_text("mine", encoding="utf-8")
    done = impact("--to", changed, cases, "--out", str(path))
    assert (done.exit_code, path.read_text(encoding="utf-8")) == (2, "mine")
    assert "--overwrite" in done.stderr
    assert impact("--to", changed, cases, "--out", str(path), "--overwrite").exit_code == 0
    assert "K1" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", ["K1", "K2/S1"])
def test_a_case_is_drilled_down_to_the_first_difference(changed: str, cases: str, asked: str) -> None:
    done = impact("--to", changed, cases, "--drill", asked, "--format", "json")
    assert done.exit_code == 0, done.output
    (drilled,) = json.loads(done.stdout)
    drill = Drill.model_validate(drilled)
    assert drill.case_id == asked.partition("/")[0]
    assert drill.difference is not None
    last = drill.difference.path[-1]
    assert (last.kind, last.node) == ("rule", f"/subjects/0/conducts/0#{PROVISION}")
    assert last.before is not None
    assert last.after is not None
    assert last.before.ranges != last.after.ranges


def test_the_way_down_in_words(changed: str, cases: str) -> None:
    done = impact("--to", changed, cases, "--drill", "K1")
    assert "第一处不同：两边都成立，给出的幅度不同" in done.stdout
    assert "《中国共产党纪律处分条例（2018）》第121条第一款" in done.stdout
    assert "两个推导没有一处不同" in impact("--to", changed, cases, "--drill", "K3").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--drill", "K11"], ["没有案件“K11”", "是否想写: K1"]),
        (["--drill", "K1/S2"], ["没有主体“S2”", "该案主体：S1"]),
        (["--drill", "K1", "--out", "x.csv"], ["请只用其中一个"]),
        (["--out", "x.xlsx"], ["x.xlsx"]),
        (["--from", "nowhere"], ["nowhere 不是规则集目录"]),
    ],
)
def test_slips_are_told(cases: str, arguments: list[str], words: list[str]) -> None:
    done = impact(*arguments, cases)
    assert done.exit_code == 2
    assert all(word in done.stderr for word in words), done.stderr


def test_a_case_that_is_none_is_told_when_it_is_drilled(changed: str, cases: str) -> None:
    done = impact("--to", changed, cases, "--drill", "K4")
    assert done.exit_code == 2
    assert "/subjects" in done.stderr


def test_a_fact_that_only_one_release_knows_is_told(tmp_path: Path, cases: str) -> None:
    """The release before lacks a grade of loss, and a fact; and has no rule that could ask about them."""
    folder = tmp_path / "older"
    shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("scenarios"))
    path = folder / "vocabulary" / "conduct.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("      - {key: considerable,")
    text = text[:start] + text[text.index("\n", start) + 1 :]
    start = text.index("  - key: directly_in_charge")
    path.write_text(text[:start] + text[text.index("  - key:", start + 1) :], encoding="utf-8")
    shutil.rmtree(folder / "rules")
    (folder / "rules").mkdir()
    (folder / "contradictions.yaml").write_text("contradictions: []\n", encoding="utf-8")
    done = impact("--from", str(folder), cases, "--format", "json")
    assert done.exit_code == 0, done.output
    found = Impact.model_validate_json(done.stdout)
    assert (found.subjects, found.left_out.only_after) == (1, 2)
    assert found.left_out.unknown_values["before"] == {"conduct.loss_grade=considerable": 2}
    assert found.left_out.unknown_columns["before"] == ("conduct.directly_in_charge",)
    text = impact("--from", str(folder), cases).stdout
    assert "只有改动后读得懂的主体 2 个" in text
    assert "改动前不认识的取值：conduct.loss_grade=considerable（2 处）" in text
    assert "改动前不认识、按没有这一列处理的事实：conduct.directly_in_charge" in text
    drilled = impact("--from", str(folder), cases, "--drill", "K1")
    assert drilled.exit_code == 2
    assert "conduct.loss_grade=considerable" in drilled.stderr
