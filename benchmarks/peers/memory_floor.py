"""What no engine can go below: reading every column once and writing as many bits as there are verdicts.

The columns are the Arrow buffers that the engine takes; each is summed as 64-bit words. The verdicts are a buffer of zeros
and ones that is filled anew. Threads share the rows between them. It answers nothing, so it is compared with nobody's
verdicts.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.peers.batch import APPLIES, READINGS, BatchPeer
from benchmarks.peers.cases import Cases
from benchmarks.peers.ruleset import RuleSet

KEY = "memory"


def memory_floor(rules: RuleSet) -> BatchPeer:
    """The contestant that is none."""

    def prepared(cases: Cases, threads: int) -> Callable[[], Any]:
        buffers = [
            np.frombuffer(buffer, np.uint64, buffer.size // 8)
            for column in cases.table().columns
            for chunk in column.chunks
            for buffer in chunk.buffers()
            if buffer is not None
        ]
        kept = len(APPLIES if cases.complete else READINGS)
        verdicts = np.zeros((kept, len(rules.rules), (cases.rows + 63) // 64), np.uint64)
        verdicts = verdicts.reshape(-1)
        pool = ThreadPoolExecutor(threads)

        def pass_of(part: int) -> int:
            total = sum(int(_part(buffer, part, threads).sum()) for buffer in buffers)
            _part(verdicts, part, threads).fill(total & 1)
            return total

        return lambda: list(pool.map(pass_of, range(threads))) if threads > 1 else [pass_of(0)]

    return BatchPeer(KEY, "memory: columns read, verdicts written", prepared, lambda _: {}, threaded=True)


def _part(words: npt.NDArray[np.uint64], part: int, parts: int) -> npt.NDArray[np.uint64]:
    return words[len(words) * part // parts : len(words) * (part + 1) // parts]
