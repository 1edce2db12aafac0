"""Steady load for many minutes: no error, and memory that does not grow."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.load.driving import Load, put_on
from benchmarks.load.figures import Sample, course, percentiles
from benchmarks.load.services import Kind, started

#: So many ask at a time: enough to keep the service at work, and not so many that they only wait.
AT_A_TIME = 2
#: So many samples of memory are taken, at equal distances.
SAMPLES = 120


def soak(kind: Kind, bodies: Sequence[bytes], seconds: float) -> dict[str, Any]:
    """What came of it, as it is kept."""
    samples: list[Sample] = []
    with started(kind) as service:
        start = time.monotonic()

        def seen(load: Load) -> None:
            passed = time.monotonic() - start
            if passed * SAMPLES >= len(samples) * seconds:
                samples.append(Sample(len(load.times), *service.resident()))
                minutes, mebibytes = passed / 60, (samples[-1].service + samples[-1].engine) >> 20
                print(
                    f"{kind}: {minutes:.1f} min, {len(load.times)} evaluations, {mebibytes} MiB",
                    file=sys.stderr,
                )

        load = put_on(service, bodies, AT_A_TIME, seconds, seen)
    return {
        "minutes": seconds / 60,
        "requests": len(load.times),
        "errors": len(load.errors),
        "said": load.errors[:10],
        "times": percentiles(load.times),
        "first": asdict(samples[0]),
        "service": asdict(course(samples, "service")),
        "engine": asdict(course(samples, "engine")),
        "samples": [asdict(sample) for sample in samples],
    }
