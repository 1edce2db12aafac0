"""Which clock a rule goes by: that of its layer, as far as the instrument behind the rule lets it.

- A policy measures only what was done after it was made, whichever law is applied to the act; one that tolerates may come later.
- That the general part follows the law of the decision is an official position on the Party's disciplinary regulations (2018).
  It is not carried over to state law, which goes by the law applied to the act; and not to a version that has ended without a
  newer one on record, since then nothing would be left of what makes a sanction lighter.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhunsheng.engine.language.rules import LayerClock
from zhunsheng.engine.law_dates import Clock
from zhunsheng.engine.sources import Source


def clock_of(layer: LayerClock, source: Source, end: date | None, sources: Iterable[Source]) -> Clock:
    """The clock of a rule.

    Args:
        layer: The clock of its layer.
        source: The instrument that it cites first.
        end: The last day on which it is in force; None while it is.
        sources: All that is on record.
    """
    if layer == "decision":
        return "decision"
    if layer == "act":
        return "policy" if source.kind == "policy" else "act"
    if source.kind == "state_law":
        return "act"
    succeeded = end is None or any(
        other.instrument == source.instrument and other.effective is not None and other.effective.latest > end
        for other in sources
    )
    return "general" if succeeded else "act"
