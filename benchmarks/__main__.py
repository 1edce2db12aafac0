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
from benchmarks.explanation import Explanation, explanation
from benchmarks.fixed_workload import fixed_cases, fixed_release
from benchmarks.latency import Latency, Throughput, contestants, latencies, throughputs
from benchmarks.random_cases import random_cases
from zhunsheng.engine.case import Case
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.engines.rete.client import ReteClient
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.vocabulary.models import case_model, read_case

RANDOM_CASES = 500
VARIANTS = (16, 256, 4096)
#: Explained are the subjects with so many unknown facts or more, in the workload and under the rules in use.
WORKLOAD_UNKNOWN, UNKNOWN = 40, 70
#: Of the published cases under the rules in use, each so-and-so-manieth is explained.
EVERY = 5

NOTE = """\
plain computes the established reading alone: which rules apply, and each subject's ranges and forms. bits computes the
established and the possible reading, both rails of every value, and every stage of a range (for the trace). Nobody reads or
checks a document here: the case is in memory. Ratios are medians of paired times (same case, same round). Each contestant
calls twice in its turn: the figures are of the second call, "first call" is the ratio of the first, which finds caches cold.
Variants are of the first subject of the case, each with another value in one slot, judged under both laws. A pass makes its
columns inside the clock; "singly" is a sample of them, made outside; "and read": the same ratio with the forms read as well.
An explanation is all open questions (each answer alone and beside each other one) and all changes of up to two established facts;
"repeated": a sample of the same variants, each evaluated as a case, times their number (see benchmarks/explanation.py)."""


@dataclass(frozen=True)
class Report:
    """What was measured, and under what."""

    python: str
    release: str
    digest: str
    rules: int
    cases: int
    subjects: int
    rounds: int
    second_engine: str
    latencies: tuple[Latency, ...]
    throughputs: tuple[Throughput, ...]
    explanations: tuple[Explanation, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Verifies, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each case is timed (default: 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error("--rounds is at least 1")
    release = fixed_release()
    cases = fixed_cases(release)
    with ReteClient(release) as second, Evaluator(release, second=second) as evaluator:
        for what, compared in (("scenario", cases), ("random", random_cases(release, RANDOM_CASES))):
            agreement = compare(compared, evaluator.bits)
            if agreement.differing:
                print("\n".join(_complaint(agreement)), file=sys.stderr)
                return 1
            print(
                f"plain and bits agree on {agreement.cases} {what} cases, every rule and range "
                f"({len(agreement.established)} of {len(release.rules)} rules established somewhere)"
            )
        report = _measured(evaluator, second, cases, options.rounds)
    print("\n".join(_table(report)))
    if options.json:
        options.json.write_text(
            json.dumps(asdict(report), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    return 0


def _complaint(agreement: Agreement) -> Iterator[str]:
    yield "plain and bits differ; it is no measure until benchmarks/plain and benchmarks/workload say the same:"
    for what, where in agreement.differing.items():
        yield f"  {what}: {len(where)} times, first in {where[0]}"


def _measured(evaluator: Evaluator, second: ReteClient, cases: Sequence[Case], rounds: int) -> Report:
    absence = second.ready()
    fullest = max(cases, key=_stated)
    return Report(
        platform.python_version(),
        f"{evaluator.release.name} {evaluator.release.version}",
        evaluator.release.digest,
        len(evaluator.release.rules),
        len(cases),
        sum(len(case.subjects) for case in cases),
        rounds,
        f"absent ({absence.reason})" if absence else "durable-rules, in a worker process",
        tuple(latencies(contestants(evaluator, None if absence else second), cases, rounds)),
        tuple(throughputs(evaluator, fullest, VARIANTS, max(3, rounds // 2))),
        (
            explanation("the workload", evaluator.compiled, cases, WORKLOAD_UNKNOWN),
            explanation("the rules in use", *_in_use(), UNKNOWN),
        ),
    )


def _in_use() -> tuple[CompiledRelease, Sequence[Case]]:
    """The rules that come with the project, and some of its published cases."""
    release = default_release()
    model = case_model(release.vocabulary)
    scenarios = load_scenarios(release.folder / "scenarios" / "published", "published")
    cases = [read_case(scenario.case, model, release.vocabulary) for scenario in scenarios[::EVERY]]
    return CompiledRelease.of(release), cases


def _stated(case: Case) -> int:
    """How many facts a case states."""
    subjects = (len(of.facts) + sum(len(conduct.facts) for conduct in of.conducts) for of in case.subjects)
    return len(case.facts) + sum(subjects)


def _table(report: Report) -> Iterator[str]:
    yield ""
    yield f"Python {report.python}; {report.release}, {report.digest[:19]}…, {report.rules} rules"
    yield f"second engine: {report.second_engine}"
    yield f"{report.cases} scenario cases with {report.subjects} subjects, {report.rounds} rounds, all in turns"
    yield ""
    yield f"{'one case':<52}{'median':>11}{'p95':>11}{'to plain':>11}{'p95':>11}{'first call':>12}"
    for line in report.latencies:
        ratios = f"{line.ratio:>9,.1f} ×{line.ratio_p95:>9,.1f} ×{line.first_ratio:>10,.1f} ×"
        yield f"{line.label:<52}{_time(line.median):>11}{_time(line.p95):>11}{ratios}"
    yield ""
    yield f"{'variants of the fullest case on bits':<52}{'in one pass':>11}{'singly':>11}{'ratio':>11}{'and read':>11}"
    for row in report.throughputs:
        label, ratios = f"{row.number:,} at once, each", f"{row.ratio:>9,.1f} ×{row.read_ratio:>9,.1f} ×"
        yield f"{label:<52}{_time(row.in_one_pass):>11}{_time(row.singly):>11}{ratios}"
    yield ""
    times, ratios = f"{'median':>11}{'p95':>11}{'repeated':>12}", f"{'ratio':>11}{'least':>11}"
    yield f"{'whole explanation of one subject':<36}{'unknown':>9}{'variants':>10}{times}{ratios}"
    for item in report.explanations:
        label = f"{item.label}, {item.subjects} subjects"
        times = f"{_time(item.whole):>11}{_time(item.whole_p95):>11}{_time(item.repeated):>12}"
        ratios = f"{item.ratio:>9,.1f} ×{item.ratio_least:>9,.1f} ×"
        yield f"{label:<36}{item.unknown:>9,.0f}{item.variants:>10,.0f}{times}{ratios}"
        parts = f"questions {_time(item.questions)}, changes of up to two facts {_time(item.changes)}"
        beside = (
            f"proof that no other fact matters {_time(item.proof)}, settling groups {_time(item.settling)}"
        )
        yield f"  medians: {parts}; besides, {beside}"
    yield ""
    yield NOTE


def _time(microseconds: float) -> str:
    return f"{microseconds / 1000:,.2f} ms" if microseconds >= 1000 else f"{microseconds:,.1f} µs"


if __name__ == "__main__":
    sys.exit(main())
