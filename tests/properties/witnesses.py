"""Whether the witnesses of a horizon come to what they stand for, as the first engine judges them."""

from __future__ import annotations

from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Instance
from zhunsheng.engine.proof.horizon import Horizon, Witnesses
from zhunsheng.engine.variants.columns import Columns


def come_to(laws: BothLaws, subject: Instance, found: Horizon, by: Witnesses) -> bool:
    """Whether each witness comes to what it stands for."""
    ends = laws.outlooks(Columns.of(subject, (by.lowest, by.highest, *by.recommended)))
    return (
        ends.forms(0).low == found.lowest
        and ends.forms(1).high == found.highest
        and tuple(ends.recommended(bit) for bit in range(2, 2 + len(by.recommended))) == found.recommended
    )
