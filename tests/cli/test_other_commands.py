"""``schema``, ``serve``, ``--version``, ``--help``, and the demonstration."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import threading
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from typer.testing import CliRunner

from tests.cli.conftest import CASE, Run, command
from zhunsheng.cli.columns import WIDTH
from zhunsheng.cli.demo import examples, read_notices, summary
from zhunsheng.cli.main import app
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.wrapping import width, wrapped
from zhunsheng.engine.language.documents import read_file, read_text
from zhunsheng.engine.release import default_folder
from zhunsheng.practice.outcomes import read_practice

# schema


def schema(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(app, ["schema", *arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("which", ["case", "suggestion", "rules"])
def test_a_schema_is_a_json_schema(which: str) -> None:
    found = schema(which)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(found)


def test_the_schema_of_a_case_knows_a_case() -> None:
    assert schema() == schema("case")
    validator = jsonschema.Draft202012Validator(schema())
    case = read_text(CASE, "case").value
    assert [error.message for error in validator.iter_errors(case)] == []
    misspelt = read_text(CASE.replace("serious", "seriuos"), "case").value
    assert [list(error.path) for error in validator.iter_errors(misspelt)] == [["incident", "consequence"]]


def test_the_schema_of_rules_knows_every_file_of_rules() -> None:
    validator = jsonschema.Draft202012Validator(schema("rules"))
    files = [*(default_folder() / "rules").rglob("*.yaml"), *(default_folder() / "tables").rglob("*.yaml")]
    assert files
    for path in files:
        errors = validator.iter_errors(read_file(path).value)
        assert [error.message for error in errors] == [], path.name


def test_a_schema_as_a_process_prints_it(run: Run) -> None:
    done = run("schema", "case")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == schema("case")


def test_an_unknown_schema_ends_with_2(run: Run) -> None:
    done = run("schema", "rule")
    assert (done.returncode, done.stdout) == (2, "")
    assert "rules" in done.stderr


# --version, --help


def test_the_version(run: Run) -> None:
    done = run("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"zhunsheng \d+\.\d+\.\d+\S*\n", done.stdout)


def test_every_command_is_explained_in_both_languages() -> None:
    for name in ("", "evaluate", "similar", "check", "agreement", "schema", "serve"):
        arguments = [name] if name else []
        result = CliRunner().invoke(app, [*arguments, "--help"])
        assert result.exit_code == 0
        assert re.search(r"[\u4e00-\u9fff].* · [A-Z]", result.stdout), arguments


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.returncode == 2
    assert "evaluate" in done.stdout + done.stderr


# serve


def test_serve_answers_and_ends_when_interrupted() -> None:
    with subprocess.Popen(
        command("serve", "--stateless", "--port", "0"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        address = None
        said = []
        for line in process.stderr:
            said.append(line)
            if match := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
                address = match[1]
                break
        assert address is not None, said
        with httpx.Client(trust_env=False, timeout=30) as http:
            assert http.get(f"{address}/healthz").json()["status"] == "ok"
            response = http.post(f"{address}/v1/evaluations", json={})
            assert response.status_code == 422
            assert "server" not in response.headers
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(30) in (0, 130)
        watchdog.cancel()
        assert "Traceback" not in rest


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--stateless", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "address already in use" in done.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none(run: Run, port: str) -> None:
    assert run("serve", "--port", port).returncode == 2


# The demonstration


def test_the_demonstration_shows_every_form(evaluator: Evaluator) -> None:
    notices = read_notices(evaluator)
    assert [notice.heaviest for notice in examples(notices)] == [0, 1, 2, 3, 4]
    assert examples(notices) == examples(tuple(notices))
    lines = summary(notices, evaluator)
    found = re.search(
        r"(\d+) notices, (\d+) subjects: (\d+) .*, (\d+) are .*, (\d+) possible", " ".join(lines)
    )
    assert found is not None
    listed, subjects, within, equal, possible = map(int, found.groups())
    assert listed == len(notices)
    practice = read_practice(evaluator.release)
    assert subjects == len(practice.outcomes)
    assert within == sum(outcome.inside for outcome in practice.outcomes)
    assert 0 < equal <= within <= possible <= subjects


def test_the_demonstration_runs_and_fits_a_terminal() -> None:
    done = subprocess.run(
        [*command()[:2], "zhunsheng.cli.demo"],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("5/5", "公布 Published", "建议 Suggested", "依据 Grounds", "待查 Open", "zhunsheng serve"):
        assert words in done.stdout
    assert [line for line in done.stdout.splitlines() if width(line) > WIDTH] == []


def test_lines_break_where_they_may() -> None:
    assert list(wrapped("甲乙丙丁，戊己", 8)) == ["甲乙丙", "丁，戊己"]
    assert list(wrapped("one two three", 8)) == ["one two", "three"]
    assert list(wrapped("见《条例》第三条", 6)) == ["见《条", "例》第", "三条"]
    assert list(wrapped("见《条例》", 4)) == ["见", "《条", "例》"]
    assert list(wrapped("about 1,234,567 of 2.5", 9)) == ["about", "1,234,567", "of 2.5"]
    assert list(wrapped("", 8)) == [""]
    assert "".join(wrapped("甲" * 100, 10)) == "甲" * 100


def test_the_command_is_installed() -> None:
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert 'zhunsheng = "zhunsheng.cli.main:main"' in project
