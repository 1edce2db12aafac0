"""A service without records to read the rule book in."""

from __future__ import annotations

import pytest

from tests.api.client import Client
from tests.web.judged import with_uses
from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator


@pytest.fixture(scope="session")
def reader(evaluator: Evaluator) -> Client:
    """Somebody who reads the rule book, without signing in."""
    return Client(with_uses(create_app(evaluator)))
