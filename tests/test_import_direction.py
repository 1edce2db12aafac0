"""Imports go one way: cli → api → records → engine, and cli and api → practice → engine.

Read off the syntax tree of every module, so that an import inside a function counts too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import zhunsheng

PACKAGE = Path(zhunsheng.__file__).parent
ROOT = PACKAGE.name

#: What each package may import of the project, besides itself.
ALLOWED = {
    "engine": set(),
    "practice": {"engine"},
    "records": {"engine"},
    "api": {"engine", "practice", "records"},
    "cli": {"engine", "practice", "records", "api"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path, source: str) -> Iterator[str]:
    """The dotted names that a module imports, relative ones resolved."""
    package = [ROOT, *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def packages_reached(path: Path, source: str) -> set[str]:
    """Which packages of the project a module imports from."""
    found = (name.split(".") for name in imported(path, source))
    return {parts[1] for parts in found if parts[0] == ROOT and len(parts) > 1 and parts[1] in ALLOWED}


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def wrong(path: Path, source: str) -> set[str]:
    own = package_of(path)
    return packages_reached(path, source) - ALLOWED.get(own, set()) - {own}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    assert wrong(path, path.read_text(encoding="utf-8")) == set()


def test_every_package_was_looked_at() -> None:
    assert {package_of(path) for path in MODULES} - {"__init__.py"} == set(ALLOWED)


@pytest.mark.parametrize(
    ("place", "source", "reached"),
    [
        ("engine/x.py", "def f():\n    from zhunsheng.api.app import create_app", {"api"}),
        ("engine/deep/x.py", "from ...cli import main", {"cli"}),
        ("engine/x.py", "from .. import api", {"api"}),
        ("engine/x.py", "import zhunsheng.cli.main as m", {"cli"}),
        ("api/x.py", "from zhunsheng import cli", {"cli"}),
        ("engine/x.py", "from zhunsheng.practice.scores import scores", {"practice"}),
        ("practice/x.py", "from zhunsheng.cli.exits import told", {"cli"}),
        ("engine/x.py", "from zhunsheng.records.log import merkle", {"records"}),
        ("records/log/x.py", "from zhunsheng.api import app", {"api"}),
        ("records/log/x.py", "from zhunsheng.practice import scores", {"practice"}),
        ("api/x.py", "from zhunsheng.records.log import merkle", set()),
        ("practice/x.py", "from zhunsheng.engine import scale", set()),
        ("engine/x.py", "from zhunsheng.records.access import roles", {"records"}),
        ("records/x.py", "from zhunsheng.api.problems import Refusal", {"api"}),
        ("records/access/x.py", "from zhunsheng.engine.problems import Problem", set()),
        ("api/x.py", "from zhunsheng.engine import scale", set()),
        ("api/x.py", "from zhunsheng.records.access import roles", set()),
        ("cli/x.py", "from zhunsheng.api import app\nfrom zhunsheng.engine import scale", set()),
    ],
)
def test_the_test_sees_what_it_should(place: str, source: str, reached: set[str]) -> None:
    assert wrong(PACKAGE / place, source) == reached
