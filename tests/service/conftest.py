"""Services as processes, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.running import Place


@pytest.fixture
def place(url: str, tmp_path: Path) -> Place:
    """A database with tables, and a handler who may sign in."""
    made = Place(url, tmp_path / "witness")
    made.prepare("handler")
    return made
