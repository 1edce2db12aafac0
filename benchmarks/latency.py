"""How long one case takes, and what thousands of variants of it cost at once.

Machines are noisy, and a noisy minute must not fall on one contestant alone. So all take turns on the same case, in an order
that changes each time, round after round. What is compared is the *ratio* of two times taken within milliseconds of each other,
and of those ratios the median; absolute times belong to the machine they were taken on.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import median, quantiles

from benchmarks import plain
from benchmarks.variants import variants_of
from zhunsheng.engine.both_laws import BothLaws
from zhunsheng.engine.case import Case, Instance, instances
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.rete.client import Absence, ReteClient
from zhunsheng.engine.engines.verdict import differences
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.variants.columns import Columns, Variant

BASE = "plain"

#: How many variants are run one by one, at most; they cost the same each.
SAMPLE = 64


@dataclass(frozen=True)
class Contestant:
    """One way to evaluate a case."""

    key: str
    label: str
    run: Callable[[Case], object]


@dataclass(frozen=True)
class Latency:
    """The times of one contestant over all cases and rounds, in microseconds.

    Attributes:
        median, p95: Of the second of two calls in a row.
        ratio, ratio_p95: Of that time to the hand-written code's, on the same case in the same round.
        first_ratio: The same for the first of the two calls, which finds the processor's caches full of another's data.
    """

    key: str
    label: str
    median: float
    p95: float
    ratio: float
    ratio_p95: float
    first_ratio: float


@dataclass(frozen=True)
class Throughput:
    """Variants of one case in one pass against single runs, in microseconds per variant.

    Attributes:
        ratio: Of a single run to a variant's share of the pass.
        read_ratio: The same when the forms of every subject are read off each variant as well.
    """

    number: int
    in_one_pass: float
    singly: float
    ratio: float
    read_ratio: float


def contestants(evaluator: Evaluator, second: ReteClient | None) -> tuple[Contestant, ...]:
    """From hand-written code to the whole answer.

    Args:
        second: The second engine's client, if it is to be had.
    """
    bits = evaluator.bits
    checked = "two engines" if second else "one engine"
    found = [
        Contestant(BASE, "plain: hand-written Python, one reading", plain.evaluate),
        Contestant("bits", "bits: run and verdict, both readings, ranges", bits.evaluate),
    ]
    if second is not None:
        found.append(Contestant("both", "bits and rete, compared", _both(bits, second)))
    label = f"answer: {checked}, questions, trace, similar cases"
    return (*found, Contestant("answer", label, evaluator.evaluate))


def _both(bits: BitsEngine, second: ReteClient) -> Callable[[Case], object]:
    def run(case: Case) -> object:
        other = second.evaluate(case)
        if isinstance(other, Absence):
            raise RuntimeError(f"the second engine gave no answer: {other.reason}")
        return list(differences(bits.evaluate(case), other))

    return run


def latencies(
    found: Sequence[Contestant], cases: Sequence[Case], rounds: int, seed: int = 0
) -> Iterator[Latency]:
    """Times every contestant on every case, in turns."""
    random = Random(seed)
    times: Mapping[str, list[tuple[float, float]]] = {contestant.key: [] for contestant in found}
    for _ in range(rounds):
        gc.collect()
        for case in random.sample(cases, len(cases)):
            for contestant in random.sample(found, len(found)):
                call = partial(contestant.run, case)
                times[contestant.key].append((timed(call), timed(call)))
    for contestant in found:
        pairs = list(zip(times[contestant.key], times[BASE], strict=True))
        own = [second for (_, second), _ in pairs]
        ratios = [second / base for (_, second), (_, base) in pairs]
        firsts = [first / base for (first, _), (base, _) in pairs]
        yield Latency(
            contestant.key,
            contestant.label,
            median(own),
            p95(own),
            median(ratios),
            p95(ratios),
            median(firsts),
        )


def throughputs(
    evaluator: Evaluator, case: Case, numbers: Sequence[int], rounds: int
) -> Iterator[Throughput]:
    """Times many variants of a case's first subject in one pass and one by one, in turns."""
    subject = instances(case).parts[0]
    for number in numbers:
        variants = variants_of(subject, evaluator.slots, number)
        passes = [_passed(evaluator.laws, subject, variants) for _ in range(rounds)]
        yield Throughput(
            number,
            median(one.run for one, _ in passes),
            median(single.run for _, single in passes),
            median(single.run / one.run for one, single in passes),
            median((single.run + single.read) / (one.run + one.read) for one, single in passes),
        )


@dataclass(frozen=True)
class _Cost:
    """What a variant costs: to run, and to read its forms off the rails."""

    run: float
    read: float


def _passed(laws: BothLaws, subject: Instance, variants: Sequence[Variant]) -> tuple[_Cost, _Cost]:
    """The cost of each variant, all in one pass; and one by one, of which a sample is enough."""
    gc.collect()
    sample = [_made(subject, variant) for variant in variants[:SAMPLE]]
    together = laws.outlooks(Columns.of(subject, variants))
    each = [laws.outlooks(Columns.of(made, ((),))) for made in sample]
    return _Cost(
        timed(lambda: laws.outlooks(Columns.of(subject, variants))) / len(variants),
        timed(lambda: [together.forms(bit) for bit in range(len(variants))]) / len(variants),
    ), _Cost(
        timed(lambda: [laws.outlooks(Columns.of(made, ((),))) for made in sample]) / len(sample),
        timed(lambda: [one.forms(0) for one in each]) / len(sample),
    )


def _made(subject: Instance, variant: Variant) -> Instance:
    for change in variant:
        subject = change.slot.given(subject, change.value)
    return subject


def timed(run: Callable[[], object]) -> float:
    """Microseconds that a call takes."""
    start = time.perf_counter_ns()
    run()
    return (time.perf_counter_ns() - start) / 1000


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
