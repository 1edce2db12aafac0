"""Times contestants in turns, so that a noisy moment falls on all of them; what counts is the median of ratios.

Where one thread is at work, the processor's time of this process is taken: another program that has the processor meanwhile
does not count. Where there are two it is the clock on the wall, since that is what a second thread is for; such figures want
a quiet machine.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from statistics import median
from typing import Any

from benchmarks.peers.cases import Record
from benchmarks.peers.openfisca import Took
from benchmarks.peers.single import SinglePeer

#: Calls that are timed together, after one that is not.
CALLS = 3


def single_ratios(
    peers: Sequence[SinglePeer], base: str, records: Sequence[Record], rounds: int
) -> Mapping[str, float]:
    """How many times as long as the base each contestant takes for a case."""
    prepared = {peer.key: [peer.prepared(record) for record in records] for peer in peers}
    times: Mapping[str, list[float]] = {peer.key: [] for peer in peers}
    random = Random(0)
    for _ in range(rounds):
        gc.collect()
        for number in random.sample(range(len(records)), len(records)):
            for peer in random.sample(peers, len(peers)):
                times[peer.key].append(_processor(peer.run, prepared[peer.key][number]))
    return {key: _ratio(of, times[base]) for key, of in times.items()}


def _processor(run: Callable[[Any], Any], case: Any) -> float:
    run(case)
    start = time.process_time_ns()
    for _ in range(CALLS):
        run(case)
    return (time.process_time_ns() - start) / CALLS


def batch_ratios(
    runs: Mapping[str, Callable[[], Any]], base: str, rounds: int, threads: int
) -> Mapping[str, float]:
    """How many times as long as the base each contestant takes for all cases."""
    clock = time.process_time if threads == 1 else time.perf_counter
    times: Mapping[str, list[float]] = {key: [] for key in runs}
    random = Random(0)
    for _ in range(rounds):
        for key in random.sample(list(runs), len(runs)):
            gc.collect()
            times[key].append(_timed(runs[key], clock))
    return {key: _ratio(of, times[base]) for key, of in times.items()}


def _timed(run: Callable[[], Any], clock: Callable[[], float]) -> float:
    start = clock()
    found = run()
    took = clock() - start
    return float(found) if isinstance(found, Took) else took


def _ratio(of: Sequence[float], base: Sequence[float]) -> float:
    return median(one / other for one, other in zip(of, base, strict=True))
