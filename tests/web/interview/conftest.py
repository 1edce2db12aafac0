"""A site that the tests of the interview change, each in a case of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.site import MARKUP, Site, Visitor, site_over
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate


@pytest.fixture(scope="module")
def shared(
    evaluator: Evaluator, example: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("interview")
    database = open_database(f"sqlite:///{folder / 'records.db'}")
    migrate(database)
    yield site_over(database, evaluator, folder, example)
    database.close()


@pytest.fixture
def handler(shared: Site) -> Visitor:
    return shared.as_("handler")


@pytest.fixture
def at(handler: Visitor) -> str:
    """The address of the facts of a new case."""
    answer = handler.fill("/cases/new", {"text": MARKUP})
    assert answer.status_code == 303
    return str(answer.headers["location"])
