"""A service that keeps records, on either database, and the people who work with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.records.people import Service, service_over
from tests.records.conftest import database, empty_database, postgresql, url
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.storage.database import Database

__all__ = ["database", "empty_database", "postgresql", "url"]


@pytest.fixture
def service(database: Database, evaluator: Evaluator, tmp_path: Path) -> Service:
    return service_over(database, evaluator, tmp_path)
