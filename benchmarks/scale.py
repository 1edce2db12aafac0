"""What a batch costs as rows and rules grow: the same work a row, and work in proportion to the rules.

    python -m benchmarks.scale

Rows: files of random subjects through the whole of `zhunsheng batch`, each in a process of its own; its peak of memory is told.
Rules: the rule set of the comparison with peers, made smaller and larger, on columns that lie in memory. Times are medians of
rounds in turns; what is compared are ratios, because absolute times belong to a machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peers.cases import made_cases
from benchmarks.peers.ours_batch import columns_of, verdict_bits
from benchmarks.peers.release_folder import peer_release
from benchmarks.peers.ruleset import made_rules
from zhunsheng.engine.batch.evaluator import BatchEvaluator
from zhunsheng.engine.batch.kernel import fastest, kernel
from zhunsheng.engine.batch.run import Options, run_batch
from zhunsheng.engine.compiled import CompiledRelease
from zhunsheng.engine.release import default_release
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, Vocabulary

ROWS = (1_250_000, 2_500_000, 5_000_000, 10_000_000)
RULES = (75, 150, 300, 600)
#: Rows for the rules, and how often each is timed.
SAMPLE, ROUNDS = 1 << 20, 7

#: The facts of the random subjects; each is unknown in three rows of ten.
COLUMNS = (
    *("case.province", "case.decision_date", "incident.epidemic", "incident.consequence"),
    *("incident.harms_overall_situation", "incident.infected", "subject.kind", "subject.category"),
    *("subject.position", "subject.level", "subject.party_member", "subject.public_official"),
    *("subject.leading_cadre", "circumstance.confessed", "circumstance.cooperated", "circumstance.repeated"),
    *("conduct.date", "conduct.continued_until", "conduct.type", "conduct.intent", "conduct.gravity"),
    *("conduct.caused_consequence", "conduct.within_duty", "conduct.in_charge", "conduct.distance"),
    *("conduct.concealed", "conduct.suspected_crime", "conduct.personal_gain"),
)
UNKNOWN = 0.3
#: Rows that are made, and written, at a time.
GROUP = 1 << 18
#: Days since 1970 from which dates are drawn, a thousand of them.
_FIRST_DAY = {"conduct.date": 17_500, "conduct.continued_until": 18_300, "case.decision_date": 18_500}


def write_subjects(file: Path, rows: int, vocabulary: Vocabulary, seed: int = 1) -> None:
    """Writes a Parquet file of random subjects, each a case of its own with one conduct."""
    random = np.random.default_rng(seed)
    writer = None
    for start in range(0, rows, GROUP):
        number = min(GROUP, rows - start)
        table = pa.table({name: _column(name, number, vocabulary, random) for name in COLUMNS})
        writer = writer or pq.ParquetWriter(file, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


def _column(name: str, rows: int, vocabulary: Vocabulary, random: np.random.Generator) -> pa.Array:
    entity, key = name.split(".")
    fact: Fact = vocabulary.fact(FactRef(entity, key))
    unknown = random.random(rows) < UNKNOWN
    match fact.type:
        case FactType.BOOL:
            return pa.array(random.random(rows) < 0.6, mask=unknown)
        case FactType.INT:
            return pa.array(random.integers(0, 200, rows), mask=unknown)
        case FactType.DATE:
            days = (_FIRST_DAY[name] + random.integers(0, 1000, rows)).astype(np.int32)
            return pa.array(days, mask=unknown).cast(pa.date32())
        case _:
            keys = fact.value_keys()
            codes = random.integers(0, len(keys), rows).astype(np.int8)
            return pa.DictionaryArray.from_arrays(pa.array(codes, mask=unknown), pa.array(keys))


def measure_batch(source: Path, target: Path, threads: int) -> None:
    """Runs one batch, and prints its seconds and the greatest memory of the process in MB."""
    release = default_release()
    evaluator = BatchEvaluator(CompiledRelease.of(release))
    before = time.perf_counter()
    run_batch(source, target, evaluator, release, Options({}, threads=threads))
    seconds = time.perf_counter() - before
    print(seconds, _peak())


def _peak() -> float:
    """The most memory of this program in MB. Not `getrusage`: that counts what was there before the program was started."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def rows_table(numbers: Sequence[int], threads: int) -> Iterator[str]:
    """Seconds, microseconds a row and memory, by rows."""
    vocabulary = default_release().vocabulary
    yield f"{'rows':>12}{'seconds':>10}{'µs a row':>10}{'to the first':>14}{'peak MB':>10}"
    first = 0.0
    for rows in numbers:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "cases.parquet", Path(folder) / "results.parquet"
            write_subjects(source, rows, vocabulary)
            command = [sys.executable, "-m", "benchmarks.scale", "--batch", str(source), str(target)]
            done = subprocess.run(
                [*command, "--threads", str(threads)], capture_output=True, text=True, check=True
            )
        seconds, peak = (float(word) for word in done.stdout.split())
        each = seconds / rows * 1e6
        first = first or each
        yield f"{rows:>12,}{seconds:>10.1f}{each:>10.2f}{each / first:>12.2f} ×{peak:>10,.0f}"


def rules_table(numbers: Sequence[int]) -> Iterator[str]:
    """Steps and time a row, by rules, with unknown facts and both readings."""
    contestants = {}
    for number in numbers:
        rules = made_rules(number=number)
        with tempfile.TemporaryDirectory() as folder:
            evaluate = verdict_bits(rules, peer_release(rules, Path(folder)), kernel(fastest()))
        contestants[number] = evaluate, columns_of(made_cases(rules, SAMPLE, UNKNOWN))
    times: Mapping[int, list[float]] = {number: [] for number in numbers}
    for round_ in range(ROUNDS + 1):
        for number, (evaluate, columns) in contestants.items():
            before = time.perf_counter()
            evaluate(columns, SAMPLE, 1)
            if round_:  # the first round compiles
                times[number].append(time.perf_counter() - before)
    yield f"{'rules':>12}{'ns a row':>10}{'to the first':>14}{'a rule':>10}"
    base = median(times[numbers[0]])
    for number in numbers:
        seconds = median(times[number])
        ratio = seconds / base
        yield f"{number:>12}{seconds / SAMPLE * 1e9:>10.1f}{ratio:>12.2f} ×{ratio * numbers[0] / number:>8.2f} ×"


def main() -> int:
    """Measures rows and rules, or runs one batch for that."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--batch", nargs=2, type=Path, metavar=("IN", "OUT"), help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--rules", type=int, nargs="+", default=RULES)
    options = parser.parse_args()
    if options.batch:
        measure_batch(*options.batch, options.threads)
        return 0
    print("\n".join(rules_table(options.rules)))
    print()
    for line in rows_table(options.rows, options.threads):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
