"""What a command loads, and what it leaves alone: the libraries of one command cost seconds, and no other command is to wait."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from zhunsheng.cli.listed_commands import COMMANDS
from zhunsheng.cli.loading import loaded, not_loaded
from zhunsheng.cli.main import app

#: What takes long to load, and few commands have a use for.
TABLES = {"numba", "numpy", "openpyxl", "pandas", "pyarrow", "pyspark", "rich"}
RECORDS = {"alembic", "argon2", "cryptography", "sqlalchemy"}
SERVICE = {"fastapi", "jwt", "prometheus_client", "starlette", "uvicorn"}
DOCUMENTS = {"docx", "jinja2"}
OTHERS = {"durable", "networkx", "sklearn"}
ENGINE = {"pysat", "yaml", "zhunsheng.engine", "zhunsheng.practice", "zhunsheng.records"}
HEAVY = TABLES | RECORDS | SERVICE | DOCUMENTS | OTHERS

#: Commands, and what no one of them loads.
UNTOUCHED = {
    ("evaluate", "explain", "questions", "what-if", "similar", "check", "schema", "agreement"): HEAVY,
    ("report",): HEAVY - DOCUMENTS,
    ("graph",): HEAVY - {"networkx"},
    ("template", "batch", "impact", "statistics"): RECORDS | SERVICE | DOCUMENTS | {"durable", "sklearn"},
    ("log", "database", "account", "replay"): TABLES | SERVICE | {"docx", "networkx", "sklearn"},
    # The pages read spreadsheets that people hand in. (pyarrow loads pandas, where it is, with the first value that it is given.)
    ("serve",): {"durable", "numba", "pandas", "pyspark", "rich", "sklearn"},
}


def modules_after(code: str) -> set[str]:
    """What a new interpreter has loaded once it has run `code`."""
    shown = f"import json, sys\n{code}\nprint()\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, encoding="utf-8", check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["evalaute"]], ids="".join)
def test_what_names_no_command_loads_no_libraries(arguments: list[str]) -> None:
    run = f"from zhunsheng.cli.main import app\napp({arguments!r}, standalone_mode=False)"
    found = modules_after(f"try:\n    exec({run!r})\nexcept Exception:\n    pass")
    assert "zhunsheng.cli.main" in found
    assert found & (HEAVY | ENGINE) == set()


@pytest.mark.parametrize("names", UNTOUCHED, ids=" ".join)
def test_a_command_leaves_alone_what_it_has_no_use_for(names: tuple[str, ...]) -> None:
    found = modules_after(f"from zhunsheng.cli.loading import loaded\nfor name in {names!r}: loaded(name)")
    assert "zhunsheng.engine.release" in found
    assert found & UNTOUCHED[names] == set()


def test_every_command_was_looked_at() -> None:
    assert sorted(name for names in UNTOUCHED for name in names) == sorted(one.name for one in COMMANDS)


def test_a_line_on_the_list_is_the_first_line_of_the_help() -> None:
    for one in COMMANDS:
        command = loaded(one.name)
        assert command.name == one.name
        assert (command.help or "").splitlines()[0] == one.summary


def test_the_list_is_shown_in_its_order() -> None:
    lines = CliRunner().invoke(app, ["--help"]).stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == [one.name for one in COMMANDS]


def test_a_slip_in_a_name_is_told_with_what_was_meant() -> None:
    result = CliRunner().invoke(app, ["evalaute"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'evalaute'" in result.stderr
    assert "'evaluate'" in result.stderr


def test_a_group_shows_its_commands_and_nothing_else() -> None:
    result = CliRunner().invoke(app, ["log", "--help"])
    assert result.exit_code == 0
    assert "checkpoint" in result.stdout
    assert "completion" not in result.stdout


def test_what_stands_on_the_list_cannot_be_called_by_itself() -> None:
    with pytest.raises(RuntimeError, match="not been loaded"):
        not_loaded()
