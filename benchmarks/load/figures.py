"""What is made of the times of many requests: percentiles, requests a second, ratios to others, and whether memory grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import linear_regression, median, quantiles

from benchmarks.load.driving import Load

#: What is told of times, in milliseconds.
PERCENTILES = ("p50", "p90", "p99", "max")
#: What counts as flat: the median of the last third is at most so much above that of the first.
FLAT = 1.05


@dataclass(frozen=True)
class Told:
    """One service at one level, all rounds together.

    Attributes:
        times: By percentile, in milliseconds.
        per_second: Evaluations a second.
        beside: Of both, the ratios to the same of other services in the same round (the median of rounds), by service; the
            key `per_second` beside the percentiles.
    """

    requests: int
    errors: int
    times: Mapping[str, float]
    per_second: float
    beside: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Sample:
    """Memory in use at one moment, in bytes; ``requests`` were answered by then."""

    requests: int
    service: int
    engine: int


@dataclass(frozen=True)
class Course:
    """How the memory of a process went.

    Attributes:
        per_thousand: Bytes more with every thousand requests, by a line fitted to all samples.
        growth: The median of the last third, as a multiple of that of the first.
        flat: Whether that is no more than chance.
    """

    per_thousand: float
    growth: float
    flat: bool


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """The percentiles of some times."""
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99
    return {"p50": cuts[49], "p90": cuts[89], "p99": cuts[98], "max": max(times)}


def told(of: str, rounds: Sequence[Mapping[str, Load]]) -> Told:
    """What is told of a service, of which and of others there was a load in every round."""
    times = [time for loads in rounds for time in loads[of].times]
    others = sorted({kind for loads in rounds for kind in loads} - {of})
    return Told(
        len(times),
        sum(len(loads[of].errors) for loads in rounds),
        percentiles(times),
        len(times) / sum(loads[of].seconds for loads in rounds),
        {other: _ratios([(loads[of], loads[other]) for loads in rounds]) for other in others},
    )


def _ratios(pairs: Sequence[tuple[Load, Load]]) -> dict[str, float]:
    both = [(_all(one), _all(other)) for one, other in pairs]
    return {key: median(one[key] / other[key] for one, other in both) for key in both[0][0]}


def _all(load: Load) -> dict[str, float]:
    return {**percentiles(load.times), "per_second": len(load.times) / load.seconds}


def course(samples: Sequence[Sample], of: str) -> Course:
    """How the memory of one process went; the first tenth, in which everything is used for the first time, does not count."""
    counted = samples[len(samples) // 10 :]
    values = [float(getattr(sample, of)) for sample in counted]
    third = max(len(values) // 3, 1)
    growth = median(values[-third:]) / median(values[:third])
    requests = [float(sample.requests) for sample in counted]
    slope = linear_regression(requests, values).slope if len(set(requests)) > 1 else 0.0
    return Course(slope * 1000, growth, growth <= FLAT)
