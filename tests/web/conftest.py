"""A site to look at, made once; and one of its own for a test that changes something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.site import Original, Site, copy_of, original_in
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.records.storage.database import Database, open_database
from zhunsheng.records.storage.migrating import migrate

#: Two persons, of whom one is tolerated and the other is excluded from it.
EXAMPLE = "seed_003_urgent_matter"


def example_of(evaluator: Evaluator) -> dict[str, Any]:
    """The case document that a site's cases are evaluated on."""
    scenarios = load_scenarios(evaluator.release.folder / "scenarios" / "cases", "scenarios")
    (found,) = [scenario for scenario in scenarios if Path(scenario.file).stem == EXAMPLE]
    return dict(found.case.value)


@pytest.fixture(scope="session")
def example(evaluator: Evaluator) -> dict[str, Any]:
    """The case document that the site's cases were evaluated on."""
    return example_of(evaluator)


@pytest.fixture(scope="session")
def original(
    evaluator: Evaluator, example: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Original:
    """The site that all others are copies of."""
    return original_in(tmp_path_factory.mktemp("original"), evaluator, example)


@pytest.fixture(scope="session")
def site(
    original: Original, evaluator: Evaluator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site that no test changes."""
    with copy_of(original, evaluator, tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture
def own_site(original: Original, evaluator: Evaluator, tmp_path: Path) -> Iterator[Site]:
    """A site of the test's own."""
    with copy_of(original, evaluator, tmp_path) as made:
        yield made


def opened(folder: Path) -> Database:
    """An empty database in a folder."""
    database = open_database(f"sqlite:///{folder / 'records.db'}")
    migrate(database)
    return database
