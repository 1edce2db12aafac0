"""What a change costs: fewer changes always come first, and among equally many those that find something out.

A thousand to a thousand and one: only of a thousand changes could the order of the two break the order by number.
"""

from __future__ import annotations

from zhunsheng.engine.case import Instance
from zhunsheng.engine.variants.columns import Change

#: The cost of a fact that has to be found, and of one that would have to be otherwise.
TO_FIND, TO_BE_OTHERWISE = 1000, 1001


def cost_of(change: Change, subject: Instance) -> int:
    """What a change of one fact of a subject costs."""
    return TO_FIND if change.slot.known(change.slot.holder(subject)) is None else TO_BE_OTHERWISE
