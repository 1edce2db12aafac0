"""Shares the words of a run between threads: each has a run of whole strides, so that no two write to one word."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from zhunsheng.engine.batch.words import STRIDE


def in_shares(words: int, threads: int, does: Callable[[int, int], None]) -> None:
    """Has something done for all words, by as many threads at once.

    Args:
        words: How many, a multiple of a stride.
        does: For the words from one to before another. What it raises is raised here.
    """
    ends = [words // STRIDE * share // threads * STRIDE for share in range(threads + 1)]
    if threads == 1:
        does(0, words)
        return
    with ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(does, *share) for share in itertools.pairwise(ends[1:])]
        does(*ends[:2])
        for other in others:
            other.result()
