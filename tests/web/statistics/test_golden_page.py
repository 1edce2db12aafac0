"""A page of statistics says what it is known to say, in both languages."""

from __future__ import annotations

import pytest

from tests.api.client import Client
from tests.web.statistics.golden_page import FOLDER, rendered
from zhunsheng.api.app import create_app
from zhunsheng.engine.evaluation import Evaluator


@pytest.fixture
def reader(evaluator: Evaluator) -> Client:
    return Client(create_app(evaluator))


def test_the_page_says_what_it_is_known_to_say(reader: Client) -> None:
    for path, text in rendered(reader):
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name}: if the change is meant, run `make golden` and read the diff"
        )


def test_no_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {"by-level.zh.txt", "by-level.en.txt"}
