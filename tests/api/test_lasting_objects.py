"""What lasts is set apart: the tests themselves run so (tests/conftest.py)."""

from __future__ import annotations

import gc

from zhunsheng.api.lasting_objects import THRESHOLDS


def test_what_was_there_before_the_first_test_is_searched_no_more() -> None:
    assert gc.get_freeze_count() > 100_000
    assert gc.get_threshold() == THRESHOLDS
