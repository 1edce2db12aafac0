"""``zhunsheng check``: a sound ruleset is counted, a broken one is refused with every problem and its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.cli.conftest import CASE, Run
from zhunsheng.cli.main import app
from zhunsheng.engine.release import Release, default_folder

FINDINGS = "rules/findings/shanxi_notice_2021.yaml"


@pytest.fixture
def ruleset(tmp_path: Path) -> Path:
    """A copy of the project's ruleset, to break."""
    return Path(shutil.copytree(default_folder(), tmp_path / "rulesets"))


def edit(path: Path, old: str, new: str) -> int:
    """Replaces the first occurrence; the number of its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def check(folder: Path) -> Result:
    return CliRunner().invoke(app, ["check", str(folder), "--lang", "en"])


def test_the_projects_own_ruleset_is_sound(run: Run, release: Release) -> None:
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert release.digest in done.stdout
    assert f"{len(release.rules):>5}  规则 rules" in done.stdout
    assert f"{len(release.sources):>5}  文件 sources" in done.stdout
    published = len(list((release.folder / "scenarios" / "published").rglob("*.yaml")))
    assert f"{published:>5}  公开通报 published notices" in done.stdout
    assert f"{len(release.rules):>5}  成对情景 pairs beside the rules" in done.stdout
    assert "每处引用的条款、事实名和取值都存在" in done.stdout
    assert "Every citation, fact name and enum value exists" in done.stdout


def test_a_copy_elsewhere_is_as_sound(ruleset: Path, release: Release) -> None:
    result = check(ruleset)
    assert result.exit_code == 0, result.stderr
    assert release.digest in result.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FINDINGS, "事件.影响防控大局", "事件.影响防控大居", "did you mean: 事件.影响防控大局"),
        (FINDINGS, "事件.后果 >= 严重后果", "事件.后果 >= 严重后课", "did you mean: 严重后果"),
        (FINDINGS, "cite: {article: 严查一}", "cite: {article: 严查九}", "严查九"),
        (FINDINGS, "cite: {article: 严查一}", "cite: []", "cites nothing"),
        (
            FINDINGS,
            "overrides: [shanxi.tendency]",
            "overrides: [shanxi.tendancy]",
            "did you mean: shanxi.tendency",
        ),
        (FINDINGS, "    title: {zh: 严查麻痹大意", "    titel: {zh: 严查麻痹大意", "did you mean: title"),
        (FINDINGS, "then: {finding: 麻痹大意}", "then: {finding: 麻痹大义}", "did you mean: 麻痹大意"),
    ],
)
def test_a_broken_rule_is_refused_with_its_place(
    ruleset: Path, file: str, old: str, new: str, said: str
) -> None:
    edit(ruleset / file, old, new)
    result = check(ruleset)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"rulesets/{file}:" in result.stderr
    assert said in result.stderr


def test_a_cycle_of_overrides_is_refused(ruleset: Path) -> None:
    edit(
        ruleset / FINDINGS,
        "- id: shanxi.tendency\n",
        "- id: shanxi.tendency\n    overrides: [shanxi.complacency]\n",
    )
    result = check(ruleset)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"rulesets/{FINDINGS}:" in result.stderr
    assert "shanxi.complacency" in result.stderr
    assert "shanxi.tendency" in result.stderr


def test_a_place_leads_to_the_line(ruleset: Path) -> None:
    line = edit(ruleset / FINDINGS, "- 事件.影响防控大局", "- 事件.影响防控大居")
    assert f"rulesets/{FINDINGS}:{line}:" in check(ruleset).stderr


def test_problems_of_several_files_come_together(ruleset: Path) -> None:
    first, second = sorted((ruleset / "scenarios" / "published").glob("*.yaml"))[:2]
    edit(first, "\ncase:\n", "\nkase:\n")
    edit(second, "    form: ", "    from: ")
    scenario = ruleset / "scenarios" / "cases" / "zz.yaml"
    scenario.write_text(
        "scenario: cases.zz\ntitle: {zh: 例, en: Example}\nkind: case\ncase:\n"
        + "".join(f"  {line}\n" for line in CASE.replace("position:", "positoin:").splitlines())
        + "expect:\n  S1: {rules: {shanxi.complacncy: established}, recommended: [party_warnin]}\n  S2: {}\n",
        encoding="utf-8",
    )
    result = check(ruleset)
    assert (result.exit_code, result.stdout) == (2, "")
    for words in (first.name, second.name, "scenarios/cases/zz.yaml:11:", "did you mean: position", "did you mean: case",
                  "did you mean: shanxi.complacency", "did you mean: party_warning", "'S2' is no subject"):  # fmt: skip
        assert words in result.stderr


def test_rules_without_a_pair_and_pairs_without_a_rule_come_with_what_is_wrong_in_scenarios(
    ruleset: Path,
) -> None:
    pairs = ruleset / "scenarios" / "pairs" / "scope" / "harm.yaml"
    line = edit(pairs, "- rule: harm.serious", "- rule: harm.serios")
    scenario = min((ruleset / "scenarios" / "cases").glob("*.yaml"))
    edit(scenario, "\ncase:\n", "\nkase:\n")
    result = check(ruleset)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        f"rulesets/scenarios/pairs/scope/harm.yaml:{line}:5: there is no rule 'harm.serios'" in result.stderr
    )
    assert "did you mean: harm.serious" in result.stderr
    assert "the rule 'harm.serious' has no pair of scenarios" in result.stderr
    assert scenario.name in result.stderr


def test_a_scenario_id_is_taken_once(ruleset: Path) -> None:
    original = min((ruleset / "scenarios" / "cases").glob("*.yaml"))
    shutil.copy(original, original.with_name("zz.yaml"))
    result = check(ruleset)
    assert result.exit_code == 2
    assert "rulesets/scenarios/cases/zz.yaml:1:1: the scenario id" in result.stderr
    assert original.name in result.stderr


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")],
                         ids=["missing", "empty", "a file"])  # fmt: skip
def test_what_is_no_ruleset(tmp_path: Path, make: Callable[[Path], object]) -> None:
    folder = tmp_path / "rules"
    make(folder)
    result = check(folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be read" in result.stderr
    assert str(tmp_path) not in result.stderr
