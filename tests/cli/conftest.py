"""The command line, as a real process (exit codes, streams) and inside this one (where only its words matter)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from zhunsheng.cli.main import app
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release

Run = Callable[..., "subprocess.CompletedProcess[str]"]

CASE = """\
case: {id: cli-1, province: shanxi, decision_date: 2021-11-05}
incident: {date: 2021-10, epidemic: true, consequence: serious, harms_overall_situation: true}
subjects:
  - id: S1
    kind: person
    category: functional_department
    position: main_leader
    party_member: true
    conducts:
      - {id: C1, date: 2021-10-20, type: deployed_carelessly, caused_consequence: true}
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "zhunsheng.cli.main", *arguments]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs the command as a process of its own. Whatever happens, there is no traceback."""

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", **options.pop("env", {})}
        done = subprocess.run(
            command(*arguments),
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=120,
            check=False,
            **options,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


#: The commands that make an evaluator, and end it, each time that they are run.
EVALUATING = ("evaluate", "explain", "graph", "questions", "report", "what_if")


@pytest.fixture
def here(evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command inside this process, with the evaluator that all tests share in place of one of its own.

    It is for what a command says. That it makes an evaluator of its own and ends it, its exit code as a process has it, and what
    goes through real streams are looked at with `run`, a few times for each command.
    """

    def shared(release: Release) -> AbstractContextManager[Evaluator]:
        assert release is evaluator.release
        return nullcontext(evaluator)

    for name in EVALUATING:
        monkeypatch.setattr(import_module(f"zhunsheng.cli.commands.{name}"), "Evaluator", shared)

    def run(*arguments: str, input: str | None = None) -> subprocess.CompletedProcess[str]:
        done = CliRunner().invoke(app, arguments, input=input)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    """Writes a file and gives its path."""

    def write(text: str, name: str = "case.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
