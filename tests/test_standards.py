"""The project's own standards, run like any other test: ruff, mypy --strict, and what must not be in the tree."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def _run(*arguments: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_ruff_finds_nothing() -> None:
    _run("ruff", "check", ".")


def test_the_code_is_formatted() -> None:
    _run("ruff", "format", "--check", ".")


def test_mypy_finds_nothing() -> None:
    _run("mypy")


def test_every_ignore_has_its_reason_beside_it() -> None:
    pattern = re.compile(r"# (?:type: ignore\[[^\]]+\]|noqa: \w+)(.*)$")
    for path in [
        *(ROOT / "zhunsheng").rglob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "benchmarks").rglob("*.py"),
    ]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = pattern.search(line)
            if match and path.name != "test_standards.py":
                assert len(match[1].strip(" #-")) > 8, f"{path.relative_to(ROOT)}:{number} gives no reason"


def test_lock_files_pin_with_hashes_and_name_no_index() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][a-z0-9._-]*==", text, re.MULTILINE)
        assert pins, path.name
        assert text.count("--hash=sha256:") >= len(pins), path.name
        assert "index-url" not in text, path.name
        assert "http" not in re.sub(r"httpcore|httpx|http-", "", text), path.name


def test_the_engine_opens_no_network_and_no_database() -> None:
    forbidden = re.compile(
        r"^\s*(?:import|from) (socket|http|urllib|requests|httpx|sqlite3|sqlalchemy|asyncio)\b", re.MULTILINE
    )
    for path in (ROOT / "zhunsheng" / "engine").rglob("*.py"):
        assert not forbidden.search(path.read_text(encoding="utf-8")), path.name
