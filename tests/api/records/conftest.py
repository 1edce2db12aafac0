"""A service that keeps records, on either database, and the people who work with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.records.people import Service, service_over
from tests.samples import sampled
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.storage.database import Database


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is kept is the same on either database, which tests/records tries; here every sixth is on PostgreSQL."""
    here = Path(__file__).parent
    slower = [item for item in items if here in item.path.parents and "postgresql" in item.name]
    left_out = {*slower} - {*sampled(slower, 6)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def service(database: Database, evaluator: Evaluator, tmp_path: Path) -> Service:
    return service_over(database, evaluator, tmp_path)
