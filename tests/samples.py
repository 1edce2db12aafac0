"""What there is a great deal of is tried in part, so that all tests together stay below a quarter of an hour; or all of it.

    ZHUNSHENG_EVERYTHING=1 .venv/bin/python -m pytest tests/web tests/properties

The part is the same in every run: every so many-th, beginning with the first.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

_Of = TypeVar("_Of")

EVERYTHING = os.environ.get("ZHUNSHENG_EVERYTHING") == "1"


def sampled(all_of_them: Sequence[_Of], step: int) -> Sequence[_Of]:
    """Every `step`-th of them, or all of them where everything is asked for."""
    return all_of_them if EVERYTHING else all_of_them[::step]


def examples(all_of_them: int) -> int:
    """So many examples of a property where everything is asked for, and a quarter of them otherwise."""
    return all_of_them if EVERYTHING else max(5, all_of_them // 4)
