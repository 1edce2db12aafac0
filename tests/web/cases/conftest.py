"""A site in which the tests of this folder work, each in cases that it makes for itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.site import Site, site_over
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate


@pytest.fixture(scope="session")
def busy_site(
    evaluator: Evaluator, example: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site that these tests share: no test says how many cases there are in it."""
    folder = tmp_path_factory.mktemp("busy")
    database = open_database(f"sqlite:///{folder / 'records.db'}")
    migrate(database)
    yield site_over(database, evaluator, folder, example)
    database.close()
