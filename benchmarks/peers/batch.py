"""What it takes to be measured on columns of cases, and what all must agree on.

A peer gets the cases in its own form beforehand, outside the clock: a frame, a table, an array. Inside the clock it makes the
verdicts on every rule for every case and keeps them, in whatever form it likes. Afterwards, outside the clock, these are
packed, a bit a case, and compared bit by bit with those of the first contestant.

Of complete cases there is one verdict a rule: whether it applies. Of partly known ones there are three: established, known to
apply, and known not to (`true` and `false` of the possible reading).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from benchmarks.peers.cases import Cases

#: What is kept of complete and of partly known cases.
APPLIES = ("applies",)
READINGS = ("established", "true", "false")

#: A row a rule, a bit a case, the first in the lowest bit.
Packed: TypeAlias = npt.NDArray[np.uint8]
Answers: TypeAlias = Mapping[str, Packed]


@dataclass(frozen=True)
class BatchPeer:
    """A way to evaluate columns of cases.

    Attributes:
        prepared: From the cases and a number of threads to what is timed.
        packed: Of what a run returned, the packed verdicts.
        unknown: Whether it can tell unknown facts from others.
        threaded: Whether it uses more than one thread where it may.
    """

    key: str
    label: str
    prepared: Callable[[Cases, int], Callable[[], Any]]
    packed: Callable[[Any], Answers]
    unknown: bool = True
    threaded: bool = False


def packed(rows: list[npt.NDArray[np.bool_]]) -> Packed:
    """Arrays of truth values as bits."""
    return np.stack([np.packbits(row, bitorder="little") for row in rows])


def difference(found: Answers, expected: Answers, ids: list[str]) -> str | None:
    """Where two answers differ first, as a sentence; None where they are equal."""
    if found.keys() != expected.keys():
        return f"answers {sorted(found)} and not {sorted(expected)}"
    for what, bits in expected.items():
        for number, id in enumerate(ids):
            wrong = np.flatnonzero(found[what][number] != bits[number])
            if len(wrong):
                octet = int(wrong[0])
                other = int(found[what][number][octet]) ^ int(bits[number][octet])
                row = octet * 8 + (other & -other).bit_length() - 1
                return f"{id}, {what}: differs in {len(wrong)} octets, first in case {row}"
    return None
