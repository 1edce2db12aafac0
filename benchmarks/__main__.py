"""`python -m benchmarks`: first that both say the same, then how long they take."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.agreement import Agreement, compare
from benchmarks.latency import Latency, Throughput, contestants, latencies, throughputs
from benchmarks.random_cases import random_cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.engines.rete.client import ReteClient
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scenarios import load_scenarios

RANDOM_CASES = 500
VARIANTS = (1, 16, 256, 4096)

NOTE = """\
plain computes the established reading alone: which rules apply, and each subject's ranges and forms. bits computes the
established and the possible reading, with both rails of every value and every stage of a range (for the trace). Neither reads
or checks a document here; the case is in memory. Ratios are medians of paired times (same case, same round)."""


@dataclass(frozen=True)
class Report:
    """What was measured, and under what."""

    python: str
    release: str
    rules: int
    cases: int
    rounds: int
    second_engine: str
    latencies: tuple[Latency, ...]
    throughputs: tuple[Throughput, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Verifies, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="how often each case is timed (default: 10)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error("--rounds is at least 1")
    release = default_release()
    with Evaluator(release) as evaluator:
        cases = tuple(
            evaluator.read(scenario.case) for scenario in load_scenarios(release.folder / "scenarios")
        )
        for cases_of, agreement in (
            ("scenario", compare(cases, evaluator.bits)),
            ("random", compare(random_cases(release, RANDOM_CASES), evaluator.bits)),
        ):
            if agreement.differing:
                print("\n".join(_complaint(agreement)), file=sys.stderr)
                return 1
            print(
                f"plain and bits agree on {agreement.cases} {cases_of} cases, every rule and range "
                f"({len(agreement.established)} of {len(release.rules)} rules established somewhere)"
            )
        report = _measured(evaluator, cases, options.rounds)
    print("\n".join(_table(report)))
    if options.json:
        options.json.write_text(
            json.dumps(asdict(report), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    return 0


def _complaint(agreement: Agreement) -> Iterator[str]:
    yield "plain and bits differ; benchmarks/plain must follow the rules before it can be a measure:"
    for what, where in agreement.differing.items():
        yield f"  {what}: {len(where)} times, first in {where[0]}"


def _measured(evaluator: Evaluator, cases: Sequence[Case], rounds: int) -> Report:
    second = evaluator.second
    absence = second.ready() if second else None
    present: ReteClient | None = second if second and absence is None else None
    fullest = max(cases, key=_stated)
    return Report(
        platform.python_version(),
        f"{evaluator.release.name} {evaluator.release.version} {evaluator.release.digest}",
        len(evaluator.release.rules),
        len(cases),
        rounds,
        "durable-rules, in a worker process" if present else f"absent: {absence.reason if absence else ''}",
        tuple(latencies(contestants(evaluator, present), cases, rounds)),
        tuple(throughputs(evaluator.bits, fullest, VARIANTS, max(3, rounds // 2))),
    )


def _stated(case: Case) -> int:
    """How many facts a case states."""
    subjects = (len(of.facts) + sum(len(conduct.facts) for conduct in of.conducts) for of in case.subjects)
    return len(case.facts) + sum(subjects)


def _table(report: Report) -> Iterator[str]:
    yield ""
    yield f"Python {report.python}; {report.release[:60]}…; {report.rules} rules; {report.cases} scenario cases"
    yield f"second engine: {report.second_engine}; {report.rounds} rounds, contestants in turns"
    yield ""
    yield f"{'one case':<52}{'median':>11}{'p95':>11}{'to plain':>12}{'p95':>9}"
    for line in report.latencies:
        ratio, ratio_p95 = f"{line.ratio:,.1f} ×", f"{line.ratio_p95:,.1f} ×"
        yield f"{line.label:<52}{_time(line.median):>11}{_time(line.p95):>11}{ratio:>12}{ratio_p95:>9}"
    yield ""
    yield f"{'variants of one case on bits (ratio: singly / one pass)':<52}"
    yield f"{'variants':>10}{'one pass':>12}{'each':>11}{'singly':>12}{'each':>11}{'ratio':>10}{'read too':>10}"
    for row in report.throughputs:
        ratio, read = f"{row.ratio:.1f} ×", f"{row.read_ratio:.1f} ×"
        each, single = _time(row.one_pass / row.number), _time(row.singly / row.number)
        yield (
            f"{row.number:>10}{_time(row.one_pass):>12}{each:>11}{_time(row.singly):>12}{single:>11}"
            f"{ratio:>10}{read:>10}"
        )
    yield ""
    yield NOTE


def _time(microseconds: float) -> str:
    return f"{microseconds / 1000:,.2f} ms" if microseconds >= 1000 else f"{microseconds:,.1f} µs"


if __name__ == "__main__":
    sys.exit(main())
