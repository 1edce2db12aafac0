"""A site that the tests of the interview change, each in a case of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.site import MARKUP, Original, Site, Visitor, copy_of
from zhunsheng.engine.evaluation import Evaluator


@pytest.fixture(scope="module")
def shared(
    original: Original, evaluator: Evaluator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with copy_of(original, evaluator, tmp_path_factory.mktemp("interview")) as made:
        yield made


@pytest.fixture
def handler(shared: Site) -> Visitor:
    return shared.as_("handler")


@pytest.fixture
def at(handler: Visitor) -> str:
    """The address of the facts of a new case."""
    answer = handler.fill("/cases/new", {"text": MARKUP})
    assert answer.status_code == 303
    return str(answer.headers["location"])
