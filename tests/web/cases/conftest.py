"""A site in which the tests of this folder work, each in cases that it makes for itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.site import Original, Site, copy_of
from zhunsheng.engine.evaluation import Evaluator


@pytest.fixture(scope="session")
def busy_site(
    original: Original, evaluator: Evaluator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site that these tests share: no test says how many cases there are in it."""
    with copy_of(original, evaluator, tmp_path_factory.mktemp("busy")) as made:
        yield made
