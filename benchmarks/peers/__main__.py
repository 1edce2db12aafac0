"""`python -m benchmarks.peers`: checks that all contestants agree, measures them, and writes docs/benchmarks.md.

Beside the page go the picture and the figures themselves (benchmarks.json), from which both can be drawn anew: ``--again``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.peers.cases import UNKNOWN
from benchmarks.peers.contestants import BATCHES, versions
from benchmarks.peers.picture import picture
from benchmarks.peers.report import Figures, page
from benchmarks.peers.ruleset import made_rules

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: What ends a process that nobody ended.
CRASHED = (-11, -6, -7, -8)
THREADS = (1, 2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Checks, measures, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="cases as columns (default: a million)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is timed (default: 5)")
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="FOLDER", help="where the page goes")
    parser.add_argument(
        "--again", action="store_true", help="measure nothing, draw from the figures that are there"
    )
    options = parser.parse_args(arguments)
    kept = options.docs / "benchmarks.json"
    if options.again:
        figures = Figures(**json.loads(kept.read_text(encoding="utf-8")))
    else:
        figures = _measured(options.rows, options.rounds)
        kept.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (options.docs / "benchmarks.md").write_text(page(figures), encoding="utf-8")
    (options.docs / "benchmarks.svg").write_text(picture(figures), encoding="utf-8")
    print(page(figures))
    return 0


def _measured(rows: int, rounds: int) -> Figures:
    """All figures.

    Raises:
        SystemExit: contestants disagree, and it has been said where.
    """
    parts: dict[str, Any] = {}
    for long, unknown in itertools.product((False, True), (False, True)):
        suffix = "-long" * long + "-unknown" * unknown
        flag = ["--long"] * long + ["--unknown"] * unknown
        print(f"single cases{suffix}", file=sys.stderr)
        parts[f"single{suffix}"] = _single([*flag, "--rounds", str(rounds)])
        sizes = ["--rows", str(rows), *flag]
        for threads in THREADS:
            print(f"columns{suffix}, {threads} threads", file=sys.stderr)
            asked = ["batch", *sizes, "--threads", str(threads), "--rounds", str(rounds)]
            parts[f"batch{suffix}-{threads}"] = _worker(asked, threads)
        if not long:
            print(f"memory{suffix}", file=sys.stderr)
            parts[f"memory{suffix}"] = _memory(sizes, parts[f"batch{suffix}-1"])
    return Figures(parts, _conditions(rows, rounds))


def _worker(arguments: Sequence[str], threads: int = 1) -> Any:
    """What a worker found out; it ends this program where contestants disagree."""
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads), "NUMBA_NUM_THREADS": str(threads)}
    command = [sys.executable, "-m", "benchmarks.peers.worker", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=False)
    if done.returncode in CRASHED:
        raise ChildProcessError(f"{' '.join(arguments)}: ended by signal {-done.returncode}")
    if done.returncode:
        raise SystemExit(done.returncode)
    return json.loads(done.stdout)


def _single(arguments: Sequence[str]) -> Any:
    """Single cases; where the process was taken down, without durable-rules, which is known to do that."""
    try:
        return _worker(["single", *arguments])
    except ChildProcessError:
        return _worker(["single", *arguments, "--without", "durable", "durable-low"])


def _memory(arguments: Sequence[str], measured: Any) -> Any:
    """Peaks of those that were measured, as multiples of the engine's."""
    peaks = {
        of.key: _worker(["memory", "--peer", of.key, *arguments]).get("bytes")
        for of in BATCHES
        if "ratio" in measured[of.key]
    }
    return {key: {"ratio": peak / peaks["ours"]} for key, peak in peaks.items() if peak}


def _conditions(rows: int, rounds: int) -> dict[str, str]:
    rules = made_rules()
    return {
        "rows": f"{rows:,}",
        "rules": f"{len(rules.rules)} over {len(rules.fields)} fields; unknown: {UNKNOWN:.0%} of all facts",
        "cores": str(os.cpu_count()),
        "programs waiting for them when it ended (mean of 15 minutes)": f"{os.getloadavg()[2]:.0f}",
        "rounds": str(rounds),
        "Python": f"{platform.python_version()} on {platform.machine()}",
        **versions(),
    }


if __name__ == "__main__":
    sys.exit(main())
