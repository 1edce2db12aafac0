"""Sets apart what lives as long as a process, so that Python does not search it for garbage again and again.

Rules, circuits and published cases are some hundred thousand objects. To search them took a fifth of the time of an evaluation
that is recorded. They are frozen; and since more that lasts comes with the first visitors (the rule book, the scenarios that were
tried), old objects are searched seldom: with Python's own thresholds every third view of a case waited for such a search, and the
view took 65 ms in place of 37. What is garbage is mostly found among young objects, which are searched as ever.
"""

from __future__ import annotations

import gc
from typing import Final

#: Objects made before the youngest are searched; and how often that, and the search of the middle, is done before the next older.
THRESHOLDS: Final = (5_000, 20, 100)


def set_apart() -> None:
    """What there is now stays: it is called once, when everything that lasts has been made."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
