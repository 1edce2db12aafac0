"""`python -m benchmarks.peers.worker`: one part of the measurement in a process of its own, which prints its figures as JSON.

Processes of their own, since Polars takes its number of threads when it is loaded, memory is counted by process, and a peer
that takes its process down with it must not take the other figures too.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.batch import BatchPeer, difference
from benchmarks.peers.cases import UNKNOWN, Cases, made_cases
from benchmarks.peers.checking import FAILS, Disagreement, single_difference
from benchmarks.peers.contestants import BATCHES, SINGLES, absence
from benchmarks.peers.measuring import batch_ratios, single_ratios
from benchmarks.peers.openfisca import Took
from benchmarks.peers.release_folder import peer_release
from benchmarks.peers.ruleset import LONG, SHORT, RuleSet, made_rules
from zhunsheng.engine.release import Release

BASE = "ours"
#: Single cases that are checked, and of these that are timed.
CHECKED, TIMED = 300, 60

#: What is said of a contestant: a ratio, or why there is none.
Figure = Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Checks, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.worker", description=__doc__)
    parser.add_argument("part", choices=("single", "batch", "memory"))
    parser.add_argument("--unknown", action="store_true", help="partly known cases")
    parser.add_argument("--long", action="store_true", help="rules with the conclusions written out")
    parser.add_argument(
        "--leaves",
        type=int,
        nargs=2,
        metavar=("FROM", "TO"),
        help="comparisons a rule makes, if others than these",
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", help="for memory: whose")
    parser.add_argument("--without", nargs="*", default=[], help="contestants to leave out")
    options = parser.parse_args(arguments)
    leaves = options.leaves or (LONG if options.long else SHORT)
    rules = made_rules(leaves=tuple(leaves))
    with tempfile.TemporaryDirectory() as folder:
        release = peer_release(rules, Path(folder))
    share = UNKNOWN if options.unknown else 0.0
    try:
        match options.part:
            case "single":
                found: Any = single(rules, release, options.unknown, options.rounds, options.without)
            case "batch":
                cases = made_cases(rules, options.rows, share)
                found = batch(rules, release, cases, options.threads, options.rounds)
            case _:
                found = memory(rules, release, made_cases(rules, options.rows, share), options.peer)
    except Disagreement as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(found, ensure_ascii=False))
    return 0


def single(
    rules: RuleSet, release: Release, unknown: bool, rounds: int, without: Sequence[str] = ()
) -> Mapping[str, Figure]:
    """Latencies of single cases.

    Raises:
        Disagreement: a contestant that must agree with the others does not.
    """
    records = list(made_cases(rules, CHECKED, UNKNOWN if unknown else 0.0).records())
    figures: dict[str, Figure] = {}
    peers = []
    for contestant in SINGLES:
        reason = "ended the process" if contestant.key in without else absence(contestant)
        if reason:
            figures[contestant.key] = {"absent": reason}
            continue
        try:
            peer = (contestant.unknown if unknown else contestant.complete)(rules, release)
        except Exception as error:
            if contestant.sure:
                raise
            # Peers have limits of their own, and what they raise is theirs too.
            figures[contestant.key] = {"refuses": f"{type(error).__name__}: {error}"}
            continue
        wrong = single_difference(rules, peer, peers[0], records) if peers else None
        if wrong and wrong.startswith(FAILS) and not unknown and not contestant.sure:
            figures[contestant.key] = {"refuses": wrong}
            continue
        if wrong and (not unknown or contestant.sure):
            raise Disagreement(f"{contestant.label} differs from {SINGLES[0].label}: {wrong}")
        if wrong:
            figures[contestant.key] = {"cannot": wrong}
        else:
            peers.append(peer)
    ratios = single_ratios(peers, BASE, records[:TIMED], rounds)
    return {**figures, **{key: {"ratio": ratio} for key, ratio in ratios.items()}}


def batch(rules: RuleSet, release: Release, cases: Cases, threads: int, rounds: int) -> Mapping[str, Figure]:
    """Throughput on columns.

    Raises:
        Disagreement: as above.
    """
    ids = [rule.id for rule in rules.rules]
    figures: dict[str, Figure] = {}
    runs = {}
    expected = None
    for contestant in BATCHES:
        reason = absence(contestant)
        if reason:
            figures[contestant.key] = {"absent": reason}
            continue
        peer: BatchPeer = contestant.make(rules, release)
        if threads > 1 and not peer.threaded and contestant.key != BASE:
            figures[contestant.key] = {"same": "uses one thread"}
            continue
        run = peer.prepared(cases, threads)
        answers = peer.packed(run())
        if contestant.key == BASE:
            expected = answers
        elif answers and expected is not None:
            wrong = difference(answers, expected, ids)
            if wrong and (cases.complete or peer.unknown):
                raise Disagreement(f"{contestant.label} differs from {BATCHES[0].label}: {wrong}")
            if wrong:
                figures[contestant.key] = {"cannot": wrong}
                continue
        runs[contestant.key] = run
    ratios = batch_ratios(runs, BASE, rounds, threads)
    return {**figures, **{key: {"ratio": ratio} for key, ratio in ratios.items()}}


def memory(rules: RuleSet, release: Release, cases: Cases, key: str) -> Figure:
    """The most memory that a run takes, in bytes, with the cases in the form in which the contestant takes them."""
    (contestant,) = (of for of in BATCHES if of.key == key)
    reason = absence(contestant)
    if reason:
        return {"absent": reason}
    run = contestant.make(rules, release).prepared(cases, 1)
    del cases
    _forget_peak()
    found = run()
    return {"bytes": found.program.peak() if isinstance(found, Took) else _peak()}


def _forget_peak() -> None:
    """Making the cases took memory of its own; where the system allows it, the peak begins anew."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def _peak() -> int:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return 1024 * int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


if __name__ == "__main__":
    sys.exit(main())
