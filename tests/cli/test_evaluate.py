"""``zhunsheng evaluate``: what it answers, and what it says of input that it cannot use."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import CASE, Run, command
from zhunsheng.cli.main import app
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, Language
from zhunsheng.engine.explain.text import render_text
from zhunsheng.engine.language.documents import read_text
from zhunsheng.engine.release import default_folder
from zhunsheng.engine.suggestion import Suggestion

Write = Callable[..., str]


@pytest.fixture(scope="module")
def suggestion(evaluator: Evaluator) -> Suggestion:
    return evaluator.evaluate(evaluator.read(read_text(CASE, "case.yaml")), "en")


# Answered: exit 0


def test_json_is_the_suggestion(run: Run, write: Write, suggestion: Suggestion) -> None:
    done = run("evaluate", write(CASE), "--format", "json", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert Suggestion.model_validate_json(done.stdout) == suggestion


@pytest.mark.parametrize("trace", [True, False])
def test_text_is_the_rendered_suggestion(
    here: Run, write: Write, evaluator: Evaluator, suggestion: Suggestion, trace: bool
) -> None:
    done = here("evaluate", write(CASE), "--lang", "en", *([] if trace else ["--no-trace"]))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == render_text(suggestion, evaluator.release, trace)


def test_text_in_chinese_is_the_default(here: Run, write: Write) -> None:
    done = here("evaluate", write(CASE))
    assert done.returncode == 0
    assert done.stdout.startswith("准绳")
    assert "麻痹大意" in done.stdout


def test_a_case_in_json_from_standard_input(run: Run, suggestion: Suggestion) -> None:
    text = json.dumps(read_text(CASE, "case").value)
    done = run("evaluate", "-", "--format", "json", "--lang", "en", input=text)
    assert done.returncode == 0
    assert Suggestion.model_validate_json(done.stdout) == suggestion


def test_a_scenario_is_a_case_too(here: Run) -> None:
    path = min((default_folder() / "scenarios" / "published").glob("*.yaml"))
    done = here("evaluate", str(path), "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["case_id"] in path.read_text(encoding="utf-8")


def test_output_survives_a_terminal_that_lacks_characters(write: Write) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        command("evaluate", write(CASE)), capture_output=True, env=environment, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("gbk")
    assert text.startswith("准绳")
    assert "\\u2714" in text  # the tick, which GBK does not have


def test_json_is_utf8_whatever_the_terminal_is_set_to(write: Write) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        command("evaluate", write(CASE), "--format", "json"),
        capture_output=True, env=environment, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "麻痹大意" in done.stdout.decode("utf-8")


# Bad input: exit 2, with the place

BROKEN = {
    "unknown field": (
        CASE.replace("position:", "positoin:"),
        ["case.yaml:7:5: 'positoin'", "did you mean: position"],
    ),
    "a Chinese name": (
        CASE.replace("position:", "职位:"),
        ["case.yaml:7:5: '职位'", "did you mean: position"],
    ),
    "unknown value": (
        CASE.replace("serious", "seriuos"),
        ["case.yaml:2:", "did you mean: serious", "/incident/consequence"],
    ),
    "wrong type": (
        CASE.replace("party_member: true", "party_member: 'yes'"),
        ["case.yaml:8:5:", "/subjects/0/party_member"],
    ),
    "no is a word": (
        CASE.replace("party_member: true", "party_member: no"),
        ["case.yaml:8:5:", "true or false"],
    ),
    "impossible date": (CASE.replace("2021-10-20", "2021-02-30"), ["case.yaml:10:", "2021-02 has 28 days"]),
    "NaN": (
        CASE.replace("epidemic: true", "epidemic: true, deaths: .nan"),
        ["case.yaml:2:", "/incident/deaths"],
    ),
    "infinity": (
        CASE.replace("epidemic: true", "epidemic: true, deaths: 1e999"),
        ["case.yaml:2:", "/incident/deaths"],
    ),
    "negative": (
        CASE.replace("epidemic: true", "epidemic: true, deaths: -1"),
        ["case.yaml:2:", "/incident/deaths"],
    ),
    "duplicate key": (
        CASE.replace("    kind: person\n", "    kind: person\n    kind: person\n"),
        ["case.yaml:6:5:", "'kind'"],
    ),
    "duplicate ids": (
        CASE + CASE[CASE.index("  - id: S1") :],
        ["case.yaml:11:5: the id 'S1' is taken", "/subjects/1/id"],
    ),
    "a name for an id": (CASE.replace("id: S1", "id: 某某"), ["case.yaml:4:5:", "/subjects/0/id"]),
    "an anchor": (CASE.replace("id: S1", "id: &a S1"), ["case.yaml:4:", "anchors"]),
    "empty": ("", ["case.yaml:1:1: the document is empty"]),
    "only a comment": ("# nothing\n", ["case.yaml:1:1: the document is empty"]),
    "a list": ("- a\n- b\n", ["case.yaml:1:1: a case is an object"]),
    "a word": ("hello\n", ["case.yaml:1:1: a case is an object"]),
    "no yaml": ('case: {id: "a\n', ["case.yaml:2:1: this is neither YAML nor JSON"]),
    "two documents": (CASE + "---\n" + CASE, ["a second document begins here"]),
    "deep nesting": (
        "case: " + "[" * 5000 + "]" * 5000,
        ["case.yaml:1:46: the document is nested more than 40 levels deep"],
    ),
    "10 MB": ("# " + "x" * 10_000_000, ["case.yaml:1:1: the document is larger than 2,000,000 bytes"]),
    "a broken scenario": (
        f"scenario: x\ncase:\n  {CASE.splitlines()[0]}\n",
        ["case.yaml:1:1:", "/scenario", "/title"],
    ),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_bad_input_is_refused_with_its_place(write: Write, text: str, said: list[str]) -> None:
    result = CliRunner().invoke(app, ["evaluate", write(text), "--lang", "en"])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    for words in said:
        assert words in result.stderr
    assert "problems: " in result.stderr


@pytest.mark.parametrize("kind", ["impossible date", "deep nesting"])
def test_the_process_ends_with_2(run: Run, write: Write, kind: str) -> None:
    done = run("evaluate", write(BROKEN[kind][0]), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert BROKEN[kind][1][0] in done.stderr


def test_a_case_handler_reads_chinese(write: Write) -> None:
    text = CASE.replace("2021-11-05", "2021-11-31").replace("serious", "严重后果")
    result = CliRunner().invoke(app, ["evaluate", write(text)])
    assert result.exit_code == 2
    assert "“严重后果”是取值的名称，这里要填它的代码" in result.stderr
    assert "是否想写: serious" in result.stderr
    assert "处理: " in result.stderr
    assert "did you mean" not in result.stderr


def test_every_problem_is_reported(write: Write) -> None:
    text = (
        CASE.replace("position:", "positoin:")
        .replace("serious", "seriuos")
        .replace("2021-11-05", "2021-11-31")
    )
    result = CliRunner().invoke(app, ["evaluate", write(text), "--lang", "en"])
    assert "共 3 处问题 · problems: 3" in result.stderr
    for place in ("case.yaml:1:", "case.yaml:2:", "case.yaml:7:5:"):
        assert place in result.stderr


def test_of_very_many_problems_the_first_are_shown(write: Write) -> None:
    text = CASE.replace("epidemic: true", ", ".join(f"unknown_{n}: 1" for n in range(80)))
    result = CliRunner().invoke(app, ["evaluate", write(text), "--lang", "en"])
    assert result.stderr.count("is not a field here") == 50
    assert "30 more are not shown" in result.stderr
    assert "problems: 80" in result.stderr


@pytest.mark.parametrize("text", ["", "{", '{"case": {}, "case": {}}', "\ufeff", "[1, 2"])
def test_bad_standard_input(text: str) -> None:
    result = CliRunner().invoke(app, ["evaluate", "-"], input=text)
    assert result.exit_code == 2
    assert "stdin:1:" in result.stderr


def test_standard_input_that_is_no_utf8(run: Run) -> None:
    done = subprocess.run(
        command("evaluate", "-", "--lang", "en"),
        input="案卷".encode("gbk"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert b"stdin:1:1: byte 0 is not UTF-8" in done.stderr


def test_what_cannot_be_read(here: Run, tmp_path: Path) -> None:
    missing, directory = (
        here("evaluate", str(tmp_path / "missing.yaml"), "--lang", "en"),
        here("evaluate", str(tmp_path), "--lang", "en"),
    )
    assert (missing.returncode, directory.returncode) == (2, 2)
    assert "missing.yaml cannot be read: No such file or directory" in missing.stderr
    assert "cannot be read: Is a directory" in directory.stderr


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="wants a file whose reading fails")
def test_a_file_that_fails_while_it_is_read(here: Run) -> None:
    done = here("evaluate", "/proc/self/mem", "--lang", "en")
    assert done.returncode == 2
    assert "/proc/self/mem cannot be read: Input/output error" in done.stderr


def test_an_endless_file_is_not_read_to_its_end(here: Run) -> None:
    done = here("evaluate", "/dev/zero", "--lang", "en")
    assert done.returncode == 2
    assert "larger than 2,000,000 bytes" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    ["evaluate", "evaluate x --lang fr", "evaluate x --format xml", "evaluate x y", "evalute x"],
)
def test_a_wrong_command_line_ends_with_2(run: Run, arguments: str) -> None:
    done = run(*arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: zhunsheng" in done.stderr


# Engines that differ: exit 3


def test_engines_that_differ_give_no_answer(here: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def differ(self: Evaluator, case: Case, language: Language) -> Suggestion:
        raise EnginesDiffer(case.id, ("shanxi.complacency", "S1: party"))

    monkeypatch.setattr(Evaluator, "evaluate", differ)
    result = here("evaluate", write(CASE))
    assert (result.returncode, result.stdout) == (3, "")
    assert "the engines differ" in result.stderr
    assert "shanxi.complacency\n" in result.stderr
    assert "S1: party\n" in result.stderr


# Failures of ours: exit 1, and ends that nobody waits for


def failing(error: type[BaseException]) -> Callable[..., Suggestion]:
    def fail(self: Evaluator, case: Case, language: Language) -> Suggestion:
        raise error("inside")

    return fail


def test_a_failure_inside_is_one_line(here: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Evaluator, "evaluate", failing(RuntimeError))
    monkeypatch.delenv("ZHUNSHENG_DEBUG", raising=False)
    result = here("evaluate", write(CASE))
    assert (result.returncode, result.stdout) == (1, "")
    assert "internal error: RuntimeError: inside" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_failure_inside_can_be_looked_into(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Evaluator, "evaluate", failing(RuntimeError))
    monkeypatch.setenv("ZHUNSHENG_DEBUG", "1")
    assert isinstance(CliRunner().invoke(app, ["evaluate", write(CASE)]).exception, RuntimeError)


def test_an_interruption_is_no_failure(here: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Evaluator, "evaluate", failing(KeyboardInterrupt))
    result = here("evaluate", write(CASE))
    assert result.returncode == 130
    assert "interrupted" in result.stderr


def test_a_reader_who_stops_reading_is_no_failure(write: Write) -> None:
    """As in ``zhunsheng evaluate … | head -c 1``."""
    with subprocess.Popen(
        command("evaluate", write(CASE), "--format", "json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141
